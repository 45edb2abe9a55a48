import { neutralise, neutraliseText } from '../rules/template';
import { translate, message, type Language, type MessageKey } from '../text/message';
import { outcomeOf, shownActions } from '../model/run';
import { distanceOf } from './distance';
import type { Why, WhyEvent, WhyRule } from './runs/why';
import { markOf, markOfOutcome, sayAction, sayExplanation, sayLookup, sayMoment } from './wording';

/** The newest events are told in full, older ones in a line. */
const IN_FULL = 3;
/** Names of rules in one line. */
const NAMED = 10;

/**
 * Why, as lines of a message: each event, each rule that did something or was nearest to it, each condition with its
 * value, each action with its outcome. What customers, agents and rules have written in it neither mentions, nor links,
 * nor formats.
 */
export function whyLines({ events, seen, more }: Why, language: Language, zone: string): readonly string[] {
  const say = (key: MessageKey): string => translate(language, message(key));
  if (events.length === 0) return [say('why_nothing')];
  const older = events
    .slice(IN_FULL)
    .map((event) => `${headOf(event, language, zone)} · ${neutralise(shortly(event, language))}`);
  return [
    ...(seen ? [] : [say('why_not_seen_here'), '']),
    ...events
      .slice(0, IN_FULL)
      .flatMap((event, index) => [...(index > 0 ? [''] : []), ...ofEvent(event, language, zone)]),
    ...(older.length > 0 ? ['', ...older] : []),
    ...(more ? [translate(language, message('command_why_more', { count: events.length * 2 }))] : []),
  ];
}

/** The same for one rule: what it made of each event that it listens to. */
export function whyRuleLines({ events }: Why, id: string, language: Language, zone: string): readonly string[] {
  return events.flatMap((event) => {
    const rule = event.rules.find((each) => each.id === id);
    if (!rule) return [];
    const told = event.suspended && !rule.run ? [] : ofRule(rule, language, zone);
    return [headOf(event, language, zone), ...noteLine(event, language), ...told];
  });
}

function headOf({ on, at, message: wrote }: WhyEvent, language: Language, zone: string): string {
  const what = translate(language, message(`event_${on}`));
  const said =
    wrote === undefined ? '' : ` ${translate(language, message('said_quoted', { value: neutralise(wrote) }))}`;
  return `*${sayMoment(at, language, zone)} · ${what}*${said}`;
}

/** What came of an event, in a few words. */
export function shortly({ rules, suspended }: WhyEvent, language: Language): string {
  if (suspended)
    return translate(language, typeof suspended === 'string' ? message(`why_asleep_${suspended}`) : suspended);
  if (rules.length === 0) return translate(language, message('why_no_rule_listens'));
  const told = rules.filter(isTold).map((rule) => `${markOfRule(rule)} ${rule.name.trim()}`);
  return told.length > 0 ? told.join(', ') : translate(language, message('why_none_ran'));
}

/** A rule that did something, could not tell, or has an error: not one that just did not match. */
function isTold({ verdict, run }: WhyRule): boolean {
  return run !== undefined || verdict === true || verdict === 'unknown' || verdict === 'set_aside';
}

/** In the order in which somebody looks for them; of those that just did not match the nearest first. */
export function inOrder({ rules, suspended }: WhyEvent): {
  readonly told: readonly WhyRule[];
  readonly others: readonly WhyRule[];
} {
  const others = rules.filter((rule) => !suspended && !isTold(rule));
  return {
    told: rules.filter(isTold),
    others: others.toSorted((one, other) => distanceOf(one.conditions) - distanceOf(other.conditions)),
  };
}

/** What failed is not like what just did not match, and what matched and was held back is not like what ran. */
export function markOfRule({ verdict, run, heldBack, reason }: WhyRule): string {
  if (run) return markOfOutcome(outcomeOf(run));
  return heldBack ? markOfOutcome(heldBack === 'waiting' && !reason ? heldBack : 'skipped') : markOf(verdict);
}

/** What is to be known before its rules. */
function noteLine(event: WhyEvent, language: Language): readonly string[] {
  if (event.suspended) return [neutralise(shortly(event, language))];
  return event.changed ? [translate(language, message('why_changed'))] : [];
}

function ofEvent(event: WhyEvent, language: Language, zone: string): readonly string[] {
  const { suspended, rules, lookups = [], complete } = event;
  const head = headOf(event, language, zone);
  if (rules.length === 0 && !suspended) return [head, shortly(event, language)];
  const { told, others } = inOrder(event);
  // Where nothing happened, what was nearest to it is what somebody wants to know.
  const full = told.length > 0 ? told : others.slice(0, 1);
  return [
    head,
    ...noteLine(event, language),
    ...(complete ? [] : [translate(language, message('why_runs_only'))]),
    ...lookups.map((each) => neutralise(sayLookup(each, language))),
    ...full.flatMap((rule) => ofRule(rule, language, zone)),
    ...othersLine(told.length > 0 ? others : others.slice(1), language).map((line) => neutralise(line)),
  ];
}

/** The names of those that just did not match, the nearest first, and of those that were not looked at. */
export function othersLine(rules: readonly WhyRule[], language: Language): readonly string[] {
  const behind = rules.filter(({ verdict }) => verdict === 'not_looked_at');
  const others = rules.filter(({ verdict }) => verdict !== 'not_looked_at');
  return [
    ...(others.length > 0 ? [`${markOf(false)} ${sayNames('why_others', others, language)}`] : []),
    ...(behind.length > 0 ? [`${markOf('not_looked_at')} ${sayNames('why_behind', behind, language)}`] : []),
  ];
}

function sayNames(key: 'why_others' | 'why_behind', rules: readonly WhyRule[], language: Language): string {
  const names = rules.slice(0, NAMED).map(({ name }) => name.trim());
  const count = rules.length - names.length;
  const more = count > 0 ? [translate(language, message('history_more', { count }))] : [];
  return [translate(language, message(key, { rules: names })), ...more].join(' ');
}

/** When a rule that waited has run: the event it stands under is older. */
export function waitedTo({ run }: WhyRule, language: Language, zone: string): string {
  return run?.waited ? ` · ${sayMoment(run.at, language, zone)}` : '';
}

function ofRule(rule: WhyRule, language: Language, zone: string): readonly string[] {
  const { name, id, mode, conditions, run } = rule;
  const watching = mode === 'watch' ? ` · ${translate(language, message('mode_watch'))}` : '';
  return [
    `${markOfRule(rule)} *${neutralise(name.trim())}* (\`${id}\`)${watching}: ${stateOf(rule, language)}${waitedTo(rule, language, zone)}`,
    ...(conditions ? sayExplanation(conditions, language, '    ').map((line) => neutralise(line)) : []),
    ...(run ? shownActions(run).map((action) => `    → ${neutralise(sayAction(action, language))}`) : []),
  ];
}

function stateOf(rule: WhyRule, language: Language): string {
  const { heldBack, stopper = '', reason } = rule;
  const why = reason && neutraliseText(reason);
  if (why) return translate(language, heldBack ? why : message('why_set_aside', { reason: why }));
  const key = heldBack ? (`why_held_${heldBack}` as const) : stateKey(rule);
  return translate(language, message(key, { rule: neutralise(stopper.trim()) }));
}

function stateKey({ verdict, run }: WhyRule): MessageKey {
  if (run) return run.mode === 'watch' ? 'why_watched' : 'why_ran';
  if (verdict === true) return 'why_matched';
  return verdict === 'set_aside' ? 'command_set_aside' : `why_verdict_${verdict}`;
}
