import { neutralise } from '../rules/template';
import { message } from '../text/message';
import type { Answer, Asked, CommandParts } from './subcommand';
import { findRule, isRule } from './find-rule';
import { dryRunLines } from '../admin/dry-run/lines';

const CONVERSATIONS = 50;

/** `/workflow dry-run <id>`: what a rule would have done in the conversations on record, and in this one. */
export async function dryRunAnswer(asked: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const found = findRule(admin.book.read(), asked.rest, 'dry-run');
  if (!isRule(found)) return [found];
  if (!found.rule) return [message('command_dry_run_set_aside', { rule: found.name })];
  const known = await admin.conversations();
  const here = asked.conversation === undefined ? [] : [asked.conversation];
  const conversations = [...new Set([...here, ...known])].slice(0, CONVERSATIONS);
  if (conversations.length === 0) return [message('command_dry_run_nothing')];
  const lines = dryRunLines(await admin.dryRun(found.rule, conversations), found.name, asked.language, zone());
  return lines.map((line) => (typeof line === 'string' ? neutralise(line) : line));
}
