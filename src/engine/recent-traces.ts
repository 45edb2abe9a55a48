import { LRU } from 'tiny-lru';
import type { EventTrace } from './parts';
import { sized } from './trace-size';

/** What became of the newest events of each conversation, in memory, for those who ask why. */
export interface Traces {
  /** @returns what is kept: its texts are cut */
  keep(trace: EventTrace): EventTrace;
  /** Newest first; behind them the newest that was dropped. */
  of(conversation: string): readonly EventTrace[];
  /** Of all conversations, newest first; as many as are worth going through. */
  newest(): readonly EventTrace[];
  /** Forgets those of customers, and of conversations. @param ids of either */
  forget(ids: readonly string[]): void;
}

/** Events. */
const OF_ONE_CONVERSATION = 20;
const CONVERSATIONS = 500;
const NEWEST = 100;
/** All of them together, bytes. Those of the conversations that have been quiet for longest go first. */
export const MOST_BYTES = 50_000_000;

interface Kept {
  readonly trace: EventTrace;
  readonly bytes: number;
}

export function createTraces(): Traces {
  const kept = new LRU<readonly Kept[]>(CONVERSATIONS);
  let bytes = 0;
  const remove = (id: string): void => {
    bytes -= bytesOf(kept.peek(id));
    kept.delete(id);
  };
  kept.onEvict(({ value }) => (bytes -= bytesOf(value)));

  const tracesOf = (traces: readonly Kept[] = []): readonly EventTrace[] => traces.map(({ trace }) => trace);

  return {
    keep: (trace) => {
      const { id } = trace.event.conversation;
      // The program is shared by all, and so is the environment.
      const event = sized(trace.event);
      const known = sized(trace.seen.map(({ facts }) => facts.known));
      const seen = trace.seen.map(({ from, facts }, at) => ({
        from,
        facts: { ...facts, event: event.value, known: known.value[at]! },
      }));
      const cut = event.cut || known.cut;
      const mine = {
        trace: { ...trace, event: event.value, seen, ...(cut && { cut }) },
        bytes: event.bytes + known.bytes,
      };
      const all = newest([mine, ...(kept.peek(id) ?? [])], (each) => each.trace);
      remove(id);
      kept.set(id, all);
      for (bytes += bytesOf(all); bytes > MOST_BYTES && kept.size > 0;) kept.evict();
      return mine.trace;
    },
    // Whoever asks does not make a conversation a newer one.
    of: (conversation) => tracesOf(kept.peek(conversation)),
    newest: () =>
      kept
        .values()
        .slice(-NEWEST)
        .reverse()
        .flatMap((traces) => tracesOf(traces)),
    forget: (ids) => {
      kept.forEach((traces, id: string) => {
        if (traces.some(({ trace }) => concerns(trace, ids))) remove(id);
      });
    },
  };
}

const bytesOf = (traces: readonly Kept[] = []): number => traces.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Of the traces of a conversation, the newest first, those that are kept. In a flood, what was dropped pushes out nothing
 * that was looked at, nor what was looked at behind it the one that tells of it.
 */
export function newest<T>(all: readonly T[], traceOf: (each: T) => EventTrace): readonly T[] {
  const isDropped = (each: T): boolean => traceOf(each).suspended === 'dropped';
  const dropped = all.find(isDropped);
  return [...all.filter((each) => !isDropped(each)).slice(0, OF_ONE_CONVERSATION), ...(dropped ? [dropped] : [])];
}

/** @param ids of conversations and customers */
export function concerns({ event: { conversation } }: EventTrace, ids: readonly string[]): boolean {
  return ids.includes(conversation.id) || ids.includes(conversation.customer.id);
}
