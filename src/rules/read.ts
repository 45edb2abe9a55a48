import { readSteps } from './check/document';
import type { ReadContext, ReadResult } from './result';

/** After so many milliseconds of work others get their turn: they wait for this, and for one rule. */
const SLICE = 8;

/**
 * Reads and checks a rules document (DESIGN.md 1 and 3): the rules that may run, everything that was found, and how
 * the tests in the rules went. Never throws, whatever the text.
 */
export function readDocument(source: string, context: ReadContext = {}): ReadResult {
  const steps = readSteps(source, context);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, letting others work in between: a thousand rules take longer than an event may wait. */
export async function readDocumentAsync(source: string, context: ReadContext = {}): Promise<ReadResult> {
  const steps = readSteps(source, context);
  let since = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - since < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    since = Date.now();
  }
}
