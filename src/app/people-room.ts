/** What the app needs only when a person comes: what administration has for people, screens and commands. */
export { watchedWorkflows } from '../../settings/workflows';
export { createAdmin } from '../admin/for-people';
export { createPendingImports, handleCommand } from '../command';
export { createByHand } from '../engine/by-hand';
export { createInspection } from '../host/inspection';
export { createScreens } from '../screens';
