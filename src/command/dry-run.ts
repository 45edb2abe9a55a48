import { neutralise } from '../rules/template';
import { message } from '../text/message';
import type { Answer, Asked, CommandParts } from './subcommand';
import { findRule, isRule } from './find-rule';
import { trialLines } from '../admin/dry-run/lines';

/** Conversations, where nobody has asked for another number. */
const CONVERSATIONS = 50;
/** Then it is said how far it is, ms: a command has thirty seconds. */
const PATIENCE = 8_000;

/** `/workflow dry-run <id> [number]`: what a rule would do in so many conversations, this one first. */
export async function dryRunAnswer(asked: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const [, which = '', number] = /^(.*?)(?:\s+(\d{1,4}))?$/.exec(asked.rest) ?? [];
  const found = findRule(admin.book.read(), which, 'dry-run');
  if (!isRule(found)) return [found];
  if (!found.rule) return [message('command_dry_run_set_aside', { rule: found.name })];
  const here = asked.conversation === undefined ? [] : [asked.conversation];
  const most = number === undefined ? CONVERSATIONS : Number(number);
  const trial = await admin.trials.ask(found.rule, most, PATIENCE, here);
  if (trial.run && trial.of === 0) return [message('command_dry_run_nothing')];
  const lines = trialLines(trial, found.name, asked.language, zone());
  return [
    ...lines.map((line) => (typeof line === 'string' ? neutralise(line) : line)),
    ...(trial.run ? [] : [message('command_dry_run_again')]),
  ];
}
