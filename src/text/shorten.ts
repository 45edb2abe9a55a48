const LONGEST = 60;

/** What somebody wrote, short enough to be quoted in a sentence. */
export function shorten(written: string): string {
  const characters = Array.from(written);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : written;
}
