import { say, text, type Language, type Text } from '../../text/message';
import type { DryRun, WouldRun } from '.';
import { sayMoment } from '../wording';

/** Matches that are shown; the rest is counted. */
const SHOWN = 10;

/** How a dry run went, as lines. */
export function dryRunLines(run: DryRun, rule: string, language: Language, zone: string): readonly (string | Text)[] {
  const { conversations, events, matched, matches, heldBack, unclear, left, unseen } = run;
  const more = matched - Math.min(matched, SHOWN);
  return [
    text('dry_run_head', { rule, matched, events, conversations }),
    ...matches.slice(0, SHOWN).flatMap((each) => matchLines(each, language, zone)),
    ...(more > 0 ? [text('dry_run_more', { count: more })] : []),
    ...(heldBack > 0 ? [text('dry_run_held_back', { count: heldBack })] : []),
    ...(unclear > 0 ? [text('dry_run_unclear', { count: unclear })] : []),
    ...(left > 0 ? [text('dry_run_left', { count: left })] : []),
    ...(unseen.length > 0 ? [text('dry_run_unseen', { events: unseen.map((on) => text(`event_${on}`)) })] : []),
    text('dry_run_note'),
  ];
}

export function matchLines(match: WouldRun, language: Language, zone: string): readonly string[] {
  const quoted = (value: string): string => say(language, text('said_quoted', { value: oneLine(value) }));
  const said = match.message === undefined ? '' : ` ${quoted(match.message)}`;
  const event = say(language, text(`event_${match.on}`));
  return [
    `• ${sayMoment(match.at, language, zone)} · ${match.customer} · ${event}${said}`,
    ...match.actions.map(({ plan }) => `    → ${say(language, plan)}`),
  ];
}

export function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return [...line].length > 80 ? `${[...line].slice(0, 79).join('')}…` : line;
}
