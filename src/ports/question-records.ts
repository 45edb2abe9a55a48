import type { QuestionEnd } from '../model/question';
import { conversationKey, customerKey, hourKey } from './keys';
import type { Store } from './store';

/** Questions that are over, in the store. They go with the runs, after as many days. */
const QUESTION_ENDS = 'question_ends';

export function readEnds(store: Store, conversation: string): Promise<readonly QuestionEnd[]> {
  return store.read<QuestionEnd>([conversationKey(conversation), QUESTION_ENDS]);
}

/** What a conversation answered, the newest answer to each question. */
export async function readAnswers(store: Store, conversation: string): Promise<ReadonlyMap<string, string>> {
  const ends = (await readEnds(store, conversation)).toSorted((one, other) => one.ended - other.ended);
  return new Map(ends.flatMap(({ question, value }) => (value === undefined ? [] : [[question, value] as const])));
}

/** Of one question there is one end: a second one takes its place. */
export async function keepEnd(store: Store, end: QuestionEnd): Promise<void> {
  const keys = [
    conversationKey(end.conversation),
    customerKey(end.customer),
    hourKey(end.asked),
    QUESTION_ENDS,
  ] as const;
  await store.write([end.id, ...keys], end);
}
