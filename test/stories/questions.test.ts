import { sandbox, type Shop } from '../sandbox';
import { runLines } from './runs';

const TOPIC = {
  action: 'ask',
  id: 'topic',
  text: 'What is it about?',
  choices: [
    { value: 'billing', label: 'An invoice' },
    { value: 'delivery', label: 'My delivery' },
  ],
};
const ASK = {
  id: 'ask-topic',
  name: 'Ask what it is about',
  on: 'customer_message',
  if: { field: 'conversation.first_message', operator: 'is', value: true },
  do: [TOPIC],
};
const ON_ANSWER = {
  id: 'answered',
  name: 'Go on',
  on: 'question_answered',
  if: { field: 'question.id', operator: 'is', value: 'topic' },
  do: [{ action: 'send_message', text: 'You said {{answer.topic}}.{{^answer.topic}}Nothing.{{/answer.topic}}' }],
};
const EACH_MESSAGE = {
  id: 'each-message',
  name: 'A message',
  on: 'customer_message',
  if: { field: 'conversation.first_message', operator: 'is', value: false },
  do: [{ action: 'add_contact_tags', tags: ['wrote'] }],
};

async function withShop(rules: readonly object[], play: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules } },
  });
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

const RULES = [ASK, ON_ANSWER, EACH_MESSAGE];
const ASKED = 'Workflow: What is it about?\n1. An invoice\n2. My delivery';

describe('a question to the customer, on the real runtime', () => {
  it.each([
    ['its number', '2'],
    ['its number with a word', 'number 2 please'],
    ['its label', 'my DELIVERY!'],
    ['its value', 'delivery'],
  ])('is answered by %s', (_what, text) =>
    withShop(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await customer.writes(text);
      await shop.settled();
      expect(customer.sees()).toEqual(['ana: hi', ASKED, `ana: ${text}`, 'Workflow: You said delivery.']);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered by typing)',
        'answered on question_answered: send_message done',
      ]);
      expect(customer.buttons()).toEqual([]);
    }),
  );

  it('is answered with a button, which the transcript shows as a message', () =>
    withShop(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      expect(customer.buttons()).toEqual(['An invoice', 'My delivery']);
      await customer.taps('An invoice');
      await shop.settled();
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: An invoice', 'Workflow: You said billing.']);
      expect(customer.buttons()).toEqual([]);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered with a button)',
        'answered on question_answered: send_message done',
      ]);
    }));
});
