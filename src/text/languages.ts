import type en from '../../i18n/en.json';

/**
 * The languages the app speaks, English first: what another one lacks is said in English. One more language is its
 * file in `i18n/` and its name here; a test names the texts that it lacks. The packager reads this list, too.
 */
export const LANGUAGES = ['en', 'pt-BR', 'es', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What can be said: the keys of `i18n/en.json`. */
export type MessageKey = keyof typeof en;

/**
 * Which of several versions of a text a locale is answered with: the longest tag whose parts begin the locale's, then
 * one of the same language, then the first (DESIGN.md 1, Actions). The first also where no locale is known.
 * @param tags language tags as written, at least one
 */
export function versionFor(tags: readonly string[], locale: string | undefined): string {
  const parts = (tag: string): readonly string[] => tag.replaceAll('_', '-').toLowerCase().split('-');
  const wanted = parts(locale ?? '');
  const fits = tags.filter((tag) => parts(tag).every((part, index) => part === wanted[index]));
  const longest = fits.toSorted((one, other) => parts(other).length - parts(one).length)[0];
  return longest ?? tags.find((tag) => parts(tag)[0] === wanted[0]) ?? tags[0] ?? '';
}

/** The app's language nearest to a locale such as `pt`, `pt_PT`, `de-AT`; English when none is near. */
export function nearestLanguage(locale: string | undefined | null): Language {
  const wanted = (locale ?? '').replace('_', '-').toLowerCase();
  return (
    LANGUAGES.find((language) => language.toLowerCase() === wanted) ??
    LANGUAGES.find((language) => language.slice(0, 2) === wanted.slice(0, 2)) ??
    'en'
  );
}
