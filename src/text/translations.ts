import { LANGUAGES, type Language } from './languages';
import { own } from '../util/json';

type Texts = Readonly<Record<string, string>>;

const TEXTS = Object.fromEntries(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one line in the table is enough for a language
  LANGUAGES.map((language) => [language, require(`../../i18n/${language}.json`) as Texts]),
) as Readonly<Record<Language, Texts>>;

/**
 * A language's text of a key. In the package each language stays packed until somebody reads it (`.ci/build.mjs`).
 */
export function textOf(language: Language, key: string): string | undefined {
  return own(TEXTS[language], key);
}
