import { textOf } from './translations';

/** The languages the app speaks. */
export const LANGUAGES = ['en', 'pt-BR', 'es', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence kept as key and parameters, so that each reader gets it in their own language. */
export interface Text {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number | Text | readonly (string | Text)[]>>;
}

/** Makes a Text. */
export function message(key: string, params?: Text['params']): Text {
  return params ? { key, params } : { key };
}

/**
 * The sentence in one language. Placeholders are `{name}`; a parameter that is itself a Text is said in the same
 * language, a list is joined with commas. A key that a language lacks falls back to English, an unknown key is shown
 * as it is (a test makes sure that neither happens).
 */
export function translate(language: Language, { key, params }: Text): string {
  const pattern = textOf(language, key) ?? textOf('en', key) ?? key;
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = params?.[name];
    return value === undefined ? whole : sayValue(language, value);
  });
}

function sayValue(language: Language, value: NonNullable<Text['params']>[string] | string | Text): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((each: string | Text) => sayValue(language, each)).join(', ');
  return translate(language, value as Text);
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
