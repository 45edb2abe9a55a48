import { LRU } from 'tiny-lru';

/** A map of which what is too old counts as forgotten. */
export interface Recent<V> {
  get(key: string): V | undefined;
  /** Is it there? To ask does not count as a use. */
  has(key: string): boolean;
  set(key: string, value: V): void;
  delete(key: string): void;
  keys(): readonly string[];
}

/**
 * A map that forgets what has not been used for longest, and what is too old.
 * @param most how many entries are kept
 * @param forMs how long an entry is kept; left out: as long as there is room
 * @param now ms since 1970; with `forMs` only
 */
export function recent<V extends NonNullable<unknown>>(most: number, forMs = Infinity, now = () => 0): Recent<V> {
  // The library's own clock is the machine's, which no test can move.
  const kept = new LRU<{ readonly value: V; readonly at: number }>(most);
  const fresh = (found: { readonly value: V; readonly at: number } | undefined): V | undefined =>
    found && now() - found.at <= forMs ? found.value : undefined;
  return {
    get: (key) => fresh(kept.get(key)),
    has: (key) => fresh(kept.peek(key)) !== undefined,
    set: (key, value) => void kept.set(key, { value, at: now() }),
    delete: (key) => void kept.delete(key),
    keys: () => kept.keys() as string[],
  };
}

export interface Remembering {
  /** How long an answer is used, ms. */
  readonly forMs: number;
  /** How many answers are kept. */
  readonly most: number;
  /** ms since 1970. */
  readonly now: () => number;
  /** How old an answer may be, ms, that is better than a failure of this kind. */
  readonly insteadOf?: { readonly upTo: number; readonly failure: (error: unknown) => boolean };
}

interface Answered<T> {
  /** When it was asked for, ms since 1970; of an answer given in place of a failure when that one was. */
  at: number;
  readonly answer: Promise<T>;
}

/**
 * Answers kept for some time, so that they cannot lie for longer. Those who ask at once share one question. A failure
 * is not an answer.
 */
export function remembered<T>({ forMs, most, now, insteadOf }: Remembering) {
  const answers = recent<Answered<T>>(most, insteadOf?.upTo ?? forMs, now);
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const old = answers.get(key);
    // A clock that was put back makes no answer younger.
    if (old && Math.abs(now() - old.at) < forMs) return old.answer;
    const latest: Answered<T> = {
      at: now(),
      answer: ask().catch((error: unknown) => {
        if (old && insteadOf?.failure(error) && now() - old.at < insteadOf.upTo) {
          latest.at = old.at;
          return old.answer;
        }
        if (answers.get(key) === latest) answers.delete(key);
        throw error;
      }),
    };
    answers.set(key, latest);
    return latest.answer;
  };
}
