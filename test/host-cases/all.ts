import { check } from './check';
import type { RecordedCase } from './types';

/** Cases of the project's own file that are left out on purpose, each with its reason. */
const LEFT_OUT: Record<string, string> = {};

export interface Result {
  passed: number;
  failed: { id: string; lines: string[] }[];
  leftOut: Record<string, string>;
}

/** Plays the cases one after the other; a case that trips the runner itself counts as failed. */
export async function playAll(cases: RecordedCase[], version: string): Promise<Result> {
  const failed: Result['failed'] = [];
  for (const told of cases) {
    // What a recording leaves out where there was none of it.
    const recorded = { ...told, given: told.given ?? {}, events: told.events ?? [] };
    recorded.systemMessages ??= [];
    recorded.changes ??= 'none';
    const lines = await check(recorded, version).catch((error: unknown) => [`the runner failed: ${String(error)}`]);
    if (lines.length > 0) failed.push({ id: recorded.id, lines });
  }
  return { passed: cases.length - failed.length, failed, leftOut: LEFT_OUT };
}
