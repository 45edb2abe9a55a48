/** So many failures in a row, and an address is left alone for a while, ms; then one question is let through. */
const MOST_FAILURES = 3;
const PAUSE = 30_000;

/** Addresses that do not answer: a dead one costs three time-outs, not one for each event. */
export interface Circuit {
  /** May it be asked now? The first question after a pause counts as the try. */
  isClosed(address: string): boolean;
  /** @param until leave it alone until then at least, ms since 1970, where it said so */
  failed(address: string, until?: number): void;
  worked(address: string): void;
}

/** @param now ms since 1970 */
export function createCircuit(now: () => number): Circuit {
  const failing = new Map<string, { failures: number; until: number }>();
  return {
    isClosed: (address) => {
      const state = failing.get(address);
      if (!state) return true;
      if (state.until > now()) return false;
      // Others wait for what comes of this one.
      if (state.failures >= MOST_FAILURES) state.until = now() + PAUSE;
      return true;
    },
    failed: (address, until = 0) => {
      const failures = (failing.get(address)?.failures ?? 0) + 1;
      failing.set(address, { failures, until: Math.max(until, failures >= MOST_FAILURES ? now() + PAUSE : 0) });
    },
    worked: (address) => void failing.delete(address),
  };
}
