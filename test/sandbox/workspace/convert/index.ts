/** The server's converters between stored documents and what an app sees (HOST B). */
export { appUser, appUserById, appUserDoc, convertUser } from './users';
export { appVisitorById, convertAppVisitor, convertVisitor } from './visitors';
export { appContactById, appDepartmentById, convertDepartment } from './departments';
export { appRoomById, convertAppRoom, convertRoom } from './rooms';
export { appMessageById, convertAppMessage, convertMessage, convertMessageRaw } from './messages';
