import { QUESTION_OUTCOMES, type QuestionOutcome } from '../../model/question';
import { message, type Text } from '../../text/message';
import { questionAnswered } from '../events';
import { choiceKey } from '../keys';
import { ofEvent, ofSource } from './define';
import type { Field } from './field';

const ON_ANSWER = [questionAnswered.id];

export const QUESTION_FIELDS: readonly Field[] = [
  ofEvent(
    {
      id: 'question.id',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'team',
      names: 'question',
      lasting: ON_ANSWER,
      events: ON_ANSWER,
      example: { operator: 'is', value: 'topic', match: 'topic', noMatch: 'rating' },
    },
    ({ event }) => event.question?.id,
  ),
  ofEvent(
    {
      id: 'question.outcome',
      kind: 'choice',
      choices: QUESTION_OUTCOMES,
      mayMiss: true,
      writtenBy: 'team',
      lasting: ON_ANSWER,
      events: ON_ANSWER,
      example: { operator: 'is', value: ['tapped', 'typed'], match: 'typed', noMatch: 'no_answer' },
    },
    ({ event }) => event.question?.outcome,
  ),
  {
    // Takes the operators of numbers, too: a rating is one.
    id: 'answer.*',
    kind: 'custom',
    family: 'question',
    mayMiss: true,
    writtenBy: 'customer',
    ...ofSource('answers', (answers, _facts, key) => answers.get(key)),
    example: { operator: 'is', value: 'sales', match: 'sales', noMatch: 'support' },
  },
];

/** How a question ended, for its record. */
export function saidOutcome(outcome: QuestionOutcome): Text {
  return message(choiceKey('question.outcome', outcome));
}
