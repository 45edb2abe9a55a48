import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';

/** Any character but the halves of a pair. What fast-check calls `binary`, without its table of all million of them. */
export const anyCharacter = fc
  .nat(0x10ffff - 0x800)
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

/** What part of its random cases a run plays: a quarter, and in `.ci/run` a second run, with DEPTH=1, all of them. */
const DEPTH = Number(process.env.DEPTH ?? 0.25);

/** How many random cases are played where there are so many in all. */
export const cases = (all: number): number => Math.ceil(all * DEPTH);

/** `expect(got).toEqual(wanted)` where it is asked thousands of times: an expectation costs its trace even when it holds. */
export function agree(got: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(got, wanted)) expect(got).toEqual(wanted);
}
