import type { ActionContext } from '../../catalogue/actions/action';
import { saveAnswer } from '../../catalogue/actions/save-answer';
import { questionAnswered } from '../../catalogue/events';
import { saidOutcome } from '../../catalogue/fields/question';
import type { Conversation, Event } from '../../model/event';
import type { QuestionEnd } from '../../model/question';
import type { Outcome } from '../../model/run';
import { keepEnd } from '../../ports/question-records';
import type { Text } from '../../text/message';
import { linkOf, type Link } from '../chain';
import type { Items } from '../later/store';
import type { EngineParts } from '../parts';
import { outcomeOfError } from '../perform';
import { runRules, trace } from '../rules-on-event';
import type { QuestionItem, Settled } from '../later/question-item';

/**
 * A question has its answer, or has none: the answer is saved, kept and told to the rules. It is written down first, so
 * that whoever finds it after a crash goes on with it. In the conversation's lane, by whoever has the claim.
 * @param link the place of what was answered, when that goes on afterwards
 */
export async function settle(
  parts: EngineParts,
  items: Items,
  item: QuestionItem,
  settled: Settled,
  conversation: Conversation,
  link?: Link,
): Promise<void> {
  const by: QuestionItem = { ...item, step: item.step + 1, due: Math.min(item.due, parts.now()), settled };
  await items.replace(item, by);
  await tellRules(parts, items, by, settled, conversation, link);
}

/** The same after a crash: what has been done of it stands, and rules that have begun are not begun again. */
export async function settleOn(
  parts: EngineParts,
  items: Items,
  item: QuestionItem,
  settled: Settled,
  conversation: Conversation,
): Promise<void> {
  if (await hasBegun(parts, item)) return items.remove(item.id);
  await tellRules(parts, items, item, settled, conversation);
}

async function tellRules(
  parts: EngineParts,
  items: Items,
  item: QuestionItem,
  settled: Settled,
  conversation: Conversation,
  link: Link = linkOf(settled.chain),
): Promise<void> {
  const { at, chain: _chain, ...question } = settled;
  const event: Event = { id: eventId(item), on: questionAnswered.id, at, conversation, question };
  const unsaved = await save(parts, item, settled, event);
  await end(parts, item, { how: question.outcome, value: question.value, ...(unsaved && { unsaved }) });
  parts.waits?.raised(event);
  const program = parts.program();
  // What was answered before a crash, or just before a pause.
  const suspended = await parts.suspended(item.conversation);
  if (suspended) trace(parts, event, program, { suspended });
  else await runRules(parts, program, event, link, false, undefined);
  await items.remove(item.id);
}

function eventId({ id }: QuestionItem): string {
  return `${questionAnswered.id}:${id}`;
}

async function hasBegun({ journal }: EngineParts, item: QuestionItem): Promise<boolean> {
  const id = eventId(item);
  const records = await journal.recordsOf(item.conversation);
  return records.some(({ event }) => event.id === id) || (await journal.slots()).some(({ event }) => event.id === id);
}

/** Why the answer could not be saved. */
async function save(
  parts: EngineParts,
  { id, rule, question, armed }: QuestionItem,
  { value }: Settled,
  event: Event,
): Promise<Text | undefined> {
  if (question.save === undefined || value === undefined) return undefined;
  const { conversation } = event;
  const context: ActionContext = {
    host: parts.host,
    event,
    conversation,
    rule,
    key: id,
    due: armed,
    now: parts.now,
    random: parts.random,
  };
  const { outcome, reason }: Outcome = await saveAnswer(question.save, value, context).catch(outcomeOfError);
  parts.changed(conversation.id);
  return outcome === 'done' || outcome === 'already' ? undefined : reason;
}

/** It is over: kept for as long as runs are, told in the record of the run that asked, and its buttons go. */
export async function end(
  parts: EngineParts,
  item: QuestionItem,
  how: Pick<QuestionEnd, 'how' | 'value' | 'reason' | 'unsaved'>,
): Promise<void> {
  const { id, question, rule, conversation, event, armed } = item;
  await keepEnd(parts.host.store, {
    v: 1,
    kind: 'question_end',
    id,
    question: question.id,
    rule: rule.id,
    conversation,
    customer: event.conversation.customer.id,
    asked: armed,
    ended: parts.now(),
    ...how,
  });
  await noteEnd(parts, item, how).catch((error: unknown) => parts.failed('the record of a question', error));
  await removeButtons(parts, item);
}

/** The buttons of a message that asks; that they could not be taken off is no harm: a tap is answered in words. */
export async function removeButtons(
  { host, failed }: EngineParts,
  { message: sent, question, event }: QuestionItem,
): Promise<void> {
  if (sent === undefined || !question.choices || event.conversation.channel.type !== 'widget') return;
  await host.changes.removeButtons(sent).catch((error: unknown) => failed('the buttons of a question', error));
}

/** In the record of the run that asked. */
async function noteEnd(
  { journal }: EngineParts,
  { id }: QuestionItem,
  { how, value, reason, unsaved }: Pick<QuestionEnd, 'how' | 'value' | 'reason' | 'unsaved'>,
): Promise<void> {
  const at = id.lastIndexOf(':');
  const [run, index] = [id.slice(0, at), Number(id.slice(at + 1))];
  const record = await journal.record(run);
  const action = record?.actions[index];
  if (!record || !action) return;
  const said = how === 'ended' ? reason : (unsaved ?? saidOutcome(how));
  const detail = { ...action.detail, ...(value !== undefined && { answer: value }) };
  await journal.correct({ ...record, actions: record.actions.with(index, { ...action, reason: said, detail }) });
}
