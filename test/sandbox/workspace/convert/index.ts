import type { AppObject, Workspace } from '../types';

/** The app's own user, in the app's shape. */
export declare function appUser(ws: Workspace, appId: string): AppObject | undefined;
export declare function appRoomById(ws: Workspace, id: string): AppObject | undefined;
export declare function appUserById(ws: Workspace, id: string): AppObject | undefined;
export declare function appVisitorById(ws: Workspace, id: string): AppObject | undefined;
export declare function appMessageById(ws: Workspace, id: string): AppObject | undefined;
export declare function appDepartmentById(ws: Workspace, id: string): AppObject | undefined;
export declare function appContactById(ws: Workspace, id: string): AppObject | undefined;
