/** The server's clock and this one may differ by so much, ms. */
export const CLOCKS_DIFFER = 2_000;
/** The clocks of two instances may differ by so much, ms. */
export const INSTANCES_DIFFER = 15_000;

export interface Time {
  /** ms since 1970. */
  now(): number;
  /** ms of a clock that is never put forward or back. */
  elapsed(): number;
  /** Calls back in so many ms, and gives a function that calls it off. */
  after(ms: number, call: () => void): () => void;
}

export function pause(time: Time, ms: number): Promise<void> {
  return new Promise((resume) => void time.after(ms, resume));
}
