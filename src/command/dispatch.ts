import { neutraliseText } from '../rules/template';
import { nearest } from '../text/nearest';
import { translate, message, type Language, type Text } from '../text/message';
import { mayAsk, mayChangeRules } from '../admin/rights';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';
import { shown } from '../admin/command/shown';
import { RULES } from './rules';
import { TALK } from './conversation';
import { CARE } from './app-status';

/** Everything that may stand behind `/workflow`, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [...RULES, ...TALK, ...CARE];

/** Lines of an answer, and whether it is the error of somebody who typed something wrong. */
export async function runCommand(
  words: readonly string[],
  about: Omit<Asked, 'rest'>,
  parts: CommandParts,
): Promise<readonly string[]> {
  const { language, person } = about;
  const said = (answer: Answer): readonly string[] => (answer ?? []).map((each) => sayPart(each, language));
  if (!mayAsk(person)) return said([message('command_no_rights')]);

  const line = words.join(' ').trim();
  const [typed = ''] = line.split(/\s/);
  const word = typed.toLowerCase().replace(/_/g, '-');
  if (word === '' || word === 'help') return help(about);
  const subcommand = SUBCOMMANDS.find(({ id }) => id === word);
  if (!subcommand) {
    const right = nearest(word, [...SUBCOMMANDS.filter((each) => isAllowed(each, about)).map(({ id }) => id), 'help']);
    return said([
      right === undefined
        ? message('command_unknown', { word: shown(typed) })
        : message('command_unknown_near', { word: shown(typed), nearest: right }),
    ]);
  }
  if (!isAllowed(subcommand, about)) return said([message('command_rights_to_change', { command: subcommand.id })]);
  if (subcommand.inConversation && about.conversation === undefined)
    return said([message('command_in_conversation', { command: subcommand.id })]);
  if (about.conversation !== undefined && !(await parts.admin.maySee(person, about.conversation)))
    return said([message('command_not_yours')]);
  return said(await subcommand.run({ ...about, rest: line.slice(typed.length).trim() }, parts));
}

function isAllowed({ right }: Subcommand, { person }: Pick<Asked, 'person'>): boolean {
  return right === 'change' ? mayChangeRules(person) : mayAsk(person);
}

/** One line each, of what this person may use. */
function help(about: Omit<Asked, 'rest'>): readonly string[] {
  const { language } = about;
  const line = (id: string): string => {
    const args = argumentsOf(id, language);
    return `\`/workflow ${id}${args === '' ? '' : ` ${args}`}\` – ${translate(language, message(`command_${key(id)}_help`))}`;
  };
  const ids = SUBCOMMANDS.filter((each) => isAllowed(each, about)).map(({ id }) => id);
  return [translate(language, message('command_help_head')), ...[...ids, 'help'].map(line)];
}

/** What follows a subcommand: `<id>`; '' for those that take nothing. */
function argumentsOf(id: string, language: Language): string {
  return TAKES.has(id) ? translate(language, message(`command_${key(id)}_args`)) : '';
}
const TAKES = new Set(['edit', 'dry-run', 'restore']);

/** `dry-run` → `dry_run`. */
export function key(id: string): string {
  return id.replaceAll('-', '_');
}

/** What people and customers have written neither mentions, nor links, nor formats in an answer. */
function sayPart(part: string | Text, language: Language): string {
  return typeof part === 'string' ? part : translate(language, neutraliseText(part));
}
