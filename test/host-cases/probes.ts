import { hostBridges, type Workspace, type AppObject } from '../sandbox/workspace';
import { APP } from './words';

/** Things that some cases look at after the call instead of its return value, by the name that the recording gives. */
const PROBES: Record<string, (ws: Workspace, args: AppObject) => unknown> = {
  roomFname: (ws) => ws.data.rooms[0]?.fname,
  storedRoomVToken: (ws) => ws.data.rooms[0]?.v?.token,
  appRoomVisitorName: async (ws) => (await visitorOfRoom(ws))?.name,
  appRoomVisitorToken: async (ws) => (await visitorOfRoom(ws))?.token,
  findRoomsByNewToken: (ws, args) => countRooms(ws, args.token),
  findRoomsByOldToken: (ws) => countRooms(ws, ws.data.rooms[0]?.v?.token),
};

async function visitorOfRoom(ws: Workspace): Promise<AppObject | undefined> {
  const room = await hostBridges(ws).rooms.getById(String(ws.data.rooms[0]?._id), APP);
  return room?.visitor as AppObject | undefined;
}

async function countRooms(ws: Workspace, token: unknown): Promise<number> {
  return (await hostBridges(ws).livechat.findRooms({ token }, null, APP)).length;
}

/** The probes that the recorded return value consists of, or undefined when it is a plain return value. */
export async function probes(ws: Workspace, returns: unknown, args: AppObject): Promise<AppObject | undefined> {
  const names = typeof returns === 'object' && returns !== null ? Object.keys(returns) : [];
  if (names.length === 0 || !names.every((name) => name in PROBES)) return undefined;
  const found: AppObject = {};
  for (const name of names) found[name] = await PROBES[name]?.(ws, args);
  return found;
}
