import type { Language } from './languages';

/** The categories of the Unicode tables, in the order in which a text names its forms. */
const ORDER: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];
const rules = new Map<Language, Intl.PluralRules>();

/**
 * The form of a word that stands with a number: of two forms the one for one and the one for all others, of more forms
 * one for each category that the language has, in the order above. Without a number it is the last.
 */
export function pluralForm(language: Language, count: unknown, forms: readonly string[]): string {
  const last = forms.at(-1) ?? '';
  if (typeof count !== 'number') return last;
  const rule = rulesOf(language);
  const category = rule.select(count);
  if (forms.length <= 2) return category === 'one' ? (forms[0] ?? last) : last;
  const { pluralCategories } = rule.resolvedOptions();
  return forms[ORDER.filter((each) => pluralCategories.includes(each)).indexOf(category)] ?? last;
}

function rulesOf(language: Language): Intl.PluralRules {
  const known = rules.get(language);
  if (known) return known;
  const made = new Intl.PluralRules(language);
  rules.set(language, made);
  return made;
}
