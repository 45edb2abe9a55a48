import { WORKFLOWS, type Example, type Workflow } from '../../../settings/workflows';
import { message, translate, type Language } from '../../text/message';
import { nearestLanguage } from '../../text/languages';
import { asObject, isObject } from '../../util/json';
import { modeOf, type RawDocument, type RawRule } from '../rule-book/raw-document';
import { listOf, WORKFLOW_IDS, workflowOf, type Answers } from './answers';
import { placeIn, placeRules } from './places';

/** What of the answers a workflow's rules are made of: while it stays the same, they stay as they are written. */
const MADE_OF: Readonly<Record<Workflow, readonly (keyof Answers)[]>> = {
  ai_agent: ['bot'],
  out_of_hours: ['languages'],
  labels: ['tag', 'words', 'wordsOff'],
  reassign: [],
  by_profile: ['places'],
};

/**
 * The document with the chosen workflows and without those that were taken out. Every other rule stays where and as it
 * is, and so does a workflow's of which nothing but the mode was changed.
 * @param before what the document said
 * @param language of the new rules' names
 */
export function withWorkflows(
  document: RawDocument,
  answers: Answers,
  before: Answers,
  language: Language,
): RawDocument {
  const changed = (workflow: Workflow): boolean =>
    MADE_OF[workflow].some((key) => String(answers[key]) !== String(before[key]));
  const all = WORKFLOW_IDS.reduce<readonly unknown[]>((rules, workflow, index) => {
    const own = (rule: unknown): boolean => workflowOf(rule) === workflow;
    const rest = rules.filter((rule) => !own(rule));
    if (!answers.workflows.includes(workflow)) return rest;
    const is = rules.some(own);
    const isNew = !is || changed(workflow);
    if (!isNew && answers.mode === before.mode) return rules;
    const theirs = isNew ? rulesOf(workflow, answers, language) : rules.filter(own);
    const moded = theirs.map((rule) => (isObject(rule) ? inMode(rule, answers.mode) : rule));
    if (!isNew) return rules.map((rule) => (own(rule) ? moded[rules.filter(own).indexOf(rule)] : rule));
    // Before whatever comes later in the order of workflows: the AI agent before people.
    const later = WORKFLOW_IDS.slice(is ? index : index + 1);
    const at = rules.findIndex((rule) => later.includes(workflowOf(rule) as Workflow));
    const place = at < 0 ? rest.length : rules.slice(0, at).filter((rule) => !own(rule)).length;
    return rest.toSpliced(place, 0, ...moded);
  }, document.rules);
  return { ...document, rules: all };
}

const inMode = (rule: RawRule, mode: Answers['mode']): RawRule => (modeOf(rule) === mode ? rule : { ...rule, mode });

/** A workflow's rules, made of the example. */
function rulesOf(workflow: Workflow, answers: Answers, language: Language): readonly RawRule[] {
  const named = ({ description: _description, ...rule }: RawRule): RawRule => ({
    ...rule,
    name: translate(language, message(`setup_${workflow}`)),
  });
  switch (workflow) {
    case 'ai_agent':
      return WORKFLOWS.ai_agent.map((rule) => named({ ...rule, do: [{ ...rule.do[0], to: { agent: answers.bot } }] }));
    case 'out_of_hours':
      return WORKFLOWS.out_of_hours.map((rule) => named(inLanguages(rule, answers.languages)));
    case 'labels':
      return labelRules(answers, language);
    case 'reassign':
      return WORKFLOWS.reassign.map(named);
    case 'by_profile': {
      const rules = placeRules(answers.places.split('\n').flatMap((line) => placeIn(line) ?? []));
      const name = translate(language, message('setup_by_profile_rest'));
      return rules.map((rule, index) => (index === rules.length - 1 ? { ...rule, name } : rule));
    }
  }
}

/** Of the texts of the message those of the chosen languages. */
function inLanguages(rule: Example, languages: readonly Language[]): RawRule {
  const [say, ...more] = rule.do;
  const texts = Object.entries(asObject(say?.['text']) ?? {});
  // The first one is for everybody whose language is none of them.
  const chosen = languages.flatMap((each) => texts.filter(([tag]) => nearestLanguage(tag) === each));
  return { ...rule, do: [{ ...say, text: Object.fromEntries(chosen) }, ...more] };
}

/** Where no word takes the tag off, there is no rule for it. */
function labelRules({ tag, words, wordsOff }: Answers, language: Language): readonly RawRule[] {
  const [on, off] = [listOf(words), listOf(wordsOff)];
  const made = (key: 'setup_labels_on' | 'setup_labels_off', example: Example | undefined, condition: unknown) => ({
    id: example?.id,
    name: translate(language, message(key, { tag })).slice(0, 120),
    on: example?.['on'],
    if: condition,
    do: (example?.do ?? []).map((step) => ({ ...step, tags: [tag] })),
  });
  const [settled, billing] = WORKFLOWS.labels;
  const [has, settles, isThere] = billing?.if.all ?? [];
  const unless = off.length === 0 ? [] : [{ ...settles, value: off }];
  const all = [{ ...has, value: on }, ...unless, { ...isThere, value: tag }];
  return [
    ...(off.length === 0 ? [] : [made('setup_labels_off', settled, { ...settled?.if, value: off })]),
    made('setup_labels_on', billing, { all }),
  ];
}
