import { neutraliseText } from '../rules/template';
import { nearest } from '../text/nearest';
import { translate, message, type Language, type Text } from '../text/message';
import { mayChangeRules } from '../admin/rights';
import { inKeys, type Answer, type Asked, type CommandParts, type Subcommand, type SubcommandId } from './subcommand';
import { quotable } from '../text/shorten';
import { RULES } from './rules';
import { TALK } from './conversation';
import { CARE } from './app-status';
import { APPLY } from './apply';
import { BY_HAND } from './run';
import { LATER } from './later';
import { FORGET } from './forget';

/** Everything that may stand behind `/workflow`, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  ...RULES,
  ...TALK,
  ...BY_HAND,
  ...LATER,
  ...APPLY,
  ...FORGET,
  ...CARE,
];

/** Lines of an answer, and whether it is the error of somebody who typed something wrong. */
export async function runCommand(
  words: readonly string[],
  about: Omit<Asked, 'rest'>,
  parts: CommandParts,
): Promise<readonly string[]> {
  const { language, person } = about;
  const said = (answer: Answer): readonly string[] => (answer ?? []).map((each) => sayPart(each, language));
  if (!parts.admin.mayAsk(person)) return said([message('command_no_rights')]);

  const line = words.join(' ').trim();
  const [typed = ''] = line.split(/\s/);
  const word = typed.toLowerCase().replace(/_/g, '-');
  if (word === '' || word === 'help') return help(about);
  const subcommand = SUBCOMMANDS.find(({ id }) => id === word);
  if (!subcommand) {
    const right = nearest(word, [...SUBCOMMANDS.filter((each) => isAllowed(each, about)).map(({ id }) => id), 'help']);
    return said([
      right === undefined
        ? message('command_unknown', { word: quotable(typed) })
        : message('command_unknown_near', { word: quotable(typed), nearest: right }),
    ]);
  }
  if (!isAllowed(subcommand, about)) return said([message('command_rights_to_change', { command: subcommand.id })]);
  if (subcommand.inConversation && about.conversation === undefined)
    return said([message('command_in_conversation', { command: subcommand.id })]);
  if (about.conversation !== undefined && !(await parts.admin.maySee(person, about.conversation)))
    return said([message('command_not_yours')]);
  return said(await subcommand.run({ ...about, rest: line.slice(typed.length).trim() }, parts));
}

/** Of somebody who may ask. */
function isAllowed({ right }: Subcommand, { person }: Pick<Asked, 'person'>): boolean {
  return right !== 'change' || mayChangeRules(person);
}

/** One line each, of what this person may use. */
function help(about: Omit<Asked, 'rest'>): readonly string[] {
  const { language } = about;
  const line = (id: SubcommandId): string => {
    const args = TAKES.find((each) => each === id);
    const follows = args ? ` ${translate(language, message(`command_${inKeys(args)}_args`))}` : '';
    return `\`/workflow ${id}${follows}\` – ${translate(language, message(`command_${inKeys(id)}_help`))}`;
  };
  const ids = SUBCOMMANDS.filter((each) => isAllowed(each, about)).map(({ id }) => id);
  return [translate(language, message('command_help_head')), ...[...ids, 'help' as const].map(line)];
}

/** Subcommands that take something: `<id>`. */
const TAKES = ['why', 'edit', 'run', 'later', 'apply', 'runs', 'test', 'dry-run', 'restore'] as const;

/** What people and customers have written neither mentions, nor links, nor formats in an answer. */
function sayPart(part: string | Text, language: Language): string {
  return typeof part === 'string' ? part : translate(language, neutraliseText(part));
}
