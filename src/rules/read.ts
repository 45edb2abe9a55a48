import { atOnce, inSlices } from '../util/slices';
import { checker } from './checker';
import type { ReadContext, ReadResult } from './result';

/**
 * Reads and checks a rules document (DESIGN.md 1 and 3): the rules that may run, everything that was found, and how
 * the tests in the rules went. Never throws, whatever the text.
 */
export function readDocument(source: string, context: ReadContext = {}): ReadResult {
  return atOnce(checker().readSteps(source, context));
}

/** The same, letting others work in between: a thousand rules take longer than an event may wait. */
export function readDocumentAsync(source: string, context: ReadContext = {}): Promise<ReadResult> {
  return inSlices(checker().readSteps(source, context));
}
