/** How long work may hold the loop in one go, ms: whatever came meanwhile waits for this, and for one step. */
const SLICE = 8;

/** @returns a promise that is resolved in a later turn of the loop: others have worked in between */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Work that comes in steps, done in slices, so that others get their turn.
 * @param pause resolves when others have had it
 */
export async function inSlices<T>(work: Generator<unknown, T>, pause: () => Promise<void> = nextTurn): Promise<T> {
  let since = Date.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (Date.now() - since < SLICE) continue;
    await pause();
    since = Date.now();
  }
}

/** The same in one go. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
