import { evenEmoji } from './emoji';

/**
 * Folding: what makes two texts the same text for a rule (DESIGN.md, Exact meanings, Text). All variants make signs of
 * the names of emoji, drop skin tones and invisible characters, normalize to NFKC, make one blank of white space and cut
 * the ends; they differ in what else they let go.
 */

/**
 * Nearly every message is of these characters, with single blanks between them: ASCII without the colon, which may begin
 * the name of an emoji, letters of Western Europe without ß, dashes and quotes. Case is all that is left to do then.
 */
const EVEN = /^[!-9;-~¡¿À-Þà-ÿ–—“”]+(?: [!-9;-~¡¿À-Þà-ÿ–—“”]+)*$/;
// Written as escapes, since nobody can see them; what would join with its neighbours in a class stands by itself.
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|\u034F|[\uFE00-\uFE0F]/g;
const APOSTROPHES = /[\u2018\u2019\u02BC]/g;
const DOT_ABOVE = /\u0307/g;
/** Unicode White_Space other than one blank: `\s` without U+FEFF, which is gone by then, and with U+0085. */
const UNEVEN_BLANKS = /[\s\u0085]{2,}|[^\S ]|\u0085/g;

/** The variants: for comparing, for comparing with `case_sensitive`, and for searching with a pattern. */
export type Folding = 'folded' | 'sensitive' | 'plain';

/**
 * A text as rules compare it: the steps of the design in their order, each once. Composing may bring a dot above to
 * light that was part of a letter; it stays, as it does on the other side of the comparison.
 */
export function fold(text: string): string {
  if (EVEN.test(text)) return text.toLowerCase();
  const lower = visible(text).replace(APOSTROPHES, "'").toLowerCase().replace(DOT_ABOVE, '');
  return evenBlanks(lower.replace(/ß/g, 'ss').replace(/ς/g, 'σ').normalize('NFKC'));
}

/** A text as rules compare it with `case_sensitive`: case, U+0307, ß and ς stay. */
export function foldSensitive(text: string): string {
  return EVEN.test(text) ? text : evenBlanks(visible(text).replace(APOSTROPHES, "'").normalize('NFKC'));
}

/** A text as patterns search it: as with `case_sensitive`, and apostrophes stay as they were written. */
export function foldPlain(text: string): string {
  return EVEN.test(text) ? text : evenBlanks(visible(text).normalize('NFKC'));
}

function visible(text: string): string {
  return evenEmoji(text).normalize('NFKC').replace(INVISIBLE, '');
}

function evenBlanks(text: string): string {
  const even = text.replace(UNEVEN_BLANKS, ' ');
  const start = even.startsWith(' ') ? 1 : 0;
  const end = even.endsWith(' ') ? even.length - 1 : even.length;
  return start < end ? even.slice(start, end) : '';
}

/** Does nothing remain of a text when it is folded? Then it counts as missing. */
export function isBlank(text: string): boolean {
  // What is visible at the start stays, unless a colon begins the name of an emoji there.
  const first = text.charCodeAt(0);
  return !(first > 32 && first < 127 && first !== 58) && fold(text) === '';
}
