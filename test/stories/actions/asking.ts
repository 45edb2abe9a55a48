import { closes, lacks, onClose, held, type ActionCase, type Stage } from './case';

const MAIL = {
  action: 'ask',
  id: 'mail',
  text: 'Your e-mail, {{customer.name}}?',
  as: 'email',
  save: 'customer.email',
};
const TOPIC = {
  action: 'ask',
  id: 'topic',
  text: 'What about?',
  choices: [
    { value: 'bill', label: 'An invoice' },
    { value: 'other', label: 'Something else' },
  ],
};
const QUESTION = 'What about?\n1. An invoice\n2. Something else';
const asked = ({ customer }: Stage) => customer.sees().filter((line) => line === `Workflow: ${QUESTION}`).length;

export const ASK: readonly ActionCase[] = [
  {
    name: 'with choices: one message, with buttons in the widget',
    step: TOPIC,
    ends: 'done',
    after: (s) => {
      expect(asked(s)).toBe(1);
      expect(s.customer.buttons()).toEqual(['An invoice', 'Something else']);
      // Agents see blocks alone: there the text stands in one.
      expect(JSON.stringify(s.shop.workspace.data.messages.at(-1)?.blocks)).toContain(JSON.stringify(QUESTION));
    },
  },
  {
    name: 'for an e-mail address, which is asked for again, and written down',
    step: MAIL,
    then: async (s) => {
      await s.customer.writes('maybe later');
      await s.shop.settled();
      expect(s.customer.sees().at(-1)).toContain('does not look like an e-mail address');
      await s.customer.writes('Ana@Example.com');
    },
    ends: 'done (answered by typing)',
    after: (s) => expect(s.customer.profile().visitorEmails?.[0]?.address.toLowerCase()).toBe('ana@example.com'),
  },
  {
    name: 'the answer cannot be saved: the record says so, and the answer stands',
    step: { ...MAIL, as: 'text', save: 'customer.custom.zip' },
    then: (s) => s.customer.writes('no digits'),
    ends: 'done (the server refused: Invalid value for zip field)',
  },
  {
    name: 'in the customer’s language',
    step: { ...TOPIC, text: { en: 'What about?', de: 'Worum geht es?' } },
    ends: 'done',
    after: (s) => expect(asked(s)).toBe(1),
  },
  {
    name: 'a human has the conversation',
    step: TOPIC,
    given: held,
    ends: 'skipped (anna has the conversation; "with_agent": true would ask all the same)',
  },
  {
    name: 'a human has the conversation, and it is asked all the same',
    step: { ...TOPIC, with_agent: true },
    given: held,
    ends: 'done',
  },
  { name: 'the conversation is over', step: TOPIC, ...onClose, ends: 'failed (the conversation is closed)' },
  {
    name: 'two at once',
    step: [TOPIC, { ...MAIL, also: true }],
    ends: 'done, skipped (the question “topic” is still open)',
  },
  {
    name: 'the server refuses: no question is open then',
    step: [TOPIC, { ...MAIL, also: true }],
    faults: (s) => s.shop.faults.fails('message.create'),
    ends: 'failed (the server refused: The sandbox made this call fail), done',
  },
  {
    name: 'the database is away for a moment: half a minute later it is asked',
    step: TOPIC,
    faults: (s) => s.shop.faults.fails('message.create', 1, 'MongoNetworkError: connection closed'),
    then: (s) => s.shop.advance('PT1M'),
    ends: 'done',
    after: (s) => expect(asked(s)).toBe(1),
  },
  {
    name: 'the question is there, and the answer to the app is lost: it is not asked again',
    step: TOPIC,
    faults: (s) => s.shop.faults.failsAfter('message.create', 1, 'MongoNetworkError: connection closed'),
    then: (s) => s.shop.advance('PT1M'),
    ends: 'done (an earlier attempt had worked, although the server reported an error)',
    after: (s) => expect(asked(s)).toBe(1),
  },
  {
    name: 'the conversation is closed before anybody answers',
    step: TOPIC,
    then: closes,
    ends: 'done (ended: the conversation was closed)',
  },
  { name: 'without the right to write', step: TOPIC, without: 'message.write', ends: lacks('message.write') },
];
