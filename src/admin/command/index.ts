/** `/workflow`: what people type. */
export { createPendingImports, type CommandParts, type PendingImports } from './command';
export { runCommand, SUBCOMMANDS } from './run';
export { handleCommand, type Typed } from './handle';
