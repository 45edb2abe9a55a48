/** Builds the workspace of a recorded case: its stored documents, with what the recording leaves out filled in. */
import { createWorkspace, defaultBusinessHour, traitsOf } from '../sandbox/workspace';
import { defaultPermissions } from '../sandbox/workspace/permissions';
import type { AppObject, Edition, HostEvent, Workspace } from '../sandbox/workspace';
import { asText } from '../sandbox/workspace/text';
import { documents, STORED } from './documents';
import type { RecordedCase } from './types';

/** The clock of the recording: its months and its one absolute time are of this hour. */
export const NOW = new Date('2026-11-22T07:34:30.303Z');

/** What the situation says in words about the server itself. */
function adjust(ws: Workspace, recorded: RecordedCase): void {
  for (const sentence of Object.values(recorded.given).map(String)) {
    const taken = /permission (\S+) taken from (\S+)/.exec(sentence);
    const [, permission = '', role = ''] = taken ?? [];
    const roles = ws.data.permissions[permission];
    if (roles) ws.data.permissions[permission] = roles.filter((candidate) => candidate !== role);
  }
}

/** The app's listener before a room is stored: it notes the event and throws what the situation says. */
function listener(recorded: RecordedCase, events: HostEvent[]): (room: AppObject) => Promise<void> {
  const told = asText(recorded.given.listener);
  return async (room) => {
    await Promise.resolve();
    events.push({ name: 'IPreLivechatRoomCreatePrevent', payload: structuredClone(room) });
    if (!told.startsWith('throws')) return;
    const words = /"([^"]*)"/.exec(told)?.[1];
    const error = new Error(words ?? 'boom');
    error.name = /throws (?:an? )?(\w+Exception)/.exec(told)?.[1] ?? 'Error';
    throw error;
  };
}

/** The workspace of a case, and the events that it will have fired. */
export function workspaceOf(recorded: RecordedCase, version: string): { ws: Workspace; events: HostEvent[] } {
  const events: HostEvent[] = [];
  const counts: Record<string, number> = { message: recorded.state.messages?.length ?? 0 };
  // Some cases were recorded a second time with the database driver of newer hosts.
  const strict = /ignoreundefined[-: =]*false/i.test(recorded.id + JSON.stringify(recorded.given));
  const [edition = 'CE'] = recorded.edition.split(' + ');
  const ws = createWorkspace({
    version,
    ...(strict && { traits: { undefinedIdFindsNothing: true } }),
    edition: edition as Edition,
    now: () => new Date(NOW),
    newId: (kind) => {
      counts[kind] = (counts[kind] ?? 0) + 1;
      return kind === 'message' ? `message-${counts[kind]}` : `new-${kind}-${counts[kind]}`;
    },
    onEvent: (event) => {
      events.push(structuredClone(event));
    },
    ...(traitsOf(version).roomCreatePrevent && { beforeRoomCreate: listener(recorded, events) }),
    data: {
      ...documents(recorded.state, NOW),
      permissions: defaultPermissions(),
      businessHours: [{ ...defaultBusinessHour('Africa/Abidjan', '0'), _id: 'bh-1', ts: STORED, _updatedAt: STORED }],
    },
  });
  adjust(ws, recorded);
  return { ws, events };
}
