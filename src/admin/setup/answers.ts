import { WORKFLOWS, type Workflow } from '../../../settings/workflows';
import type { SettingValues } from '../../../settings/definitions';
import { translate, type Language } from '../../text/message';
import { nearestLanguage } from '../../text/languages';
import { parseRoster } from '../../text/roster';
import { asList, asObject, asString, asStrings, isObject } from '../../util/json';
import { idOf, modeOf, type RawDocument, type RawRule } from '../rule-book/raw-document';
import { readPlaces } from './places';

export const WORKFLOW_IDS = Object.keys(WORKFLOWS) as readonly Workflow[];

/** What setup asks, and what there is: setting up again begins with it. */
export interface Answers {
  readonly workflows: readonly Workflow[];
  /** What customers are answered in. */
  readonly languages: readonly Language[];
  readonly mode: 'live' | 'watch';
  /** IANA, as it was typed. */
  readonly timezone: string;
  /** As the setting takes them. */
  readonly hours: string;
  /** The roster, usernames; used where the server does not list its agents. */
  readonly agents: string;
  /** The AI agent's username. */
  readonly bot: string;
  readonly tag: string;
  /** Words that put the tag on, and those that take it off; separated by commas or lines. */
  readonly words: string;
  readonly wordsOff: string;
  /** Who gets customers from where, one a line: `Brazil/São Paulo: maria, joao`. */
  readonly places: string;
}

/** Ids of a workflow's rules: those that setup writes, and those of the examples that it takes the place of. */
const OWN: Readonly<Record<Workflow, RegExp>> = {
  ai_agent: /^ai-agent$/,
  out_of_hours: /^after-hours(-(de|es|pt))?$/,
  labels: /^billing(-settled)?$/,
  reassign: /^reassign$/,
  by_profile: /^(profile-\d+|everybody-else|sao-paulo|brazil|german-speaking)$/,
};

/** The workflow that an entry of the document belongs to. */
export function workflowOf(rule: unknown): Workflow | undefined {
  const id = idOf(rule);
  return id === null ? undefined : WORKFLOW_IDS.find((each) => OWN[each].test(id));
}

/** What the settings and the document say already; for what they do not say, something to begin with. */
export function answersIn(document: RawDocument, settings: SettingValues, language: Language): Answers {
  const rules = document.rules.filter(isObject);
  const of = (workflow: Workflow): readonly RawRule[] => rules.filter((rule) => workflowOf(rule) === workflow);
  const own = rules.filter((rule) => workflowOf(rule) !== undefined);
  const [bot] = of('ai_agent');
  const [message] = of('out_of_hours');
  const [labelOff, labelOn] = [of('labels').find(isOff), of('labels').find((rule) => !isOff(rule))];
  const texts = Object.keys(asObject(firstStep(message)['text']) ?? {}).map((tag) => nearestLanguage(tag));
  const languages = texts.length > 0 ? [...new Set(texts)] : [language];
  return {
    workflows: WORKFLOW_IDS.filter((each) => of(each).length > 0),
    languages,
    mode: own.length > 0 && own.every((rule) => modeOf(rule) === 'live') ? 'live' : 'watch',
    timezone: settings.timezone,
    hours: settings.hours,
    agents: parseRoster(settings.agents).join(', '),
    bot: asString(asObject(firstStep(bot)['to'])?.['agent']) ?? '',
    tag: asStrings(firstStep(labelOn)['tags'])[0] ?? translate(language, { key: 'setup_tag_first' }),
    words: wordsIn(labelOn) ?? wordsFor(languages, 'setup_words_first'),
    wordsOff: wordsIn(labelOff) ?? wordsFor(languages, 'setup_words_off_first'),
    places: readPlaces(of('by_profile')),
  };
}

/** The words to begin with, of all languages. */
export function wordsFor(languages: readonly Language[], key: 'setup_words_first' | 'setup_words_off_first'): string {
  return [...new Set(languages.flatMap((language) => listOf(translate(language, { key }))))].join(', ');
}

/** What stands between commas and lines. */
export function listOf(typed: string): readonly string[] {
  const all = typed.split(/[,;\n]/).map((each) => each.trim());
  return [...new Set(all.filter((each) => each !== ''))];
}

const isOff = (rule: RawRule): boolean => idOf(rule) === WORKFLOWS.labels[0]?.id;

function firstStep(rule: RawRule | undefined): RawRule {
  return asObject(asList(rule?.['do'])[0]) ?? {};
}

/** The first list of words in a rule's condition. */
function wordsIn(rule: RawRule | undefined): string | undefined {
  const condition = asObject(rule?.['if']);
  const value = condition?.['value'] ?? asObject(asList(condition?.['all'])[0])?.['value'];
  return value === undefined ? undefined : (typeof value === 'string' ? [value] : asStrings(value)).join(', ');
}

/** What somebody has answered otherwise than it was, over what there is now. */
export function rebased(answers: Answers, before: Answers, now: Answers): Answers {
  const one = ([key, is]: [string, unknown]): [string, unknown] => {
    const [mine, was] = [answers, before].map((all) => (all as unknown as Record<string, unknown>)[key]);
    if (!Array.isArray(is)) return [key, mine === was ? is : mine];
    const [own, old] = [asList(mine), asList(was)];
    const kept = (is as unknown[]).filter((each) => own.includes(each) || !old.includes(each));
    return [key, [...new Set([...kept, ...own.filter((each) => !old.includes(each))])]];
  };
  return Object.fromEntries(Object.entries(now).map(one)) as unknown as Answers;
}
