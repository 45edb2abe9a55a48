import { fieldOf } from '../catalogue/fields';
import { actionKey, choiceKey } from '../catalogue/keys';
import { type ActionRecord, type Standing, standingOf } from '../model/run';
import { sayComparison, voice } from '../rules/describe';
import { translate, message, type Language, type Text } from '../text/message';
import type { RuleStats } from './runs/run-counts';
import type { LookupRecord } from '../model/lookup';
import type { Judged, ExplainedComparison, Explanation } from '../model/explanation';

/** How people read what the app knows: marks, moments, values. */

const MARKS: Readonly<Record<string, string>> = {
  true: '✅',
  false: '✗',
  unknown: '❓',
  not_read: '⚪',
  not_looked_at: '⚪',
  set_aside: '⛔',
};

/** Signs that do not live by their colour; what just did not match has none: that is how it is with most rules. */
export function markOf(verdict: Judged | 'not_looked_at' | 'set_aside'): string {
  return MARKS[String(verdict)] ?? '⚪';
}

const OUTCOMES: Readonly<Record<Standing, string>> = {
  done: '✅',
  already: '✅',
  skipped: '⚪',
  planned: '👁',
  failed: '❗',
  uncertain: '❓',
  waiting: '⏳',
};

/** How an action or a run ended. */
export function markOfOutcome(outcome: Standing): string {
  return OUTCOMES[outcome];
}

/** A moment in a person's language, in the shop's zone. @param at ms since 1970 */
export function sayMoment(at: number, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(at);
}

/** `the message contains “price” (it was “hello”)`. */
function sayLeaf(leaf: ExplainedComparison, language: Language): string {
  const condition = sayComparison(leaf, voice(language));
  if (leaf.verdict === 'not_read') return translate(language, message('why_leaf_not_read', { condition }));
  if (leaf.verdict === 'unknown')
    return translate(language, message('why_leaf_unknown', { condition, why: leaf.why || saySeen(leaf, language) }));
  return translate(language, message('why_leaf', { condition, seen: saySeen(leaf, language) }));
}

/** The value that a condition saw, in words. */
function saySeen({ field, seen }: Pick<ExplainedComparison, 'field' | 'seen'>, language: Language): string {
  const speak = voice(language);
  if (seen === null) return translate(language, message('why_missing'));
  if (typeof seen === 'boolean') return translate(language, message(seen ? 'said_yes' : 'said_no'));
  if (typeof seen === 'number') return String(seen);
  if (typeof seen === 'string') {
    const { id = field, kind } = fieldOf(field)?.field ?? {};
    if (kind === 'duration') return speak.duration(seen);
    return speak.quote(kind === 'choice' ? speak.say(choiceKey(id, seen)) : seen);
  }
  return seen.map((each) => speak.quote(each)).join(', ');
}

/** A condition with its verdicts, a line each, groups indented. */
export function sayExplanation(explanation: Explanation, language: Language, indent = ''): readonly string[] {
  if ('always' in explanation) return [`${indent}${markOf(true)} ${translate(language, message('why_always'))}`];
  const mark = `${indent}${markOf(explanation.verdict)}`;
  if (!('group' in explanation)) return [`${mark} ${sayLeaf(explanation, language)}`];
  return [
    `${mark} ${translate(language, message(`why_group_${explanation.group}`))}`,
    ...explanation.conditions.flatMap((each) => sayExplanation(each, language, `${indent}    `)),
  ];
}

/** `send_message: done`, with the reason where there is one. */
export function sayAction(record: ActionRecord, language: Language): string {
  const { action, reason, fallbackOf } = record;
  const label = translate(language, message(actionKey(action)));
  const ended = translate(language, message(`outcome_${standingOf(record)}`));
  const said = `${label}: ${ended}${reason ? ` – ${translate(language, reason)}` : ''}`;
  // What is only planned says so itself.
  const stoodIn = fallbackOf !== undefined && record.outcome !== 'planned';
  return stoodIn ? translate(language, message('why_if_failed', { action: said })) : said;
}

/** When a rule has run last, whose runs are too long ago to be listed; or that it never has. */
export function lastRunText(stats: RuleStats | undefined, language: Language, zone: string): Text {
  if (!stats?.last) return message('command_never_ran');
  const { last, runs, failures } = stats;
  const outcome = message(`outcome_${last.outcome}`);
  return message('command_last_run', { when: sayMoment(last.at, language, zone), outcome, runs, failures });
}

/** Who it was, for a list. */
export function authorText(by: 'settings_screen' | 'app' | { readonly username: string }): Text {
  if (by === 'settings_screen') return message('history_by_settings');
  if (by === 'app') return message('history_by_app');
  return message('history_by_user', { username: by.username });
}

/** What was asked outside, what came of it, and how long it took. */
export function sayLookup({ id, question, answer, why = '', ms, from }: LookupRecord, language: Language): string {
  if (answer === undefined)
    return translate(language, message('why_lookup_unknown', { lookup: id, question, why, ms }));
  const params = { lookup: id, question, answer: voice(language).quote(answer), ms };
  return translate(language, message(from === 'memory' ? 'why_lookup_memory' : 'why_lookup', params));
}
