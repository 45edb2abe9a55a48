/** `/workflow`: what people type. */
export { createPendingImports, type CommandParts } from './subcommand';
export { SUBCOMMANDS } from './dispatch';
export { handleCommand, type Typed } from './handle';
