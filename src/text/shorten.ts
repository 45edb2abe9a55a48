const LONGEST = 60;

/** What somebody wrote, short enough to be quoted in a sentence. */
export function shorten(written: string): string {
  const characters = Array.from(written);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : written;
}

/** The first so many characters (code points) of a text. */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let left = count; left > 0 && end < text.length; left--) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}
