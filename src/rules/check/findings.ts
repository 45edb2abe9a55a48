import { shorten } from '../../text/shorten';
import { message, type MessageKey, type Text } from '../../text/message';
import type { Finding } from '../../model/finding';

/** More findings than this say nothing new about one rule. */
const MOST = 100;

/** Takes down what is found in one rule, one calendar or the document itself. */
export interface Report {
  /** @param place within what is reported on: `if.all[1].operator`; '' for the whole */
  error(place: string, key: MessageKey, params?: Text['params']): void;
  warning(place: string, key: MessageKey, params?: Text['params']): void;
  /** Puts down a sentence that somebody else made. */
  add(level: Finding['level'], place: string, text: Text): void;
  /** More is only counted: no need to think about what it says. */
  isFull(): boolean;
  /** Number of errors so far: what has none may run. */
  errors(): number;
  readonly findings: readonly Finding[];
}

/**
 * @param rule the rule's id; null for the document, a calendar, or an entry without a usable id
 * @param base where that entry or calendar stands: `rules[3]`, `calendars.night`; '' otherwise
 */
export function makeReport(rule: string | null, base = ''): Report {
  const findings: Finding[] = [];
  let errors = 0;
  let dropped = 0;
  const add = (level: Finding['level'], place: string, sentence: Text): void => {
    if (level === 'error') errors++;
    if (findings.length < MOST) findings.push({ level, rule, place: under(base, place), text: sentence });
    else {
      const more = message('finding_more', { count: ++dropped });
      findings[MOST] = { level: errors > 0 ? 'error' : 'warning', rule, place: base, text: more };
    }
  };
  return {
    add,
    error: (place, key, params) => add('error', place, message(key, params)),
    warning: (place, key, params) => add('warning', place, message(key, params)),
    isFull: () => findings.length >= MOST,
    errors: () => errors,
    findings,
  };
}

/** The place of a part: `under('do[0]', 'text')` is `do[0].text`, `under('do', 0)` is `do[0]`. */
export function under(place: string, part: string | number): string {
  if (typeof part === 'number') return `${place}[${part}]`;
  if (part === '') return place;
  return place === '' ? shorten(part, 200) : `${place}.${shorten(part, 200)}`;
}

/** A value as it stands in the document, short enough for a sentence. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  return String(value);
}
