import type { EventTrace } from './parts';

/** What became of the newest events of each conversation, in memory, for those who ask why. */
export interface Traces {
  keep(look: EventTrace): void;
  /** Newest first. */
  of(conversation: string): readonly EventTrace[];
  /** Of all conversations, newest first; as many as are worth going through. */
  newest(): readonly EventTrace[];
}

const OF_ONE_CONVERSATION = 20;
const CONVERSATIONS = 500;
const NEWEST = 100;

export function createTraces(): Traces {
  const kept = new Map<string, EventTrace[]>();
  return {
    keep: (look) => {
      const { id } = look.event.conversation;
      const traces = kept.get(id) ?? [];
      traces.unshift(look);
      if (traces.length > OF_ONE_CONVERSATION) traces.pop();
      // Moved to the end: the conversation that has been quiet for longest goes first.
      kept.delete(id);
      kept.set(id, traces);
      if (kept.size > CONVERSATIONS) kept.delete(kept.keys().next().value!);
    },
    of: (conversation) => kept.get(conversation) ?? [],
    newest: () => [...kept.values()].slice(-NEWEST).reverse().flat(),
  };
}
