import { rule } from './fakes';

/** A step that asks, with its choices by value. */
export const asking = (id: string, text: string, choices: Readonly<Record<string, string>>) => ({
  action: 'ask',
  id,
  text,
  choices: Object.entries(choices).map(([value, label]) => ({ value, label })),
});

/** A rule that does this with the customer's first message. */
export const atFirst = (step: object) => ({
  id: 'ask',
  name: 'Ask',
  on: 'customer_message',
  if: { field: 'conversation.first_message', operator: 'is', value: true },
  do: [step],
});

/** The customer is asked when the conversation starts, and told what was understood. */
export const ASKED_AT_THE_START = [
  rule({
    id: 'asks',
    on: 'conversation_started',
    do: [asking('topic', 'What about?', { bill: 'An invoice', other: 'Something else' })],
  }),
  rule({ id: 'answered', on: 'question_answered', do: [{ action: 'send_message', text: '{{answer.topic}}' }] }),
];
