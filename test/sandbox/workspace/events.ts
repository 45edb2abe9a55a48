import type { AppObject, HostEventName, Workspace } from './types';

/**
 * Fires an event as the server does: the operation goes on and never waits (HOST A.1). A function as payload is
 * worked out when the event leaves, for the events whose room the server reads afresh at that moment. `late` events
 * leave after the others of their batch: the server fires them at the end of a chain that it does not wait for, and the
 * recording never saw them first (HOST-CASES 4).
 */
export function fire(ws: Workspace, name: HostEventName, payload: AppObject | (() => AppObject), late = false): void {
  ws.pending.push({ name, payload: typeof payload === 'function' ? payload : () => payload, late });
  if (ws.flushPlanned) return;
  ws.flushPlanned = true;
  queueMicrotask(() => flush(ws));
}

/** Works out the payloads of everything pending now instead of when it leaves. */
export function readPending(ws: Workspace): void {
  for (const event of ws.pending) {
    const payload = event.payload();
    event.payload = () => payload;
  }
}

/** Hands every pending event to the sink, in order of firing; an owner that wants another order reorders there. */
export function flush(ws: Workspace): void {
  ws.flushPlanned = false;
  const fired = ws.pending.splice(0);
  const batch = [...fired.filter((event) => !event.late), ...fired.filter((event) => event.late)];
  for (const { name, payload } of batch) {
    const answer = ws.sink({ name, payload: payload() });
    if (answer === undefined) continue;
    // What a handler throws never reaches the operation that fired the event (HOST A.2).
    const run: Promise<unknown> = answer.catch(() => undefined).finally(() => ws.running.delete(run));
    ws.running.add(run);
  }
}

/** Resolves when every event fired so far, and every event that its handlers caused, has been handled. */
export async function settle(ws: Workspace): Promise<void> {
  for (;;) {
    if (ws.pending.length > 0) flush(ws);
    if (ws.running.size === 0 && ws.pending.length === 0) return;
    await Promise.all(ws.running);
  }
}
