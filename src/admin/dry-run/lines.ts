import { shorten } from '../../text/shorten';
import { translate, message, type Language, type Text } from '../../text/message';
import type { DryRun, WouldRun } from '.';
import { sayExplanation, sayMoment } from '../wording';
import type { Trial } from './trials';

/** Matches that are shown; the rest is counted. */
const SHOWN = 10;
/** Lines of one event's conditions. */
const CONDITIONS = 12;

/** How far a dry run is, or how it went. */
export function trialLines(
  { read, of, run }: Trial,
  rule: string,
  language: Language,
  zone: string,
): readonly (string | Text)[] {
  return run ? dryRunLines(run, rule, language, zone) : [message('dry_run_reading', { read, of })];
}

/** How a dry run went, as lines. */
export function dryRunLines(run: DryRun, rule: string, language: Language, zone: string): readonly (string | Text)[] {
  const { conversations, events, matched, matches, nearest, heldBack, waited, unclear, left, unseen } = run;
  const more = matched - Math.min(matched, SHOWN);
  return [
    message('dry_run_head', { rule, matched, events, conversations }),
    ...matches.slice(0, SHOWN).flatMap((each) => matchLines(each, language, zone)),
    ...(nearest.length > 0 ? [message('dry_run_nearest')] : []),
    ...nearest.flatMap((miss) => [
      ...matchLines({ ...miss, actions: [] }, language, zone),
      ...sayExplanation(miss.conditions, language, '    ').slice(0, CONDITIONS),
    ]),
    ...(more > 0 ? [message('dry_run_more', { count: more })] : []),
    ...(heldBack > 0 ? [message('dry_run_held_back', { count: heldBack })] : []),
    ...(waited !== undefined ? [message('dry_run_waited', { count: waited })] : []),
    ...(unclear > 0 ? [message('dry_run_unclear', { count: unclear })] : []),
    ...(left > 0 ? [message('dry_run_left', { count: left })] : []),
    ...(unseen.length > 0 ? [message('dry_run_unseen', { events: unseen.map((on) => message(`event_${on}`)) })] : []),
    message('dry_run_note'),
  ];
}

function matchLines(match: WouldRun, language: Language, zone: string): readonly string[] {
  const quoted = (value: string): string => translate(language, message('said_quoted', { value: oneLine(value) }));
  const said = match.message ? ` ${quoted(match.message)}` : '';
  const event = translate(language, message(`event_${match.on}`));
  return [
    `• ${sayMoment(match.at, language, zone)} · ${match.customer} · ${event}${said}`,
    ...match.actions.map(({ plan }) => `    → ${translate(language, plan)}`),
  ];
}

function oneLine(value: string): string {
  return shorten(value.replace(/\s+/g, ' ').trim(), 80);
}
