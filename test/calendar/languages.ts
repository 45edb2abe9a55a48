import en from '../../i18n/en.json';
import { LANGUAGES, translate, type Text } from '../../src/text/message';

/** Sentences that are all of those whose keys begin so, each in four languages and without a gap left. */
export function expectAllLanguages(sentences: readonly Text[], prefix: string): void {
  const keys = Object.keys(en).filter((key) => key.startsWith(prefix));
  expect(keysOf(sentences).filter((key) => key.startsWith(prefix))).toEqual(keys.sort());
  for (const sentence of sentences) {
    const said = LANGUAGES.map((language) => translate(language, sentence));
    expect(new Set(said).size).toBe(LANGUAGES.length);
    for (const each of said) expect(each).not.toMatch(/[{}]|^[a-z_]+$/);
  }
}

/** Those of sentences within sentences too. */
function keysOf(sentences: readonly Text[]): string[] {
  const keys = sentences.flatMap(({ key, params = {} }) => {
    const inner = Object.values(params).filter((each): each is Text => typeof each === 'object' && 'key' in each);
    return [key, ...keysOf(inner)];
  });
  return [...new Set(keys)].sort();
}
