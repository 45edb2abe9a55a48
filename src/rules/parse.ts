import type { ReadContext, ReadResult } from './schema';

/**
 * Reads and checks a rules document (DESIGN.md 1 and 3): the rules that may run, everything that was found, and how
 * the tests in the rules went. Never throws, whatever the text.
 */
export function readDocument(source: string, context: ReadContext = {}): ReadResult {
  void context;
  throw new Error(`not written yet: ${source.length}`);
}

/** The same, letting others work between rules: no slice takes longer than some milliseconds and one rule. */
export async function readDocumentAsync(source: string, context: ReadContext = {}): Promise<ReadResult> {
  await Promise.resolve();
  return readDocument(source, context);
}
