/** What the app needs only when a person comes: screens and commands. */
export { createPendingImports, handleCommand } from '../command';
export { createScreens } from '../screens';
