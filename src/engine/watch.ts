/**
 * Remembers, for a short while, when a conversation was last changed by one of our actions: an event that was sent
 * before it shows the conversation as it was, and has to ask again.
 */
export interface ChangeWatch {
  /** A moment in the engine's own counting. */
  mark(): number;
  changed(conversation: string): void;
  changedSince(conversation: string, mark: number): boolean;
}

/** Changes remembered; of older ones every event has long been handled. */
const REMEMBERED = 10_000;

export function createChangeWatch(): ChangeWatch {
  const changes = new Map<string, number>();
  let count = 0;
  return {
    mark: () => count,
    changed: (conversation) => {
      changes.delete(conversation);
      changes.set(conversation, ++count);
      if (changes.size > REMEMBERED) changes.delete(changes.keys().next().value!);
    },
    changedSince: (conversation, mark) => (changes.get(conversation) ?? 0) > mark,
  };
}
