import type { Field } from '../../catalogue/fields/field';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { fold } from '../../text/fold';
import { LANGUAGES, type Language } from '../../text/message';
import { fromLines, linesOf, sayIn, type Tool, type World } from '../kit/form';
import { LIMITS_OF_VIEWS, type Choice } from '../kit/blocks';

/** Languages and countries as the runtime knows them (Intl): nothing of it is in the package. */

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CODES = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

let codes: readonly string[] | undefined;

/** Language tags to choose from: first those that most people of a country speak. */
export function languageCodes(): readonly string[] {
  if (codes) return codes;
  const known = [...new Set(Intl.Collator.supportedLocalesOf(CODES))].filter((code) => code.length <= 3);
  const isMain = (code: string): boolean => {
    const { language, region } = new Intl.Locale(code).maximize();
    return region !== undefined && new Intl.Locale(`und-${region}`).maximize().language === language;
  };
  return (codes = [...known.filter(isMain), ...known.filter((code) => !isMain(code))]);
}

/** `German`; the tag itself where it is none. */
export function languageName(tag: string, language: Language): string {
  return nameIn('language', tag, language) ?? tag;
}

const names: Record<string, Intl.DisplayNames> = {};

function nameIn(type: 'language' | 'region', code: string, language: Language): string | undefined {
  try {
    return (names[type + language] ??= new Intl.DisplayNames(language, { type, fallback: 'none' })).of(code);
  } catch {
    return undefined;
  }
}

const languages: Partial<Record<Language, readonly Choice[]>> = {};

/** Languages to choose from, by name. */
function languageChoices(language: Language): readonly Choice[] {
  return (languages[language] ??= languageCodes()
    .slice(0, LIMITS_OF_VIEWS.options)
    .map((code): Choice => [code, `${languageName(code, language)} (${code})`])
    .sort(([, one], [, other]) => one.localeCompare(other)));
}

const ALL = '*';

/** Below the value of a condition on a country or a language: how it may be written. */
export function spellingTools(
  { kind, names }: Pick<Field, 'kind' | 'names'>,
  value: unknown,
  put: (part: RawRule, value: unknown) => RawRule,
  world: World,
): readonly Tool<RawRule>[] {
  const say = sayIn(world);
  if (kind === 'locale') {
    // One in the place of another; a list grows.
    const use = (part: RawRule, code: string) => {
      const old: readonly unknown[] = Array.isArray(part.value) ? (part.value as unknown[]) : [];
      return { part: put(part, old.length > 0 ? [...new Set([...old, code])] : code) };
    };
    return [{ id: 'spelling', label: say('view_spelling_language'), choices: languageChoices(world.language), use }];
  }
  if (names !== 'country') return [];
  const written = fromLines(linesOf(value) ?? '');
  const spellings = [...new Set(written.flatMap(spellingsOf))].filter((each) => !written.includes(each));
  if (spellings.length === 0) return [];
  const all = [...written, ...spellings];
  const choices: readonly Choice[] = [[ALL, all.join(', ')], ...spellings.map((each): Choice => [each, each])];
  const use = (part: RawRule, chosen: string) => ({ part: put(part, chosen === ALL ? all : chosen) });
  return [{ id: 'spelling', label: say('view_spelling_country'), choices, use }];
}

let countries: ReadonlyMap<string, string> | undefined;

/** Codes by folded name, in the languages of the app, and by folded code. */
function countryCodes(): ReadonlyMap<string, string> {
  if (countries) return countries;
  const known = CODES.map((code) => code.toUpperCase()).flatMap((code) =>
    LANGUAGES.flatMap((language) => {
      const name = nameIn('region', code, language);
      return name === undefined ? [] : [[fold(name), code] as const, [fold(code), code] as const];
    }),
  );
  return (countries = new Map(known));
}

/** How else a country is written: its code, and its names in the languages of the app. */
function spellingsOf(country: string): readonly string[] {
  const code = countryCodes().get(fold(country));
  if (code === undefined) return [];
  return [code, ...LANGUAGES.flatMap((language) => nameIn('region', code, language) ?? [])];
}
