const QUOTED = 60;
const ELLIPSIS = '…';

/**
 * A text of at most so many characters (code points), with an ellipsis where it was cut; without a number short enough
 * to be quoted in a sentence.
 */
export function shorten(text: string, most = QUOTED): string {
  const start = firstCharacters(text, most);
  return start.length < text.length ? `${firstCharacters(text, most - 1)}${ELLIPSIS}` : text;
}

/**
 * The same by UTF-16 units, as server and clients count, never in the middle of a character.
 * @param incomplete something is missing at the end already
 */
export function shortenUnits(text: string, most: number, incomplete = false): string {
  if (text.length <= most && !incomplete) return text;
  if (most < ELLIPSIS.length) return '';
  return text.slice(0, most - ELLIPSIS.length).replace(/[\ud800-\udbff]$/, '') + ELLIPSIS;
}

/** The first so many characters (code points) of a text. */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let left = count; left > 0 && end < text.length; left--) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}

/** What somebody typed, in a sentence: short, and without marks that would end the quoting. */
export function quotable(typed: string): string {
  return firstCharacters(typed.replace(/[`*_~\n\r]/g, ''), 40);
}
