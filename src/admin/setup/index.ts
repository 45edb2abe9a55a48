import type { SettingId, SettingValues } from '../../../settings/definitions';
import { parseOwnCalendar } from '../../calendar';
import type { Host } from '../../ports/host';
import type { HostKnowledge } from '../../rules/result';
import { nearest } from '../../text/nearest';
import { message, type Language, type Text } from '../../text/message';
import { parseRoster } from '../../text/roster';
import type { Person } from '../rights';
import type { Changed, RuleBook } from '../rule-book/rule-book';
import { answersIn, listOf, type Answers } from './answers';
import { placeIn } from './places';
import { withWorkflows } from './rules';

export { rebased, WORKFLOW_IDS, wordsFor, type Answers } from './answers';

/** What is wrong with answers, by which. */
export type Wrong = { readonly [K in keyof Answers]?: Text };

/** Sets the app up: its hours, its people, and the workflows that are wanted. */
export interface Setup {
  /** What there is already. */
  readonly read: () => Answers;
  /** What of the answers cannot be; asks the server for the people named. */
  readonly check: (answers: Answers) => Promise<Wrong>;
  /**
   * Saves what is other than it was, the settings before the rules. Answers have been checked.
   * @param before what was read when the answers were begun
   */
  readonly save: (person: Person, answers: Answers, before: Answers, version: string) => Promise<Changed>;
}

export interface SetupParts {
  readonly book: RuleBook;
  readonly host: Pick<Host, 'agent' | 'connected'>;
  readonly settings: () => SettingValues;
  readonly saveSetting: (id: SettingId, value: string) => Promise<void>;
  readonly listed: () => Promise<HostKnowledge>;
  readonly language: () => Language;
}

/** People asked for one by one. */
const MOST_ASKED = 30;
const SETTINGS = ['timezone', 'hours', 'agents'] as const;

export function createSetup(parts: SetupParts): Setup {
  const { book, settings, language } = parts;

  /** Why these are no agents; undefined where they are. */
  async function notAgents(names: readonly string[]): Promise<Text | undefined> {
    const { agents } = await parts.listed();
    const answers = await Promise.all(
      names.slice(0, MOST_ASKED).map(async (name) => ({ name, agent: await parts.host.agent(name) })),
    );
    const wrong = answers.find(({ agent }) => !agent?.enabled);
    if (!wrong) return undefined;
    const { name: agent } = wrong;
    const near = nearest(agent, agents ?? []);
    if (near !== undefined && near !== agent)
      return message('finding_agent_not_listed', {
        name: `"${agent}"`,
        hint: message('finding_did_you_mean', { nearest: near }),
      });
    return message(wrong.agent ? 'setup_no_agent' : 'reason_no_such_agent', { agent });
  }

  async function check(answers: Answers): Promise<Wrong> {
    const { workflows, timezone, hours } = answers;
    const wants = (...some: Answers['workflows']): boolean => some.some((each) => workflows.includes(each));
    const needed = (key: keyof Answers, is: boolean): Wrong => (is ? { [key]: message('setup_needed') } : {});
    const { errors } = parseOwnCalendar({ timezone, hours, holidays: '' });
    const at = (place: string): Text | undefined => errors.find((each) => each.place === place)?.text;
    const wrong = {
      timezone: at('timezone'),
      hours: at('hours'),
      ...(wants('out_of_hours') && needed('hours', hours.trim() === '')),
      ...(wants('out_of_hours') && needed('languages', answers.languages.length === 0)),
      ...(wants('ai_agent') && needed('bot', answers.bot === '')),
      ...(wants('labels') && needed('words', listOf(answers.words).length === 0)),
      ...(wants('labels') && needed('tag', listOf(answers.tag).length !== 1)),
      ...(wants('reassign', 'by_profile') &&
        needed('agents', parseRoster(answers.agents).length === 0 && !(await parts.host.connected()))),
      ...(wants('by_profile') && placesWrong(answers.places)),
    };
    const ask = async (key: keyof Answers, names: readonly string[]): Promise<Wrong> => {
      const no = wrong[key] === undefined ? await notAgents(names) : undefined;
      return no ? { [key]: no } : {};
    };
    const places = answers.places.split('\n').flatMap((line) => placeIn(line)?.agents ?? []);
    const [bot, agents, placed] = await Promise.all([
      ask('bot', wants('ai_agent') ? [answers.bot] : []),
      ask('agents', parseRoster(answers.agents)),
      ask('places', wants('by_profile') ? [...new Set(places)] : []),
    ]);
    const all = { ...wrong, ...bot, ...agents, ...placed };
    return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined));
  }

  return {
    read: () => answersIn(book.read().document ?? { rules: [] }, settings(), language()),
    check,
    save: async (person, answers, before, version) => {
      for (const id of SETTINGS) if (answers[id] !== before[id]) await parts.saveSetting(id, answers[id].trim());
      return book.change(
        person,
        version,
        (document) => withWorkflows(document, answers, before, language()),
        message('history_why_setup'),
      );
    },
  };
}

function placesWrong(places: string): Wrong {
  const lines = places.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => !placeIn(each));
  if (line !== undefined) return { places: message('setup_place_wrong', { line: line.trim() }) };
  return {};
}
