import type { HostBridges } from '../bridge-types';
import type { Workspace } from '../types';

/** The server's bridges over this workspace. */
export declare function hostBridges(ws: Workspace): HostBridges;
