import { evenEmoji } from './emoji';

/**
 * Folding: what makes two texts the same text for a rule (DESIGN.md, Exact meanings, Text). All variants make signs of
 * the names of emoji, drop skin tones and invisible characters, normalize to NFKC, make one blank of white space and cut
 * the ends; they differ in what else they let go.
 */

// U+00AD, U+034F, U+061C, U+180E, U+200B–200F, U+202A–202E, U+2060–2064, U+2066–2069, U+FEFF, U+FE00–FE0F. Written as
// escapes, since nobody can see them; alternatives instead of a class, since some of them join with their neighbours.
const INVISIBLE = new RegExp(
  '[\\u00AD]|[\\u034F]|[\\u061C]|[\\u180E]|[\\u200B-\\u200F]|[\\u202A-\\u202E]|[\\u2060-\\u2064]|[\\u2066-\\u2069]|' +
    '[\\uFEFF]|[\\uFE00-\\uFE0F]',
  'g',
);
const APOSTROPHES = /[\u2018\u2019\u02BC]/g;
const DOT_ABOVE = /\u0307/g;
/** Unicode White_Space; `\s` is another set (it has U+FEFF and lacks U+0085). */
const WHITE_SPACE = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;

/**
 * Most messages are plain ASCII, in which only case and blanks are left to do. One look at each letter tells what
 * there is; patterns would take three times as long.
 */
const BEYOND_ASCII = 1;
const UPPER_CASE = 2;
const UNEVEN_BLANKS = 4;
const COLONS = 8;

function traitsOf(text: string): number {
  let traits = 0;
  let isAfterBlank = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Tab, line feed, vertical tab, form feed and carriage return; U+001C–001F are no White_Space.
    const isBlank = code === 32 || (code >= 9 && code <= 13);
    if (code > 127) return BEYOND_ASCII;
    if (code >= 65 && code <= 90) traits |= UPPER_CASE;
    else if (code === 58) traits |= COLONS;
    else if (isBlank && (isAfterBlank || code !== 32)) traits |= UNEVEN_BLANKS;
    isAfterBlank = isBlank;
  }
  return isAfterBlank && text !== '' ? traits | UNEVEN_BLANKS : traits;
}

/** With the signs of emoji in it; its traits are those of what came out. */
function prepared(written: string): { readonly text: string; readonly traits: number } {
  const traits = traitsOf(written);
  if (traits !== BEYOND_ASCII && (traits & COLONS) === 0) return { text: written, traits };
  const text = evenEmoji(written);
  return { text, traits: text === written ? traits : traitsOf(text) };
}

/** The variants: for comparing, for comparing with `case_sensitive`, and for searching with a pattern. */
export type Folding = 'folded' | 'sensitive' | 'plain';

/**
 * A text as rules compare it: the steps of the design in their order, each once. Composing may bring a dot above to
 * light that was part of a letter; it stays, as it does on the other side of the comparison.
 */
export function fold(text: string): string {
  const { text: even, traits } = prepared(text);
  if (traits !== BEYOND_ASCII) return evenAscii((traits & UPPER_CASE) === 0 ? even : even.toLowerCase(), traits);
  const visible = even.normalize('NFKC').replace(INVISIBLE, '').replace(APOSTROPHES, "'");
  const lower = visible.toLowerCase().replace(DOT_ABOVE, '').replace(/ß/g, 'ss').replace(/ς/g, 'σ');
  return evenBlanks(lower.normalize('NFKC'));
}

/** A text as rules compare it with `case_sensitive`: case, U+0307, ß and ς stay. */
export function foldSensitive(text: string): string {
  const { text: even, traits } = prepared(text);
  if (traits !== BEYOND_ASCII) return evenAscii(even, traits);
  return evenBlanks(even.normalize('NFKC').replace(INVISIBLE, '').replace(APOSTROPHES, "'").normalize('NFKC'));
}

/** A text as patterns search it: as with `case_sensitive`, and apostrophes stay as they were written. */
export function foldPlain(text: string): string {
  const { text: even, traits } = prepared(text);
  if (traits !== BEYOND_ASCII) return evenAscii(even, traits);
  return evenBlanks(even.normalize('NFKC').replace(INVISIBLE, '').normalize('NFKC'));
}

function evenAscii(text: string, traits: number): string {
  return (traits & UNEVEN_BLANKS) === 0 ? text : evenBlanks(text);
}

function evenBlanks(text: string): string {
  const even = text.replace(WHITE_SPACE, ' ');
  const start = even.startsWith(' ') ? 1 : 0;
  const end = even.endsWith(' ') ? even.length - 1 : even.length;
  return start < end ? even.slice(start, end) : '';
}

/** Does nothing remain of a text when it is folded? Then it counts as missing. */
export function isBlank(text: string): boolean {
  return fold(text) === '';
}
