import type en from '../../i18n/en.json';

/**
 * The languages the app speaks, English first: what another one lacks is said in English. One more language is its
 * file in `i18n/` and its name here; a test names the texts that it lacks. The packager reads this list, too.
 */
export const LANGUAGES = ['en', 'pt-BR', 'es', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What can be said: the keys of `i18n/en.json`. */
export type MessageKey = keyof typeof en;

/** The app's language nearest to a locale such as `pt`, `pt_PT`, `de-AT`; English when none is near. */
export function nearestLanguage(locale: string | undefined | null): Language {
  const wanted = (locale ?? '').replace('_', '-').toLowerCase();
  return (
    LANGUAGES.find((language) => language.toLowerCase() === wanted) ??
    LANGUAGES.find((language) => language.slice(0, 2) === wanted.slice(0, 2)) ??
    'en'
  );
}
