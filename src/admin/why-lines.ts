import { neutralise, neutraliseText } from '../rules/template';
import { translate, message, type Language, type MessageKey } from '../text/message';
import { shownActions } from '../model/run';
import type { Why, WhyEvent, WhyRule } from './runs/why';
import { markOf, sayAction, sayExplanation, sayMoment } from './wording';

/**
 * Why, as lines of a message: each event, each rule, each condition with its value, each action with its outcome. What
 * customers, agents and rules have written in it neither mentions, nor links, nor formats.
 */
export function whyLines({ events, seen }: Why, language: Language, zone: string): readonly string[] {
  if (events.length === 0) return [translate(language, message('why_nothing'))];
  const head = seen ? [] : [translate(language, message('why_not_seen_here')), ''];
  return [
    ...head,
    ...events.flatMap((event, index) => [...(index > 0 ? [''] : []), ...ofEvent(event, language, zone)]),
  ];
}

function ofEvent(event: WhyEvent, language: Language, zone: string): readonly string[] {
  const { on, at, message: wrote, suspended, rules, complete } = event;
  const what = translate(language, message(`event_${on}`));
  const said =
    wrote === undefined ? '' : ` ${translate(language, message('said_quoted', { value: neutralise(wrote) }))}`;
  const head = `*${sayMoment(at, language, zone)} · ${what}*${said}`;
  if (suspended) return [head, translate(language, message(`why_asleep_${suspended}`))];
  if (rules.length === 0) return [head, translate(language, message('why_no_rule_listens'))];
  return [
    head,
    ...(complete ? [] : [translate(language, message('why_runs_only'))]),
    ...rules.flatMap((rule) => ofRule(rule, language)),
  ];
}

function ofRule(rule: WhyRule, language: Language): readonly string[] {
  const { name, id, mode, verdict, conditions, heldBack, run, stopper = '', reason } = rule;
  const key = heldBack ? (`why_held_${heldBack}` as const) : stateKey(rule);
  const state = reason
    ? translate(language, message('why_set_aside', { reason: neutraliseText(reason) }))
    : translate(language, message(key, { rule: neutralise(stopper.trim()) }));
  const watching = mode === 'watch' ? ` · ${translate(language, message('mode_watch'))}` : '';
  return [
    `${markOf(verdict)} *${neutralise(name.trim())}* (\`${id}\`)${watching}: ${state}`,
    ...(conditions ? sayExplanation(conditions, language, '    ').map((line) => neutralise(line)) : []),
    ...(run ? shownActions(run).map((action) => `    → ${neutralise(sayAction(action, language))}`) : []),
  ];
}

function stateKey({ verdict, run }: WhyRule): MessageKey {
  if (run) return run.mode === 'watch' ? 'why_watched' : 'why_ran';
  if (verdict === true) return 'why_matched';
  return verdict === 'set_aside' ? 'command_set_aside' : `why_verdict_${verdict}`;
}
