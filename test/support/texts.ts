import fs from 'node:fs';
import path from 'node:path';
import { LANGUAGES, type Language } from '../../src/text/message';

const FOLDER = path.join(__dirname, '../../i18n');

export type Texts = Readonly<Record<string, string>>;

/** The texts as they stand in `i18n/`, of every language in the table. */
export const TEXTS = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(fs.readFileSync(path.join(FOLDER, `${language}.json`), 'utf8')) as Texts,
  ]),
) as Readonly<Record<Language, Texts>>;

/** The languages that have a file in `i18n/`. */
export const languagesWithFile = (): readonly string[] =>
  fs.readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));

/** Blanks of sentences about rules that were not filled; `{first name}` stands for a variable, and is none. */
export function blanksLeft(words: string): readonly string[] {
  const all = Object.entries(TEXTS.en).flatMap(([key, sentence]) =>
    key.startsWith('said_') ? blanksOf(sentence) : [],
  );
  return [...new Set(all)].filter((name) => words.includes(`{${name}}`));
}

/** What a sentence has to be given, `count` of `{count} {count|rule|rules}`, each once, in order. */
export function blanksOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{([a-z_]+)[|}]/g)].map(([, name = '']) => name))].sort();
}
