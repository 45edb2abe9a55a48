import { say, text, type Language } from '../text/message';
import type { Why, WhyEvent, WhyRule } from './runs/why';
import { markOf, sayAction, sayExplanation, sayMoment } from './wording';

/** Why, as lines of text: each event, each rule, each condition with its value, each action with its outcome. */
export function whyLines({ events, seen }: Why, language: Language, zone: string): readonly string[] {
  if (events.length === 0) return [say(language, text('why_nothing'))];
  const head = seen ? [] : [say(language, text('why_not_seen_here')), ''];
  return [
    ...head,
    ...events.flatMap((event, index) => [...(index > 0 ? [''] : []), ...ofEvent(event, language, zone)]),
  ];
}

function ofEvent(event: WhyEvent, language: Language, zone: string): readonly string[] {
  const { on, at, message, asleep, rules, complete } = event;
  const what = say(language, text(`event_${on}`));
  const said = message === undefined ? '' : ` ${say(language, text('said_quoted', { value: message }))}`;
  const head = `*${sayMoment(at, language, zone)} · ${what}*${said}`;
  if (asleep) return [head, say(language, text(`why_asleep_${asleep}`))];
  if (rules.length === 0) return [head, say(language, text('why_no_rule_listens'))];
  return [
    head,
    ...(complete ? [] : [say(language, text('why_runs_only'))]),
    ...rules.flatMap((rule) => ofRule(rule, language)),
  ];
}

function ofRule(rule: WhyRule, language: Language): readonly string[] {
  const { name, id, mode, verdict, conditions, heldBack, run } = rule;
  const state = say(language, text(heldBack ? `why_held_${heldBack}` : stateKey(rule)));
  const watching = mode === 'watch' ? ` · ${say(language, text('mode_watch'))}` : '';
  return [
    `${markOf(verdict)} *${name}* (\`${id}\`)${watching}: ${state}`,
    ...(conditions ? sayExplanation(conditions, language, '    ') : []),
    ...(run ? run.actions.map((action) => `    → ${sayAction(action, language)}`) : []),
  ];
}

function stateKey({ verdict, run }: WhyRule): string {
  if (run) return run.mode === 'watch' ? 'why_watched' : 'why_ran';
  if (verdict === true) return 'why_matched';
  return `why_verdict_${String(verdict)}`;
}
