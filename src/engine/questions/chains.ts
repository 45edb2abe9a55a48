import type { Message } from '../../model/event';
import { beginsNewChain, type ChainState } from '../chain';
import type { QuestionItem } from '../later/question-item';

/** What begins with a customer's message: one automatic message is all that it gets. */
export function chainOfMessage({ id }: Pick<Message, 'id'>): ChainState {
  return { id: `message:${id}`, rules: [], answersCustomer: true, messaged: false, depth: 1 };
}

/** Nobody has written: what is said then answers no message. */
export function chainOfNoAnswer({ id, question, chain }: QuestionItem): ChainState {
  const isNew = beginsNewChain(question.within);
  return {
    id: `question:${id}`,
    rules: isNew ? [] : chain.rules,
    answersCustomer: false,
    messaged: false,
    depth: isNew ? 1 : chain.depth + 1,
  };
}
