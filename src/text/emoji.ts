import { emojiNames } from './emoji-names';
import { markTones, TONE_MARK } from './emoji-tones';

/** Half of a pair each; no other character has these two in a row. */
const SKIN_TONES = /\ud83c[\udffb-\udfff]/g;
const MAY_HAVE_NAME = /:[\w+-]+:/;
const NAME = /:([\w+-]+)(?=:)/y;

/**
 * The text with the sign for every `:name:` of an emoji that Rocket.Chat knows, as its clients show it, and without skin
 * tones (DESIGN.md, Exact meanings, Text). The text itself when there is neither.
 */
export function evenEmoji(text: string): string {
  const signs = MAY_HAVE_NAME.test(text) ? withSigns(text) : text;
  return signs.includes('\ud83c') ? signs.replace(SKIN_TONES, '') : signs;
}

/** A colon that ends no name may begin one: `a:b:smile:` has one. */
function withSigns(text: string): string {
  let out = '';
  let from = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', Math.max(at + 1, from))) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[1];
    const sign = name === undefined ? undefined : signOf(name);
    if (name === undefined || sign === undefined) continue;
    out += text.slice(from, at) + sign;
    from = at + name.length + 2;
  }
  return from === 0 ? text : out + text.slice(from);
}

function signOf(name: string): string | undefined {
  const names = emojiNames();
  const marked = markTones(name);
  return names.get(marked) ?? names.get(marked.replaceAll(TONE_MARK, ''));
}
