import { recent } from '../util/cache';

/**
 * Remembers, for a short while, when a conversation was last changed by one of our actions: an event that was sent
 * before it shows the conversation as it was, and has to ask again.
 */
export interface ChangeWatch {
  /** A moment in the engine's own counting. */
  mark(): number;
  changed(conversation: string): void;
  /** Has it been changed since then, or so shortly before that the event may have been put together earlier? */
  changedSince(conversation: string, mark: number): boolean;
}

/** Changes remembered; of older ones every event has long been handled. */
const REMEMBERED = 2_000;

/** The server reads the room, and then sends the event: a change may fall in between, ms. */
const ON_THE_WAY = 3_000;

/** @param now ms since 1970 */
export function createChangeWatch(now: () => number): ChangeWatch {
  const changes = recent<{ readonly count: number; readonly at: number }>(REMEMBERED);
  let count = 0;
  return {
    mark: () => count,
    changed: (conversation) => void changes.set(conversation, { count: ++count, at: now() }),
    changedSince: (conversation, mark) => {
      const last = changes.get(conversation);
      return last !== undefined && (last.count > mark || now() - last.at < ON_THE_WAY);
    },
  };
}
