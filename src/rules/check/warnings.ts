import { MESSAGE_EVENTS } from '../../catalogue/events';
import { extraNameOf } from '../../catalogue/extra-names';
import { under } from './findings';
import type { Known } from './context';
import { warnOfHeaders } from './headers';
import type { EventId } from '../../model/event';
import { movesConversation, warnOfImpossible } from './impossible';
import { warnOfUnlisted } from './unlisted-names';
import { certainties, contradictions } from './logic/reason';
import { conjuncts, disjuncts, isLeaf, leavesOf, nodeOf, type Group, type LogicNode } from './logic/node';
import { questionsIn, warnOfQuestions } from './questions';
import { warnOfLoops } from './loops';
import { warnOfUnreached } from './unreachable';
import { warnOfSteps } from './idle-actions';
import { stepsOf, type CheckedRule, type RuleDraft } from './checked-rule';
import { isObject } from '../../util/json';

/**
 * What is probably not meant, though it may run (DESIGN.md 3). First each rule by itself, then those without an error
 * among one another. Every rule is a step.
 */
export function* warn(drafts: readonly RuleDraft[], known: Known): Generator<void> {
  const checkedRules: CheckedRule[] = [];
  const asked = questionsIn(drafts, known);
  const moved = new Set<EventId>();
  for (const draft of drafts) {
    const { condition } = draft.sound;
    const node = condition === undefined || condition === 'always' ? undefined : nodeOf(condition, known);
    const checked = { ...draft, node };
    checkedRules.push(checked);
    const told = node ? warnOfLogic(node, checked) : [];
    warnOfImpossible(checked, told, moved);
    if (movesConversation(checked, known)) for (const event of draft.sound.events ?? []) moved.add(event);
    warnOfMissingMessage(checked, known);
    warnOfSending(checked, known);
    warnOfOtherHours(checked);
    warnOfSteps(checked, known);
    warnOfHeaders(checked, known);
    warnOfUnlisted(checked, known);
    warnOfQuestions(checked, asked, known);
    yield;
  }
  const right = checkedRules.filter(({ report }) => report.errors() === 0);
  yield* warnOfUnreached(right, known);
  yield* warnOfLoops(right, known);
}

/**
 * Conditions that can only be false, or only true. Told where they meet; gives the fields that were told.
 * @param within a `none`, which is never true when one of these always is: told there
 */
function warnOfLogic(node: LogicNode, checked: CheckedRule, within = false): readonly string[] {
  const { report } = checked;
  if (isLeaf(node)) {
    const never = contradictions([node]);
    const always = within ? [] : certainties([node]);
    if (never.length > 0) report.warning(node.place, 'finding_never_alone', { field: node.field });
    if (always.length > 0) report.warning(node.place, 'finding_always_true', { field: node.field });
    return [...never, ...always];
  }
  const inside = node.group === 'none' || (within && node.group === 'any');
  const told = node.members.flatMap((member) => warnOfLogic(member, checked, inside));
  const fresh = inside && node.group === 'any' ? [] : fieldsOf(node).filter((field) => !told.includes(field));
  for (const field of fresh) report.warning(node.place, KEYS[node.group], { field });
  return [...told, ...fresh];
}

const KEYS = { all: 'finding_contradiction', any: 'finding_always_true', none: 'finding_never_alone' } as const;

function fieldsOf(node: Group): readonly string[] {
  if (node.group === 'all') return contradictions(conjuncts(node));
  // `none` of what is always true is never true.
  return certainties(node.members.flatMap(disjuncts));
}

/** `message.*` where no message is: always missing. Only told when none of the rule's events has one. */
function warnOfMissingMessage({ node, sound, report }: CheckedRule, { catalogue }: Known): void {
  const { events } = sound;
  if (!events) return;
  const asked = node ? leavesOf(node).map((leaf) => ({ place: under(leaf.place, 'field'), name: leaf.field })) : [];
  for (const { place, name } of [...asked, ...sound.names]) {
    const having = catalogue.fieldOf(name)?.field.events;
    if (!having || events.some((event) => having.includes(event))) continue;
    report.warning(place, 'finding_field_not_there', { field: name, events, having });
  }
}

/** A text may print what goes by the setting's hours: where the rule asks a calendar, it tells of another one. */
function warnOfOtherHours({ node, sound, report }: CheckedRule): void {
  const asked = node ? leavesOf(node).map(({ ref }) => ref) : [];
  const calendar = asked.find(({ field }) => field.family === 'calendar');
  if (!calendar || asked.some(({ field }) => field.settings?.includes('hours'))) return;
  const said = sound.names.find(({ name }) => extraNameOf(name)?.settings?.includes('hours'));
  if (said) report.warning(said.place, 'finding_other_hours', { field: calendar.id });
}

/** A message for every message, where one a conversation is probably meant. */
function warnOfSending({ node, sound, source, report }: CheckedRule, { catalogue }: Known): void {
  if (!isObject(source) || Object.hasOwn(source, 'once')) return;
  if (!sound.events?.some((event) => MESSAGE_EVENTS.includes(event))) return;
  if (node && isOnlyOnce(node)) return;
  const steps = stepsOf(source);
  const index = steps.findIndex((step) => {
    const action = catalogue.actionOf(String(step.action));
    // A question is not asked again once it is answered.
    return action?.messagesCustomer === true && !action.asks && action.raises.length === 0;
  });
  const example = '"once": { "per": "conversation", "within": "PT12H" }';
  if (index >= 0) report.warning(under('do', index), 'finding_send_each_time', { example });
}

/** What is true once in a conversation, such as that it is the customer's first message. */
function isOnlyOnce(node: LogicNode): boolean {
  return conjuncts(node).some((each) => isLeaf(each) && each.ref.field.onceTrue && each.comparison.value === true);
}
