import { savedValue } from '../../catalogue/actions/save-answer';
import type { Conversation } from '../../model/event';
import type { Question, QuestionEnd } from '../../model/question';
import type { Outcome } from '../../model/run';
import { HostError } from '../../ports/host';
import { readEnds } from '../../ports/question-records';
import { message, type Text } from '../../text/message';
import type { Items } from '../later/store';
import type { AskContext } from '../parts';
import { saidOf, send } from './asking';
import { CLOCKS_DIFFER } from '../../ports/clock';
import type { QuestionItem } from '../later/question-item';

/** So often a question may be let pass in a row, without a word of anybody. */
const MOST_UNANSWERED = 24;

/**
 * Asks, unless something speaks against it. The question is written down before it is sent, and under the same id when
 * it is taken up again: then the conversation tells whether the customer has seen it. Throws a HostError.
 * @param asked is told of a question that is open from now on
 */
export async function askQuestion(
  items: Items,
  question: Question,
  context: AskContext,
  asked: (item: QuestionItem) => void,
): Promise<Outcome> {
  const { host, conversation, key, event, now } = context;
  const ends = await readEnds(host.store, conversation.id);
  if (ends.some(({ id }) => id === key)) return { outcome: 'done', reason: message('reason_done_before_restart') };
  const all = await items.questionsIn(conversation.id);
  const mine = all.find(({ id }) => id === key);
  // One whose answer rules are running on is over for the customer.
  const other = all.find(({ settled }) => !settled);
  const there = (await host.conversation(conversation.id)) ?? conversation;
  const against = whyNot(question, there, ends);
  if (mine) return goOn(items, mine, context, asked, against);
  // Nobody has seen that one, and nobody will.
  if (other?.unsent) await items.remove(other.id);
  else if (other)
    return { outcome: 'skipped', reason: message('reason_question_open', { question: other.question.id }) };
  if (against ?? (await isLetPass(question, ends, context)))
    return { outcome: 'skipped', reason: against ?? message('reason_by_itself', { count: MOST_UNANSWERED }) };

  const at = now();
  const item: QuestionItem = {
    v: 1,
    kind: 'question',
    id: key,
    conversation: conversation.id,
    rule: context.rule,
    question,
    language: context.language,
    // With whoever has it now: an action before this one may have given it to them.
    event: { ...event, conversation: there },
    chain: context.chain,
    armed: at,
    due: at + question.within,
    step: 0,
    since: at,
    asked: 1,
  };
  await items.add(item);
  // Another instance may have asked at the same moment: the older one stays.
  const [first] = (await items.questionsIn(conversation.id)).filter(({ unsent, settled }) => !unsent && !settled);
  if (first && first.id !== key) {
    await items.remove(key);
    return { outcome: 'skipped', reason: message('reason_question_open', { question: first.question.id }) };
  }
  return put(items, item, context, asked);
}

function whyNot(
  { id, save, withAgent, repeat }: Question,
  conversation: Conversation,
  ends: readonly QuestionEnd[],
): Text | undefined {
  const { agent } = conversation;
  if (agent?.kind === 'human' && !withAgent) return message('reason_agent_is_there', { agent: agent.username });
  if (repeat) return undefined;
  if (ends.some(({ question, value }) => question === id && value !== undefined))
    return message('reason_question_answered');
  if (save && savedValue(save, conversation) !== undefined) return message('reason_save_has_value', { field: save });
  return undefined;
}

/** A rule that asks again whenever nobody answers would ask for ever (DESIGN.md, Chains and waits). */
async function isLetPass(
  { id }: Question,
  ends: readonly QuestionEnd[],
  { host, conversation, event }: AskContext,
): Promise<boolean> {
  const passed = ends.filter(({ question, how }) => question === id && how === 'no_answer');
  if (passed.length < MOST_UNANSWERED) return false;
  const history = await host.load('history', conversation, event);
  const messages = 'messages' in history ? history.messages : [];
  const last = Math.max(0, ...messages.flatMap(({ from, at, own }) => (from === 'bot' || own ? [] : at)));
  return passed.filter(({ ended }) => ended > last).length >= MOST_UNANSWERED;
}

/** It was begun before a crash, or refused for now: has the customer seen it? */
async function goOn(
  items: Items,
  item: QuestionItem,
  context: AskContext,
  asked: (item: QuestionItem) => void,
  against: Text | undefined,
): Promise<Outcome> {
  if (item.message !== undefined) return { outcome: 'done', reason: message('reason_done_before_restart') };
  const seen = await context.host.wrote(context.conversation, saidOf(item.question), item.armed - CLOCKS_DIFFER);
  if (seen === false && against) {
    await items.remove(item.id);
    return { outcome: 'skipped', reason: against };
  }
  if (seen === false) return put(items, item, context, asked);
  asked(item);
  if (seen === undefined) return { outcome: 'uncertain', reason: message('reason_uncertain_after_restart') };
  if (!item.unsent) return { outcome: 'done', reason: message('reason_done_before_restart') };
  await items.replace(item, seenNow(item));
  return { outcome: 'done', reason: message('reason_earlier_try_came_through') };
}

function seenNow({ unsent: _unsent, ...item }: QuestionItem): QuestionItem {
  return { ...item, step: item.step + 1 };
}

async function put(
  items: Items,
  item: QuestionItem,
  { host, conversation, now }: AskContext,
  asked: (item: QuestionItem) => void,
): Promise<Outcome> {
  const since = now();
  let sent: string;
  try {
    sent = await send(host, conversation, saidOf(item.question), item.question);
  } catch (error) {
    // The server may do what it is asked and fail afterwards.
    if (error instanceof HostError && (await isSeen(item, host, conversation, since))) {
      asked(item);
      return { outcome: 'done', reason: message('reason_earlier_try_came_through') };
    }
    // What may have come through counts as open: better that than a question that nobody listens for.
    if (!(error instanceof HostError) || error.kind !== 'uncertain') await takeBack(items, item, error);
    throw error;
  }
  const open = { ...seenNow(item), message: sent, since, due: since + item.question.within };
  await items.replace(item, open);
  asked(open);
  return { outcome: 'done', detail: { message: sent } };
}

async function isSeen(
  { question }: QuestionItem,
  host: AskContext['host'],
  conversation: Conversation,
  since: number,
): Promise<boolean> {
  const seen = host.wrote(conversation, saidOf(question), since - CLOCKS_DIFFER);
  return (await seen.catch(() => undefined)) === true;
}

/** The customer has not seen it. One that is tried again stays, so that it can be told whether it was sent after all. */
async function takeBack(items: Items, item: QuestionItem, error: unknown): Promise<void> {
  if (error instanceof HostError && error.kind === 'passing')
    await items.replace(item, { ...item, step: item.step + 1, unsent: true });
  else await items.remove(item.id);
}
