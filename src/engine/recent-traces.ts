import type { Look } from './parts';

/** What became of the newest events of each conversation, in memory, for those who ask why. */
export interface Looks {
  keep(look: Look): void;
  /** Newest first. */
  of(conversation: string): readonly Look[];
  /** Of all conversations, newest first; as many as are worth going through. */
  newest(): readonly Look[];
}

const OF_ONE_CONVERSATION = 20;
const CONVERSATIONS = 500;
const NEWEST = 100;

export function createLooks(): Looks {
  const kept = new Map<string, Look[]>();
  return {
    keep: (look) => {
      const { id } = look.event.conversation;
      const looks = kept.get(id) ?? [];
      looks.unshift(look);
      if (looks.length > OF_ONE_CONVERSATION) looks.pop();
      // Moved to the end: the conversation that has been quiet for longest goes first.
      kept.delete(id);
      kept.set(id, looks);
      if (kept.size > CONVERSATIONS) kept.delete(kept.keys().next().value!);
    },
    of: (conversation) => kept.get(conversation) ?? [],
    newest: () => [...kept.values()].slice(-NEWEST).reverse().flat(),
  };
}
