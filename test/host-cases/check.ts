/** Plays one recorded case against the workspace and says what differs. */
import { settle, type HostEvent } from '../sandbox/workspace';
import { play, UnknownCall } from './calls';
import { differences, show } from './compare';
import { observedChanges, ROOM_SKIPPED, writtenMessages } from './observe';
import { workspaceOf } from './state';
import { NOT_COMPARED } from './rest-calls';
import type { Played, RecordedCase } from './types';

/** How the recording wraps what the engine's listener manager is handed. */
const WRAPPED: Record<string, string> = {
  IPostMessageSent: 'message',
  IPostMessageUpdated: 'message',
  IPostSystemMessageSent: 'message',
  IPostLivechatRoomStarted: 'room',
  ILivechatRoomClosedHandler: 'room',
  IPostLivechatRoomClosed: 'room',
  IPostLivechatRoomSaved: 'room',
  IPostLivechatGuestSaved: 'visitor',
  IPreLivechatRoomCreatePrevent: 'room',
  IPostLivechatDepartmentDisabled: 'room',
  IPostLivechatDepartmentRemoved: 'room',
};

/** The lines in which the case differs from its recording; none when it is the same. */
export async function check(recorded: RecordedCase, version: string): Promise<string[]> {
  const { ws, events } = workspaceOf(recorded, version);
  const before = structuredClone(ws.data);
  const played: Played = {};
  try {
    played.returned = await play(ws, recorded);
  } catch (error) {
    if (error instanceof UnknownCall) return [error.message];
    played.thrown = error;
  }
  await settle(ws);
  const written = writtenMessages(before, ws.data);
  return [
    ...outcome(recorded, played),
    ...changes(recorded.changes, observedChanges(before, ws.data)),
    ...eventLines(recorded, events),
    ...lines(
      'systemMessages',
      recorded.systemMessages,
      written.system,
      recorded.mayVary?.systemMessageOrderAlsoSeen,
      't',
    ),
    ...lines('messages', (recorded.messages ?? []).map(shortened), written.plain.map(cut), undefined, 'text'),
  ];
}

function outcome(recorded: RecordedCase, played: Played): string[] {
  if (recorded.throws) {
    if (played.thrown === undefined) return [`throws: ${show(recorded.throws.message)} → ${show(played.returned)}`];
    const { message, code } = played.thrown as { message?: string; code?: string };
    const wrong =
      message === recorded.throws.message ? [] : [`throws: ${show(recorded.throws.message)} → ${show(message)}`];
    const { hostErrorCode } = recorded.throws;
    return hostErrorCode && hostErrorCode !== code ? [...wrong, `hostErrorCode: ${hostErrorCode} → ${code}`] : wrong;
  }
  if (played.thrown !== undefined) {
    const error = played.thrown as Error;
    return [`returns: ${show(recorded.returns)} → throws ${show(error.message ?? String(error))}`];
  }
  if (played.returned === NOT_COMPARED) return [];
  return differences(recorded.returns ?? null, played.returned, 'returns');
}

/** What is not compared (HOST-CASES 1) is dropped from the recording too, where a case happens to show it. */
function compared(changes: unknown): unknown {
  if (typeof changes !== 'object' || changes === null) return changes;
  const { room, ...rest } = structuredClone(changes) as { room?: { updated?: Record<string, object> } };
  for (const [id, fields] of Object.entries(room?.updated ?? {})) {
    const kept = Object.entries(fields).filter(([field]) => !ROOM_SKIPPED.has(field));
    if (room?.updated && kept.length > 0) room.updated[id] = Object.fromEntries(kept);
    else delete room?.updated?.[id];
  }
  if (room?.updated && Object.keys(room.updated).length === 0) delete room.updated;
  const all = room && Object.keys(room).length > 0 ? { room, ...rest } : rest;
  return Object.keys(all).length > 0 ? all : 'none';
}

/** Both ways: nothing may be missing and nothing may have changed besides. */
function changes(recorded: unknown, got: unknown): string[] {
  const expected = compared(recorded);
  const there = differences(expected, got, 'changes');
  if (there.length > 0 || expected === 'none') return there;
  return differences(got, expected, 'changes besides').map((line) => line.split(' → ').reverse().join(' → '));
}

/** Both parts of saveInfo run at once: no order of their two events may be relied on (HOST-CASES-8, T1). */
const orderOf = (events: string[]): string =>
  events
    .join()
    .replace('IPostLivechatRoomSaved,IPostLivechatGuestSaved', 'IPostLivechatGuestSaved,IPostLivechatRoomSaved');

function eventLines(recorded: RecordedCase, events: HostEvent[]): string[] {
  const got = events.map(({ name, payload }) => ({
    event: name,
    payload: WRAPPED[name] ? { [WRAPPED[name]]: payload } : payload,
  }));
  const expected = recorded.events.map(({ event }) => event);
  const orders = [expected, ...(recorded.mayVary?.eventOrderAlsoSeen ?? [])].map(orderOf);
  const order = got.map(({ event }) => event);
  if (!orders.includes(orderOf(order)))
    return [`events: ${expected.join(', ') || 'none'} → ${order.join(', ') || 'none'}`];
  const left = [...got];
  return recorded.events.flatMap(({ event, payload }) => {
    const index = left.findIndex((candidate) => candidate.event === event);
    const [match] = left.splice(index, 1);
    const { payloadRoomFieldsThatVary, payloadFieldsThatVary } = recorded.mayVary ?? {};
    const skip = [...(payloadRoomFieldsThatVary?.[event] ?? []), ...(payloadFieldsThatVary?.[event] ?? [])];
    const { room: expectedRoom, ...rest } = payload as Record<string, unknown>;
    const gotPayload = match?.payload as Record<string, unknown>;
    return [
      ...differences(rest, gotPayload, event, skip),
      ...(expectedRoom === undefined ? [] : differences(expectedRoom, gotPayload.room, `${event}.room`, skip)),
    ];
  });
}

/** Messages in order; other orders that were seen count, named by the field `by`. */
function lines(
  where: string,
  expected: Record<string, unknown>[],
  got: Record<string, unknown>[],
  otherOrders: string[][] | undefined,
  by: string,
): string[] {
  const names = (list: Record<string, unknown>[]): string => list.map((line) => String(line[by])).join();
  const orders = [names(expected), ...(otherOrders ?? []).map((order) => order.join())];
  if (!orders.includes(names(got))) return [`${where}: ${names(expected) || 'none'} → ${names(got) || 'none'}`];
  const left = [...got];
  return expected.flatMap((line, index) => {
    const found = left.findIndex((candidate) => candidate[by] === line[by]);
    const [match] = left.splice(found, 1);
    return differences(line, match, `${where}[${index}]`);
  });
}

/** Long texts are recorded by their start and length; both sides are written that way. */
const cutText = (text: string): string => (text.length > 200 ? `${text.slice(0, 20)}… (${text.length} chars)` : text);
const cut = (line: Record<string, unknown>): Record<string, unknown> => ({ ...line, text: cutText(String(line.text)) });
const shortened = (line: Record<string, unknown>): Record<string, unknown> => ({ ...line });
