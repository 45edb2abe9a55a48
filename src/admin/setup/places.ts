import { WORKFLOWS } from '../../../settings/workflows';
import { LANGUAGES } from '../../text/languages';
import { asList, asObject, asStrings } from '../../util/json';
import type { RawRule } from '../rule-book/raw-document';

/** Who gets the customers from one place. */
export interface Place {
  /** As typed: `Brazil/São Paulo`. */
  readonly where: string;
  readonly countries: readonly string[];
  /** None: the whole country. */
  readonly cities: readonly string[];
  /** Usernames. */
  readonly agents: readonly string[];
}

const LINE = /^([^:/=]+?)\s*(?:\/\s*([^:/=]+?)\s*)?[:=]\s*(\S.*)$/;

/** `Brazil/São Paulo: maria, joao`; undefined for what is written otherwise. */
export function placeIn(line: string): Place | undefined {
  const [, countries, cities = '', names = ''] = LINE.exec(line.trim()) ?? [];
  if (countries === undefined) return undefined;
  const agents = [...new Set(names.split(/[\s,;]+/).map((name) => name.replace(/^@/, '')))].filter(
    (name) => name !== '',
  );
  const where = cities === '' ? countries : `${countries}/${cities}`;
  return agents.length === 0 ? undefined : { where, countries: parts(countries), cities: parts(cities), agents };
}

const parts = (list: string): readonly string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** The rules of these places: those with a city first, for the country's would take their customers. */
export function placeRules(places: readonly Place[]): readonly RawRule[] {
  const [withCity, rest] = [WORKFLOWS.by_profile[0], WORKFLOWS.by_profile.at(-1)];
  const ordered = places.toSorted((one, other) => Number(other.cities.length > 0) - Number(one.cities.length > 0));
  const { tests: _tests, ...shape }: RawRule = withCity ?? {};
  const [nobody, country, city] = withCity?.if.all ?? [];
  const [step] = withCity?.do ?? [];
  const rules = ordered.map(({ where, countries, cities, agents }, index) => ({
    ...shape,
    id: `profile-${index + 1}`,
    name: `${where} → ${agents.join(', ')}`.slice(0, 120),
    if: {
      all: [
        nobody,
        { ...country, value: countries.flatMap(spellings) },
        ...(cities.length > 0 ? [{ ...city, value: cities }] : []),
      ],
    },
    do: [{ ...step, to: { ...asObject(step?.['to']), agents } }],
  }));
  return [...rules, ...(rest ? [rest] : [])];
}

/** The lines that these rules come of. */
export function readPlaces(rules: readonly RawRule[]): string {
  return rules
    .flatMap((rule) => {
      const [, country, city] = asList(asObject(rule['if'])?.['all']).map((each) =>
        valuesOf(asObject(each)?.['value']),
      );
      const to = asObject(asObject(asList(rule['do'])[0])?.['to']);
      const agents = [...asStrings(to?.['agents']), ...asStrings([to?.['agent']])];
      if (!country || country.length === 0 || agents.length === 0) return [];
      const where = [named(country), ...(city && city.length > 0 ? [city] : [])].map((each) => each.join(', '));
      return [`${where.join('/')}: ${agents.join(', ')}`];
    })
    .join('\n');
}

const valuesOf = (value: unknown): readonly string[] => asStrings(Array.isArray(value) ? value : [value]);

/** Each country once, as it was written first. */
function named(values: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const value of values) if (!found.some((each) => spellings(each).some(alike(value)))) found.push(value);
  return found;
}

/** Made when somebody asks for the first time: the runtime's own data are large. */
let collator: Intl.Collator | undefined;
const alike =
  (one: string) =>
  (other: string): boolean =>
    (collator ??= new Intl.Collator('en', { sensitivity: 'base' })).compare(one, other) === 0;

/** A country as it was written, and otherwise: its code, and its names in the app's languages. */
export function spellings(country: string): readonly string[] {
  COUNTRIES ??= countries();
  const found = COUNTRIES.find((each) => each.some(alike(country)));
  return [...new Set([country, ...(found ?? [])])];
}

/** Made when somebody asks for the first time. */
let COUNTRIES: readonly (readonly string[])[] | undefined;

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Of each country its code, and its names; what may be a code and is none has no name. */
function countries(): readonly (readonly string[])[] {
  const names = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  const codes = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));
  return codes
    .map((code) => [code, ...names.flatMap((each) => each.of(code) ?? [])])
    .filter(({ length }) => length > 1);
}
