/** `/workflow`: what people type. */
export { createPendingImports, type CommandParts, type PendingImports } from './subcommand';
export { runCommand, SUBCOMMANDS } from './dispatch';
export { handleCommand, type Typed } from './handle';
