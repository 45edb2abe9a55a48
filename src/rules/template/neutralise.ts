import type { Text } from '../../text/message';

/**
 * What a customer wrote must neither mention, nor link, nor format where agents and the team read it (DESIGN.md 1,
 * Actions). The rules below follow the grammar of Rocket.Chat's message parser; a property test holds them against the
 * parser itself. Servers with canned responses fill in `{{agent.name}}` and its like in whatever is sent, so braces are
 * broken as well.
 *
 * Two means, both readable: an invisible word joiner (U+2060) breaks what needs its characters side by side, and
 * delimiters that enclose anything at all (`*bold*`) give way to a letter that looks the same.
 */
const JOINER = '\u2060';

/** Pairs of these format whatever stands between them, so no joiner helps. */
const LOOKALIKE: Readonly<Record<string, string>> = {
  '*': '\u2217',
  _: '\uff3f',
  '~': '\u223c',
  '`': '\u02cb',
  '|': '\u2223',
  $: '\uff04',
};

/** Writing direction controls: they can make a text read as another one. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/g;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * The text as something to read only; what has been neutralised before stays as it is.
 * @param before the last character in front of it, or '': together with `@` or `:` even a plain word would count
 */
export function neutralise(text: string, before = ''): string {
  const joined = readable(text)
    .replaceAll(JOINER, '')
    .replace(/[*_~`|$]/g, (character) => LOOKALIKE[character] ?? character)
    .replace(/@/g, `${JOINER}@${JOINER}`) // @user, @all, name@host
    .replace(/[#+<\]\\{]/g, `$&${JOINER}`) // #room, # heading, +49…, <url, [x](url), \( formula, {{placeholder}}
    .replace(/\}/g, `${JOINER}}${JOINER}`)
    .replace(/:(?!\s)/g, `:${JOINER}`) // scheme://, :emoji:, color:
    .replace(/\.(?!\s)|(?<=\d)\.(?=\s)/g, `.${JOINER}`) // example.com, 1. list
    .replace(/local(?=host)/gi, `$&${JOINER}`) // links without a dot
    .replace(/^-(?=\s|$)/gm, `-${JOINER}`) // - list
    .replace(/^>/gm, `${JOINER}>`); // > quote
  return /[@#:+<\]\\{]$/.test(before) ? JOINER + joined : joined;
}

/** A sentence of the app's own: its words stay, whatever stands in them is something to read only. */
export function neutraliseText({ key, params }: Text): Text {
  if (!params) return { key };
  type Param = NonNullable<Text['params']>[string];
  const safe = (value: string | Text): string | Text =>
    typeof value === 'string' ? neutralise(value) : neutraliseText(value);
  const each = (value: Param): Param => {
    if (typeof value === 'number') return value;
    return Array.isArray(value) ? value.map(safe) : safe(value as string | Text);
  };
  return { key, params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, each(value)])) };
}

/** Without controls of any kind; line breaks are `\n`. */
function readable(text: string): string {
  return text.replace(LINE_BREAK, '\n').replace(BIDI, '').replace(CONTROL, '');
}

/** One line for a machine: no controls, line breaks and tabs are blanks. */
export function oneLine(text: string): string {
  return readable(text).replace(/[\n\t]/g, ' ');
}
