/**
 * Whole words in any script (DESIGN.md, Exact meanings, Text). No `\b`, which knows only ASCII, and no
 * Intl.Segmenter, whose answers differ between runtimes.
 */

const WORD_CHARACTER = /[\p{L}\p{M}\p{Nd}_]/u;
const LETTER = /\p{L}/u;
const MARK = /\p{M}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;

/** Scripts written without spaces, and Hangul, whose particles follow a word without one. */
export const NO_EDGES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Yi}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Hangul}]/u;

/**
 * Is the word in the text as a whole word? Both are folded already, the same way. At each end of a hit an edge is
 * needed only between two characters of words (letters, marks, digits, `_`) of scripts that put blanks between words;
 * a word without any letter or digit (an emoji, `:-)`) needs none.
 */
export function hasWord(text: string, word: string): boolean {
  let at = text.indexOf(word);
  if (at < 0) return false;
  if (!LETTER_OR_DIGIT.test(word)) return true;
  for (; at >= 0; at = text.indexOf(word, at + 1)) {
    if (isEdge(text, at) && isEdge(text, at + word.length)) return true;
  }
  return false;
}

/** May a word begin or end at this index? */
function isEdge(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (before < 128 && after < 128) return !(isAsciiWord(before) && isAsciiWord(after));
  const left = startOfCharacterBefore(text, at);
  if (!WORD_CHARACTER.test(characterAt(text, left)) || !WORD_CHARACTER.test(characterAt(text, at))) return true;
  return isWithoutEdges(text, left) || isWithoutEdges(text, at);
}

function isAsciiWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

/** Is the letter at this index, or the one before it when a mark is here, of a script without edges? */
function isWithoutEdges(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && MARK.test(characterAt(text, start))) start = startOfCharacterBefore(text, start);
  const character = characterAt(text, start);
  return LETTER.test(character) && NO_EDGES.test(character);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function startOfCharacterBefore(text: string, at: number): number {
  const isTrail = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return isTrail && at >= 2 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800 ? at - 2 : at - 1;
}
