import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';

/** Any character but the halves of a pair. What fast-check calls `binary`, without its table of all million of them. */
export const anyCharacter = fc
  .nat(0x10ffff - 0x800)
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

/** `expect(got).toEqual(wanted)` where it is asked thousands of times: an expectation costs its trace even when it holds. */
export function agree(got: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(got, wanted)) expect(got).toEqual(wanted);
}
