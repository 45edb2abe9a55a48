import { say, text, type Language, type Text } from '../text/message';
import type { DryRun, WouldRun } from '../admin/dry-run';
import { sayMoment } from '../admin/wording';
import type { Answer, Asked, CommandParts } from './subcommand';
import { findRule, isRule } from './find-rule';

const SHOWN = 10;
const CONVERSATIONS = 50;

/** `/workflow dry-run <id>`: what a rule would have done in the conversations on record, and in this one. */
export async function dryRunAnswer(asked: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const found = findRule(admin.book.read(), asked.rest, 'dry-run');
  if (!isRule(found)) return [found];
  if (!found.rule) return [text('command_dry_run_set_aside', { rule: found.name })];
  const known = await admin.conversations();
  const here = asked.conversation === undefined ? [] : [asked.conversation];
  const conversations = [...new Set([...here, ...known])].slice(0, CONVERSATIONS);
  if (conversations.length === 0) return [text('command_dry_run_nothing')];
  return dryRunLines(await admin.dryRun(found.rule, conversations), found.name, asked.language, zone());
}

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

function matchLines(match: WouldRun, language: Language, zone: string): readonly string[] {
  const quoted = (value: string): string => say(language, text('said_quoted', { value: oneLine(value) }));
  const said = match.message === undefined ? '' : ` ${quoted(match.message)}`;
  const event = say(language, text(`event_${match.on}`));
  return [
    `• ${sayMoment(match.at, language, zone)} · ${match.customer} · ${event}${said}`,
    ...match.actions.map(({ plan }) => `    → ${say(language, plan)}`),
  ];
}

function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return [...line].length > 80 ? `${[...line].slice(0, 79).join('')}…` : line;
}
