import { recent } from '../util/cache';
import type { EventTrace } from './parts';

/** What became of the newest events of each conversation, in memory, for those who ask why. */
export interface Traces {
  keep(trace: EventTrace): void;
  /** Newest first. */
  of(conversation: string): readonly EventTrace[];
  /** Of all conversations, newest first; as many as are worth going through. */
  newest(): readonly EventTrace[];
}

const OF_ONE_CONVERSATION = 20;
const CONVERSATIONS = 500;
const NEWEST = 100;

export function createTraces(): Traces {
  const kept = recent<EventTrace[]>(CONVERSATIONS);
  return {
    keep: (trace) => {
      const { id } = trace.event.conversation;
      const traces = kept.get(id) ?? [];
      traces.unshift(trace);
      if (traces.length > OF_ONE_CONVERSATION) traces.pop();
      kept.set(id, traces);
    },
    // Whoever asks does not make a conversation a newer one.
    of: (conversation) => kept.peek(conversation) ?? [],
    newest: () => [...kept.values()].slice(0, NEWEST).flat(),
  };
}
