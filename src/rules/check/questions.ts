import { compileTest } from '../../catalogue/operators';
import { fold } from '../../text/fold';
import type { Known } from './context';
import { allStepsOf, stepsOf, type CheckedRule, type RuleDraft } from './checked-rule';
import { show, under } from './findings';
import { conjuncts, evaluate, leavesOf, type LogicLeaf } from './logic/node';
import { hint } from './suggest';
import { asList, asObject, asStrings } from '../../util/json';

/** The questions that rules ask, by id: the only answers to each; undefined when it is answered freely somewhere. */
export type Asked = ReadonlyMap<string, readonly string[] | undefined>;

export function questionsIn(drafts: readonly RuleDraft[], { catalogue }: Known): Asked {
  const asked = new Map<string, readonly string[] | undefined>();
  for (const { step } of drafts.flatMap(({ source }) => allStepsOf(source))) {
    const { id, values } = catalogue.actionOf(String(step.action))?.asks?.(step) ?? {};
    if (typeof id !== 'string') continue;
    const before = asked.has(id) ? asked.get(id) : [];
    const texts = values?.filter((value) => typeof value === 'string');
    asked.set(id, before && texts && [...before, ...texts]);
  }
  return asked;
}

/** Answers that nobody asks for, values that no answer and no input can have, and questions that somebody is always in the way of. */
export function warnOfQuestions(checked: CheckedRule, asked: Asked, known: Known): void {
  const { node, sound, report } = checked;
  const unasked = (place: string, id: string): void =>
    report.warning(place, 'finding_nobody_asks', { question: show(id), hint: hint(id, [...asked.keys()]) });
  for (const leaf of node ? leavesOf(node) : []) {
    const { field, key } = leaf.ref;
    if (field.family === 'question') {
      if (!asked.has(key)) unasked(under(leaf.place, 'field'), key);
      else warnOfValues(leaf, asked.get(key), checked);
    }
    if (field.family === 'input') warnOfValues(leaf, choicesOf(checked.source, key), checked);
    if (field.names === 'question')
      for (const [place, id] of textsOf(leaf))
        if (![...asked.keys()].some((each) => fold(each) === fold(id))) unasked(place, id);
  }
  for (const { place, name } of sound.names) {
    const ref = known.catalogue.fieldOf(name);
    if (ref?.field.family === 'question' && !asked.has(ref.key)) unasked(place, ref.key);
  }
  warnOfHumans(checked, known);
}

/** The only values of one of the rule's inputs; undefined when it is a text, or none. */
function choicesOf(source: unknown, id: string): readonly string[] | undefined {
  const inputs = asList(asObject(source)?.['inputs']).map(asObject);
  const choices = asStrings(inputs.find((each) => each?.['id'] === id)?.['choices']);
  return choices.length > 0 ? choices : undefined;
}

/** A text that makes no difference to any of the choices. */
function warnOfValues(
  { ref, comparison, place }: LogicLeaf,
  values: readonly string[] | undefined,
  checked: CheckedRule,
): void {
  for (const [at, text] of values ? textsOf({ comparison, place }) : []) {
    const { answer, positive } = compileTest(ref, { ...comparison, value: text });
    if (!values?.some((value) => answer(value) === positive))
      checked.report.warning(at, 'finding_no_choice', { value: show(text), choices: (values ?? []).map(show) });
  }
}

function textsOf({
  comparison: { value },
  place,
}: Pick<LogicLeaf, 'comparison' | 'place'>): readonly (readonly [place: string, text: string])[] {
  const at = under(place, 'value');
  if (typeof value === 'string') return [[at, value]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown, index) => (typeof each === 'string' ? [[under(at, index), each] as const] : []));
}

/** The condition is true only while a human agent has the conversation: there nothing is asked, unless it says so. */
function warnOfHumans({ node, source, report }: CheckedRule, { catalogue }: Known): void {
  const parts = node ? conjuncts(node) : [];
  const always = parts.some((part) => {
    const without = leavesOf(part)[0]?.ref.field.withoutHuman;
    return part.field !== undefined && without !== undefined && !without.some((fact) => evaluate(part, fact) === true);
  });
  if (!always) return;
  for (const [index, step] of stepsOf(source).entries()) {
    const action = catalogue.actionOf(String(step.action));
    // Who has it by then is another matter.
    if (action?.raises.length) break;
    const asks = action?.asks?.(step);
    if (asks && !asks.withAgent) report.warning(under('do', index), 'finding_ask_beside_human');
  }
}
