import type { RE2JS as Compiled } from 're2js';
import { re2 } from './re2';
import { message, type Text } from './message';
import { codePoints } from '../util/code-points';
import { firstCharacters } from './shorten';

/** Characters a pattern may have, and characters of a text it is searched in (DESIGN.md, Exact meanings, Text). */
export const PATTERN_CHARACTERS = 200;
const SEARCHED_CHARACTERS = 5000;
/**
 * Steps a pattern may be made of. Time grows with steps × text: a 200-character pattern of nested counts such as
 * `(a?){1000}a{1000}` has 5,000 and takes a second on 5,000 characters. One count of a thousand, the most that RE2
 * takes, is 2,000 steps (`x.{0,1000}y`) and must find room.
 */
const PATTERN_STEPS = 2400;

/** A pattern that is ready to search. */
export interface Pattern {
  /** Is it anywhere in the text's first 5,000 characters? */
  test(text: string): boolean;
  /** Its named groups, in the order in which they are written. */
  readonly groups: readonly string[];
  /** What its named groups hold where it is first found, without those that took no part; undefined: it is nowhere. */
  capture(text: string): Readonly<Record<string, string>> | undefined;
}

/**
 * Makes a pattern ready, in the RE2 language: linear time, no lookaround, no backreferences. The pattern is taken as
 * written; its text is to be folded with `foldPlain`, or with `caseSensitive` as sent.
 */
export function compilePattern(source: string, caseSensitive: boolean): { pattern: Pattern } | { problem: Text } {
  const count = codePoints(source);
  if (count > PATTERN_CHARACTERS) {
    return { problem: message('value_pattern_long', { count, most: PATTERN_CHARACTERS }) };
  }
  const { RE2JS, RE2JSException } = re2();
  let compiled: Compiled;
  try {
    compiled = RE2JS.compile(source, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '');
    // The flag that is put before it was not written.
    const shown = caseSensitive ? reason : reason.replace('`(?i)', '`');
    return { problem: message('value_pattern_wrong', { reason: shown }) };
  }
  if (compiled.programSize() > PATTERN_STEPS) return { problem: message('value_pattern_heavy') };
  const groups = Object.keys(compiled.namedGroups());
  return {
    pattern: {
      test: (searched) => compiled.test(firstCharacters(searched, SEARCHED_CHARACTERS)),
      groups,
      capture: (searched) => {
        const matcher = compiled.matcher(firstCharacters(searched, SEARCHED_CHARACTERS));
        if (!matcher.find()) return undefined;
        const held = groups.map((name) => [name, matcher.group(name)] as const);
        return Object.fromEntries(held.filter((each): each is [string, string] => each[1] !== null));
      },
    },
  };
}

/** A pattern between slashes, as other languages write it: no slash in it but after a backslash or in a class. */
const BETWEEN_SLASHES = /^\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-z]*)$/su;

/**
 * The same pattern without its slashes, where it is written with them (`/refund/i`); undefined where it is not. The
 * flags that change what is found are kept: `s`, `m`, and `i` where case counts.
 */
export function withoutSlashes(source: string, caseSensitive: boolean): string | undefined {
  const [, inner, flags = ''] = BETWEEN_SLASHES.exec(source.trim()) ?? [];
  if (inner === undefined || /[^dgimsuvy]/.test(flags)) return undefined;
  const kept = [...new Set(flags)].filter((flag) => 'ms'.includes(flag) || (flag === 'i' && caseSensitive)).join('');
  return `${kept === '' ? '' : `(?${kept})`}${inner.replaceAll('\\/', '/')}`;
}
