import { HOUR, MINUTE } from '../../model/calendar';
import type { ChainState } from '../chain';
import type { Explanation } from '../../decide';
import type { MessageItem } from './message-item';
import type { QuestionItem } from './question-item';
import { conversationKey, customerKey, hourKey, type Keys } from '../../ports/keys';
import type { RunRecord } from '../../model/run';
import type { Event, EventId } from '../../model/event';
import type { Store } from '../../ports/store';
import type { Text } from '../../text/message';
import type { StoredRecord } from '../../model/record';

/** A rule that waits in a conversation. */
export interface WaitItem extends StoredRecord {
  readonly v: 1;
  readonly kind: 'wait';
  /** Also the id of its run. */
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly print: string;
  readonly conversation: string;
  /** What armed it; `message.*` is read from it when the wait is over. */
  readonly event: Event;
  readonly chain: ChainState;
  /** ms since 1970, as is `due`. */
  readonly armed: number;
  readonly due: number;
  /** The calendar whose open time it counts, as written. */
  readonly in?: string;
  readonly unless: readonly EventId[];
  /** For rules on `conversation_closed`. */
  readonly outlivesClose: boolean;
  /** The wait in whose place this one came. */
  readonly replaces?: string;
}

/** Actions of one run that failed in a way that may pass. */
export interface RetryItem extends StoredRecord {
  readonly v: 1;
  readonly kind: 'retry';
  readonly id: string;
  readonly conversation: string;
  readonly record: RunRecord;
  readonly print: string;
  readonly event: Event;
  readonly chain: ChainState;
  readonly texts: readonly (readonly string[])[];
  /** ms since 1970. */
  readonly armed: number;
  readonly due: number;
}

/** What an action has left to be done later. */
export interface FollowUpItem extends StoredRecord {
  readonly v: 1;
  readonly kind: 'follow_up';
  /** Also the id of its run. */
  readonly id: string;
  /** The id of what is done. */
  readonly action: string;
  readonly conversation: string;
  readonly rule: { readonly id: string; readonly name: string };
  readonly event: Event;
  readonly chain: ChainState;
  /** When it should be done, ms since 1970; so are `armed` and `due`, which grows when it is tried again. */
  readonly planned: number;
  readonly armed: number;
  readonly due: number;
  readonly tries: number;
}

export type LaterItem = WaitItem | RetryItem | FollowUpItem | QuestionItem | MessageItem;

/** What became of a wait. */
export interface WaitEnd extends StoredRecord {
  readonly v: 1;
  readonly kind: 'wait_end';
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly conversation: string;
  readonly customer: string;
  readonly armed: number;
  readonly due: number;
  /** ms since 1970. */
  readonly ended: number;
  readonly how: 'ran' | 'cancelled';
  /** Why it was cancelled. */
  readonly reason?: Text;
  /** When its condition was not true any more: the values seen. */
  readonly conditions?: Explanation;
}

const LATER = 'later';
const WAIT_ENDS = 'wait_ends';
const DUE_SPAN = 10 * MINUTE;
/** For more spans than this everything is read at once. */
const MOST_SPANS = 30;

/**
 * What happens later, in the store. An item is found by when it is due (in spans of ten minutes), when it was armed
 * (by the minute), its conversation, what it belongs to, and its own id.
 */
export interface Items {
  add(item: LaterItem): Promise<void>;
  remove(id: string): Promise<void>;
  get(id: string): Promise<LaterItem | undefined>;
  /** Waits of a rule in a conversation, and how earlier ones ended. */
  ofRule(rule: string, conversation: string): Promise<{ waits: readonly WaitItem[]; ends: readonly WaitEnd[] }>;
  /** The question of a conversation that is not over; two instances may have asked at once: the older one first. */
  questionsIn(conversation: string): Promise<readonly QuestionItem[]>;
  /** The same question, or message, goes on: with another end, or as it is now. */
  replace<T extends QuestionItem | MessageItem>(item: T, by: T): Promise<void>;
  /** What agents have planned in a conversation. */
  messagesIn(conversation: string): Promise<readonly MessageItem[]>;
  /** What actions have left to be done later in a conversation. */
  followUpsIn(conversation: string): Promise<readonly FollowUpItem[]>;
  /** Retries of a run. */
  ofRun(run: string): Promise<readonly RetryItem[]>;
  waitsIn(conversation: string): Promise<readonly WaitItem[]>;
  in(conversation: string): Promise<readonly LaterItem[]>;
  endsIn(conversation: string): Promise<readonly WaitEnd[]>;
  all(): Promise<readonly LaterItem[]>;
  /** Those due in the spans from one moment to another. */
  dueBetween(from: number, to: number): Promise<readonly LaterItem[]>;
  /** Those armed in the minutes from one moment to another. */
  armedBetween(from: number, to: number): Promise<readonly LaterItem[]>;
  end(end: WaitEnd): Promise<void>;
}

export function createItems(store: Store): Items {
  const read = (...keys: string[]): Promise<LaterItem[]> => store.read<LaterItem>([...keys, LATER]);

  async function inSpans(from: number, to: number, span: number, name: string): Promise<LaterItem[]> {
    const first = Math.floor(from / span);
    const count = Math.floor(to / span) - first + 1;
    if (count > MOST_SPANS) return read();
    return (await Promise.all(Array.from({ length: count }, (_, at) => read(`${name}:${first + at}`)))).flat();
  }

  return {
    add: (item) => store.create(itemKeys(item), item),
    remove: (id) => store.remove([itemKey(id), LATER]),
    get: async (id) => latest(await read(itemKey(id))),
    ofRule: async (rule, conversation) => {
      const found = await store.read<LaterItem | WaitEnd>([waitingKey(rule, conversation)]);
      return { waits: found.filter(isWait), ends: found.filter(isWaitEnd) };
    },
    questionsIn: async (conversation) => {
      const found = (await read(questionKey(conversation))).filter((item) => item.kind === 'question');
      return latestOfEach(found).toSorted((a, b) => a.armed - b.armed || (a.id < b.id ? -1 : 1));
    },
    messagesIn: async (conversation) =>
      latestOfEach((await read(messageKey(conversation))).filter((item) => item.kind === 'message')),
    replace: async (item, by) => {
      await store.write(itemKeys(by), by);
      // The new one first: a crash in between leaves both, and the newer counts.
      if (dueKey(item.due) !== dueKey(by.due)) await store.remove([itemKey(item.id), dueKey(item.due), LATER]);
    },
    followUpsIn: async (conversation) =>
      (await read(followUpKey(conversation))).filter((item) => item.kind === 'follow_up'),
    ofRun: async (run) => (await read(retryKey(run))).filter((item) => item.kind === 'retry'),
    waitsIn: async (conversation) => (await read(conversationKey(conversation))).filter(isWait),
    in: (conversation) => read(conversationKey(conversation)),
    endsIn: (conversation) => store.read<WaitEnd>([conversationKey(conversation), WAIT_ENDS]),
    all: () => read(),
    dueBetween: (from, to) => inSpans(from, to, DUE_SPAN, 'due'),
    armedBetween: (from, to) => inSpans(from, to, MINUTE, 'armed'),
    end: (end) =>
      store.write(
        [
          end.id,
          waitingKey(end.rule, end.conversation),
          conversationKey(end.conversation),
          customerKey(end.customer),
          ...(end.conditions?.verdict === 'unknown' ? [unknownKey(end.ended)] : []),
          hourKey(end.ended),
          WAIT_ENDS,
        ],
        end,
      ),
  };
}

/**
 * Waits that have ended in the hour before a moment, of all instances, because their condition could not be determined.
 * @param now ms since 1970
 */
export async function unknownEnds(store: Store, now: number): Promise<readonly WaitEnd[]> {
  const read = (at: number): Promise<WaitEnd[]> => store.read([unknownKey(at), WAIT_ENDS]);
  return [...(await read(now - HOUR)), ...(await read(now))].filter(({ ended }) => now - ended <= HOUR);
}

function itemKeys(item: LaterItem): Keys {
  const { id, conversation, event, armed, due } = item;
  const customer = customerKey(event.conversation.customer.id);
  const where = [conversationKey(conversation), customer] as const;
  return [itemKey(id), belongsKey(item), ...where, armedKey(armed), dueKey(due), LATER];
}

function belongsKey(item: LaterItem): string {
  if (item.kind === 'wait') return waitingKey(item.rule, item.conversation);
  if (item.kind === 'retry') return retryKey(item.record.id);
  if (item.kind === 'message') return messageKey(item.conversation);
  return item.kind === 'question' ? questionKey(item.conversation) : followUpKey(item.conversation);
}

function unknownKey(at: number): string {
  return `unknown:${hourKey(at)}`;
}

function dueKey(at: number): string {
  return `due:${Math.floor(at / DUE_SPAN)}`;
}

function questionKey(conversation: string): string {
  return `question:${conversation}`;
}

function messageKey(conversation: string): string {
  return `message:${conversation}`;
}

/** Of what was going on as the app was killed there may be two: how it was, and how it is. */
function latest<T extends LaterItem>(found: readonly T[]): T | undefined {
  return found.toSorted((a, b) => stepOf(b) - stepOf(a))[0];
}

function stepOf(item: LaterItem): number {
  return item.kind === 'question' || item.kind === 'message' ? item.step : 0;
}

function latestOfEach<T extends LaterItem>(found: readonly T[]): readonly T[] {
  const ids = [...new Set(found.map(({ id }) => id))];
  return ids.flatMap((id) => latest(found.filter((item) => item.id === id)) ?? []);
}

function itemKey(id: string): string {
  return `later:${id}`;
}

function armedKey(at: number): string {
  return `armed:${Math.floor(at / MINUTE)}`;
}

function waitingKey(rule: string, conversation: string): string {
  return `waiting:${rule}:${conversation}`;
}

function followUpKey(conversation: string): string {
  return `follow_up:${conversation}`;
}

function retryKey(run: string): string {
  return `retry:${run}`;
}

function isWait(item: LaterItem | WaitEnd): item is WaitItem {
  return item.kind === 'wait';
}

function isWaitEnd(item: LaterItem | WaitEnd): item is WaitEnd {
  return item.kind === 'wait_end';
}
