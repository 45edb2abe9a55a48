import { shorten } from '../../text/shorten';
import { parseDuration, sayDuration } from '../../calendar/duration';
import { translate, message, type Language, type MessageKey, type Order, type Text } from '../../text/message';

/** Longer texts are cut where a rule is read back: the sentence is for recognising, not for proofreading. */
const SHOWN = 100;

/** One person's language: what all parts of the sentence are said with. */
export interface Voice {
  readonly language: Language;
  /** The same, for conditions that stand behind a word such as `if`. */
  readonly clause: Voice;
  say(key: MessageKey, params?: Text['params']): string;
  /** `a, b or c`. */
  or(items: readonly string[]): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
  /** Between the quotation marks of the language, on one line, cut when long. */
  quote(value: unknown): string;
  /** An ISO duration in words; as it is when it is none. */
  duration(iso: unknown): string;
}

export function voice(language: Language, order: Order = 'statement'): Voice {
  const list = (type: 'conjunction' | 'disjunction') => {
    let format: Intl.ListFormat | undefined;
    return (items: readonly string[]) => (format ??= new Intl.ListFormat(language, { type })).format(items);
  };
  const sayKey = (key: MessageKey, params?: Text['params']): string => translate(language, message(key, params), order);
  const quote = (value: unknown): string => sayKey('said_quoted', { value: onOneLine(value) });
  return {
    language,
    get clause() {
      return order === 'clause' ? this : voice(language, 'clause');
    },
    say: sayKey,
    or: list('disjunction'),
    and: list('conjunction'),
    quote,
    duration: (iso) => {
      const ms = typeof iso === 'string' ? parseDuration(iso) : undefined;
      return ms === undefined ? onOneLine(iso) : sayDuration(ms, language);
    },
  };
}

/** One value or a list of them, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

export function onOneLine(value: unknown): string {
  const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return shorten(written.replace(/\s+/g, ' ').trim(), SHOWN);
}
