import { neutralise } from '../rules/template';
import { message } from '../text/message';
import type { Answer, Asked, CommandParts } from './subcommand';
import { findRule, isFound } from './find-rule';
import { trialLines } from '../admin/dry-run/lines';
import { MOST_TRIED } from '../admin/dry-run/trials';
import { quotable } from '../text/shorten';

/** Conversations, where nobody has asked for another number. */
const CONVERSATIONS = 50;
/** Then it is said how far it is, ms: a command has thirty seconds. */
const PATIENCE = 8_000;

/** `/workflow dry-run <id> [number]`: what a rule would do in so many conversations, this one first. */
export async function dryRunAnswer(asked: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const found = findRule(admin.book.read(), asked.rest, 'dry-run');
  if (!isFound(found)) return [found];
  const { rule, name } = found.rule;
  if (!rule) return [message('command_dry_run_set_aside', { rule: name })];
  const here = asked.conversation === undefined ? [] : [asked.conversation];
  const [number = ''] = found.behind;
  const most = number === '' ? CONVERSATIONS : /^\d+$/.test(number) ? Number(number) : 0;
  if (most < 1 || most > MOST_TRIED)
    return [message('command_dry_run_number', { word: quotable(number), most: MOST_TRIED })];
  const trial = await admin.trials.ask(rule, most, PATIENCE, here);
  if (trial.run && trial.of === 0) return [message('command_dry_run_nothing')];
  const lines = trialLines(trial, name, asked.language, zone());
  return [
    ...lines.map((line) => (typeof line === 'string' ? neutralise(line) : line)),
    ...(trial.run ? [] : [message('command_dry_run_again')]),
  ];
}
