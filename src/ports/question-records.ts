import type { QuestionEnd } from '../model/question';
import type { Store } from './store';

/** Questions that are over, in the store: by the day they ended, by their conversation, and by their own id. */
const QUESTION_ENDS = 'question_ends';

export function readEnds(store: Store, conversation: string): Promise<readonly QuestionEnd[]> {
  return store.read<QuestionEnd>([QUESTION_ENDS, conversationKey(conversation)]);
}

/** What a conversation answered, the newest answer to each question. */
export async function readAnswers(store: Store, conversation: string): Promise<ReadonlyMap<string, string>> {
  const ends = (await readEnds(store, conversation)).toSorted((one, other) => one.ended - other.ended);
  return new Map(ends.flatMap(({ question, value }) => (value === undefined ? [] : [[question, value] as const])));
}

/** Writing one twice is writing it once. */
export async function keepEnd(store: Store, end: QuestionEnd): Promise<void> {
  await store.write([QUESTION_ENDS, dayKey(end.ended), conversationKey(end.conversation), end.id], end);
}

/** Forgets those that ended on the day of this moment (ms since 1970). */
export async function forgetEnds(store: Store, at: number): Promise<void> {
  await store.remove([QUESTION_ENDS, dayKey(at)]);
}

function conversationKey(conversation: string): string {
  return `conversation:${conversation}`;
}

function dayKey(at: number): string {
  return `day:${new Date(at).toISOString().slice(0, 10)}`;
}
