import { LANGUAGES } from '../../src/text/message';
import { blanksOf, languagesWithFile, TEXTS } from '../support/texts';

/** One more language is a file and a name in `src/text/languages.ts`: what it lacks is named here. */

const ENGLISH = Object.keys(TEXTS.en);

test('every file is in the table, and every language of the table has a file', () => {
  expect([...languagesWithFile()].sort()).toEqual([...LANGUAGES].sort());
});

describe.each(LANGUAGES)('%s', (language) => {
  const texts = TEXTS[language];

  test('has every text, and none that English does not have', () => {
    expect({
      lacking: ENGLISH.filter((key) => !texts[key]?.trim()),
      leftOver: Object.keys(texts).filter((key) => !Object.hasOwn(TEXTS.en, key)),
    }).toEqual({ lacking: [], leftOver: [] });
  });

  test('has the same blanks in each text as English', () => {
    const filled = ([key, sentence]: readonly [string, string]): readonly unknown[] => [key, ...blanksOf(sentence)];
    expect(Object.entries(texts).map(filled).sort()).toEqual(Object.entries(TEXTS.en).map(filled).sort());
  });

  test('knows Intl: plurals and lists are made with it', () => {
    expect(Intl.PluralRules.supportedLocalesOf(language)).toEqual([language]);
  });
});
