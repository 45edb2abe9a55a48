/** The rules of the rows in which something is done. Their words are in no text of the workload. */
const begins = (word: string) => ({ field: 'message.text', operator: 'starts_with', value: word });

export const MATCH = {
  id: 'match',
  name: 'Answer',
  on: 'customer_message',
  if: begins('#match'),
  do: [{ action: 'send_message', text: 'Thank you, we have your message.' }],
};

/** To the other one of two, every time. */
export const ASSIGN = {
  id: 'assign',
  name: 'Hand on',
  on: 'customer_message',
  if: begins('#assign'),
  do: [{ action: 'assign', to: { agents: ['anna', 'ben'], pick: 'first' } }],
};

/** Asks for what was said so far, and does nothing. */
export const HISTORY = {
  id: 'history',
  name: 'Remember',
  on: 'customer_message',
  if: { all: [begins('#history'), { field: 'conversation.text', operator: 'contains', value: 'refund of the moon' }] },
  do: [{ action: 'close', comment: 'Goodbye' }],
};
