import { message, type Text } from '../../text/message';
import { codePoints } from '../../util/code-points';
import { show } from './findings';

/** Where a text stops being JSON: counted from 1, columns in code points. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
}

/** A key that an object has already: of the two, the later one counts. */
export interface RepeatedKey extends JsonFault {
  readonly key: string;
}

/**
 * Reads JSON, and says where it stops being JSON, or which key is the first to stand twice in its object. The place is
 * found here, because what engines put into their message differs between versions and often has no position at all.
 * Looking for it is done in steps.
 */
export function* readJson(source: string): Generator<void, ReadJson | JsonFault> {
  const repeated: [key: string, offset: number][] = [];
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return lineAndColumn(source, yield* faultOffset(source, repeated));
  }
  yield;
  yield* faultOffset(source, repeated);
  const [first] = repeated;
  return { value, ...(first && { twice: { key: first[0], ...lineAndColumn(source, first[1]) } }) };
}

export interface ReadJson {
  readonly value: unknown;
  readonly twice?: RepeatedKey;
}

export function isFault(read: ReadJson | JsonFault): read is JsonFault {
  return 'line' in read;
}

/** What a warning says of a key that stands twice. */
export function sayTwice({ key, ...place }: RepeatedKey): Text {
  return message('finding_key_twice', { ...place, key: show(key) });
}

function lineAndColumn(source: string, offset: number): JsonFault {
  const before = source.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: codePoints(lines.at(-1) ?? '') + 1 };
}

const BLANK = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- JSON refuses control characters in texts
const STRING = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

/** Brackets, commas, texts in between two steps: a millisecond or two. */
const A_TURN = 5_000;

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end';

/**
 * The offset of the first character that cannot belong to JSON. A loop, because depth has no bound here.
 * @param repeated gets the keys that stand in their object before, each with its offset
 */
function* faultOffset(source: string, repeated: [key: string, offset: number][]): Generator<void, number> {
  /** The keys so far of each object that is open; null for a list. */
  const open: (Set<unknown> | null)[] = [];
  let expect: Expect = 'value';
  let at = 0;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0].length ?? 0;
  };
  /** Past a string; false when it is none, and then `at` stands where it goes wrong. */
  const string = (): boolean => {
    at += match(STRING);
    if (source[at] !== '"') return false;
    at++;
    return true;
  };
  const afterValue = (): Expect => (open.length > 0 ? 'comma' : 'end');

  for (let pieces = 1; ; pieces++) {
    if (pieces % A_TURN === 0) yield;
    at += match(BLANK);
    const char = source[at];
    if (char === undefined || expect === 'end') return at;
    const top = open.at(-1);
    if (expect === 'colon') {
      if (char !== ':') return at;
      at++;
      expect = 'value';
    } else if (expect === 'comma') {
      if (char === ',') expect = top ? 'key' : 'value';
      else if (char === (top ? '}' : ']')) {
        open.pop();
        expect = afterValue();
      } else return at;
      at++;
    } else if (expect === 'key' || expect === 'key or }') {
      if (char === '}' && expect === 'key or }') {
        open.pop();
        at++;
        expect = afterValue();
      } else {
        const from = at;
        if (char !== '"' || !string()) return at;
        const key = JSON.parse(source.slice(from, at)) as string;
        if (top?.has(key)) repeated.push([key, from]);
        top?.add(key);
        expect = 'colon';
      }
    } else if (char === ']' && expect === 'value or ]') {
      open.pop();
      at++;
      expect = afterValue();
    } else if (char === '[' || char === '{') {
      open.push(char === '[' ? null : new Set());
      at++;
      expect = char === '[' ? 'value or ]' : 'key or }';
    } else {
      const length = char === '"' ? 0 : match(SCALAR);
      at += length;
      if (length === 0 && (char !== '"' || !string())) return at;
      expect = afterValue();
    }
  }
}
