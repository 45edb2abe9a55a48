import { ACTIONS } from '../../../src/catalogue/actions/all';
import { FIELDS } from '../../../src/catalogue/fields';
import type { ActionStep, Condition } from '../../../src/catalogue/document';
import { describeRule, sayAction, sayCondition, voice, type Describable } from '../../../src/rules/describe';
import { LANGUAGES, message, translate } from '../../../src/text/message';
import { blanksLeft } from '../../support/texts';

const en = voice('en');

const RULE: Describable = {
  on: 'customer_message',
  if: {
    all: [
      { field: 'operation.hours', operator: 'is', value: 'closed' },
      { field: 'conversation.owner', operator: 'is_not', value: 'human' },
    ],
  },
  do: [
    { action: 'send_message', text: 'Hi {{customer.first_name}}, we are back {{operation.next_open}}.' },
    { action: 'add_contact_tags', tags: ['after-hours'] },
  ],
  once: { per: 'conversation', within: 'PT12H' },
};

describe('a rule is read back', () => {
  test.each([
    [
      'en',
      'When a customer writes, if we are closed and the conversation is not with a human agent: ' +
        'send the customer “Hi {first name}, we are back {Next opening}.”; ' +
        'tag the contact “after-hours”. At most once per conversation within 12 hours.',
    ],
    [
      'pt-BR',
      'Quando um cliente escreve, se o horário de atendimento está fechado e a conversa não está com um agente humano: ' +
        'enviar ao cliente “Hi {primeiro nome}, we are back {Próxima abertura}.”; ' +
        'etiquetar o contato com “after-hours”. No máximo uma vez por conversa a cada 12 horas.',
    ],
    [
      'es',
      'Cuando un cliente escribe, si el horario de atención está cerrado y la conversación no está con un agente humano: ' +
        'enviar al cliente «Hi {nombre de pila}, we are back {Próxima apertura}.»; ' +
        'etiquetar el contacto con «after-hours». Como máximo una vez por conversación cada 12 horas.',
    ],
    [
      'de',
      'Wenn ein Kunde schreibt und wenn gerade geschlossen ist und das Gespräch nicht bei einem Menschen liegt: ' +
        'dem Kunden „Hi {Vorname}, we are back {Nächste Öffnung}.“ senden; ' +
        '„after-hours“ zu den Tags des Kontakts hinzufügen. Höchstens einmal pro Gespräch (Mindestabstand: 12 Stunden).',
    ],
  ] as const)('in %s', (language, sentence) => {
    expect(describeRule(RULE, language)).toBe(sentence);
  });

  const UNASSIGN: Describable = { on: 'customer_message', if: 'always', do: [{ action: 'unassign' }] };
  test.each<[string, Partial<Describable>, string]>([
    ['always', {}, 'When a customer writes: put the conversation back in the queue.'],
    [
      'several events',
      { on: ['conversation_started', 'customer_message', 'agent_message'] },
      'When a conversation starts, a customer writes, or an agent writes: put the conversation back in the queue.',
    ],
    [
      'a wait',
      { wait: { for: 'PT5M' } },
      'When a customer writes: put the conversation back in the queue. ' +
        'It first waits 5 minutes, then checks the conditions again.',
    ],
    [
      'a wait that may end and start anew',
      { wait: { for: 'P1D', unless: ['agent_message'], restart: true } },
      'When a customer writes: put the conversation back in the queue. ' +
        'It first waits 1 day, then checks the conditions again; the wait is cancelled if an agent writes. ' +
        'Each new event restarts the wait.',
    ],
    [
      'once for each customer',
      { once: { per: 'customer' } },
      'When a customer writes: put the conversation back in the queue. Only once per customer.',
    ],
    [
      'stop; that it watches is shown beside it',
      { stop: true },
      'When a customer writes: put the conversation back in the queue. Stops here: no later rule runs.',
    ],
    [
      'how long ago somebody may have had the customer',
      { do: [{ action: 'assign', to: { last_agent: true, within: 'P30D' } }] },
      'When a customer writes: assign the conversation to whoever had this customer last, ' +
        'if that was no longer than 30 days ago.',
    ],
    ['no stop: nothing to add', { stop: false }, 'When a customer writes: put the conversation back in the queue.'],
  ])('%s', (_what, parts, sentence) => {
    expect(describeRule({ ...UNASSIGN, ...parts }, 'en')).toBe(sentence);
  });
});

const hello = { field: 'message.text', operator: 'contains', value: 'hello' };
const bye = { field: 'message.text', operator: 'contains', value: 'bye' };
const holiday = { field: 'operation.holiday', operator: 'is', value: true };

describe('conditions', () => {
  test.each<[string, Condition, string]>([
    ['one', hello, 'the message contains “hello”'],
    ['any of a list', { ...hello, value: ['a', 'b', 'c'] }, 'the message contains “a”, “b”, or “c”'],
    ['all of a list', { ...hello, operator: 'contains_all', value: ['a', 'b'] }, 'the message contains “a” and “b”'],
    ['case counts', { ...hello, case_sensitive: true }, 'the message contains “hello” (match case)'],
    ['all', { all: [hello, holiday] }, 'the message contains “hello” and today is a holiday'],
    ['any', { any: [hello, holiday] }, 'the message contains “hello” or today is a holiday'],
    ['none', { none: [hello, holiday] }, 'none of these is true: the message contains “hello” or today is a holiday'],
    ['a group of one', { all: [hello] }, 'the message contains “hello”'],
    [
      'groups in groups',
      { all: [{ any: [hello, bye] }, { none: [holiday] }] },
      '(the message contains “hello” or the message contains “bye”) and (none of these is true: today is a holiday)',
    ],
    [
      'a group alone in a group needs no brackets',
      { all: [{ any: [hello, bye] }] },
      'the message contains “hello” or the message contains “bye”',
    ],
    ['a boolean that is not', { ...holiday, value: false }, 'today is not a holiday'],
    ['nobody', { field: 'conversation.owner', operator: 'is', value: 'nobody' }, 'nobody has the conversation'],
    ['somebody', { field: 'conversation.owner', operator: 'is_not', value: 'nobody' }, 'somebody has the conversation'],
    ['choices', { field: 'agent.status', operator: 'is', value: ['away', 'offline'] }, 'the agent is away or offline'],
    ['a choice at all', { field: 'conversation.status', operator: 'is_set' }, 'the conversation’s status is set'],
    [
      'a calendar',
      { field: 'operation.hours.night-team', operator: 'is', value: 'open' },
      'the calendar “night-team” is open',
    ],
    [
      'a custom field as a number',
      { field: 'customer.custom.orders', operator: 'at_least', value: 5 },
      'the customer’s field “orders” is at least 5',
    ],
    [
      'a duration',
      { field: 'conversation.waiting', operator: 'greater_than', value: 'PT1H30M' },
      'the customer’s waiting time is more than 1 hour, 30 minutes',
    ],
    [
      'bounds of durations',
      { field: 'conversation.age', operator: 'between', value: ['PT1H', 'P1D'] },
      'the conversation’s age is between 1 hour and 1 day',
    ],
    [
      'times',
      { field: 'customer.local_time', operator: 'not_between', value: ['18:00', '08:00'] },
      'the customer’s local time is not between 18:00 and 08:00',
    ],
    [
      'tags',
      { field: 'customer.tags', operator: 'excludes', value: ['vip', 'spam'] },
      'the customer’s list of tags does not include “vip” or “spam”',
    ],
    [
      'a field that does not exist, in a draft',
      { field: 'customer.shoes', operator: 'is', value: 42 },
      'customer.shoes is 42',
    ],
  ])('%s', (_what, condition, words) => {
    expect(sayCondition(condition, en)).toBe(words);
  });

  test('a long text is cut', () => {
    expect(sayCondition({ ...hello, value: 'x'.repeat(500) }, en).length).toBeLessThan(150);
  });
});

describe('actions', () => {
  test.each<[ActionStep, string]>([
    [{ action: 'send_message', text: 'Hi\n\nthere' }, 'send the customer “Hi there”'],
    [{ action: 'send_message', text: 'Hi', as: 'agent' }, 'send the customer “Hi” in the agent’s name'],
    [
      { action: 'send_message', text: 'Hi', also: true },
      'send the customer “Hi”, even if another rule already replied',
    ],
    [{ action: 'assign', to: { agent: 'ana' } }, 'assign the conversation to “ana”'],
    [
      { action: 'assign', to: { agents: ['ana', 'bo'], pick: 'round_robin' } },
      'assign the conversation to one of “ana” and “bo” (in turn)',
    ],
    [
      { action: 'assign', to: { department: 'Sales' } },
      'assign the conversation to somebody in the department “Sales” (the least busy)',
    ],
    [
      { action: 'assign', to: { anyone: true, pick: 'random' } },
      'assign the conversation to anyone available (at random)',
    ],
    [
      { action: 'assign', to: { agent: 'ana', at_most: 1, otherwise: { agent: 'bo', at_most: 2 } } },
      'assign the conversation to “ana”, with at most 1 open conversation; otherwise assign the conversation to “bo”, with at most 2 open conversations',
    ],
    [{ action: 'close', comment: 'Bye' }, 'close the conversation with “Bye”'],
    [{ action: 'open' }, 'open a new conversation with the customer'],
    [{ action: 'open', agent: 'ana' }, 'open a new conversation with the customer for “ana”'],
    [{ action: 'open', text: 'Hi' }, 'open a new conversation with the customer and begin it with “Hi”'],
    [
      { action: 'open', agent: 'ana', text: 'Hi' },
      'open a new conversation with the customer for “ana” and begin it with “Hi”',
    ],
    [
      {
        action: 'set_topic',
        topic: '{{#customer.name}}Of {{customer.name}}{{/customer.name}}{{^customer.name}}x{{/customer.name}}',
      },
      'set the topic to “Of {Customer: name}(without {Customer: name}: x)”',
    ],
    [{ action: 'note_conversation', text: 'Call back' }, 'add a note for the agents: “Call back”'],
    [{ action: 'set_topic', topic: '{{message.text}}' }, 'set the topic to “{Message: text}”'],
    [
      { action: 'tag_conversation', add: ['a', 'b'], remove: ['c'] },
      'tag the conversation “a” and “b” and remove “c” from the conversation’s tags',
    ],
    [{ action: 'remove_contact_tags', tags: ['vip'] }, 'remove “vip” from the contact’s tags'],
    [{ action: 'note_contact', text: 'Called' }, 'add a note to the contact: “Called”'],
    [
      { action: 'update_contact', name: 'Ana', custom: { plan: '{{customer.custom.plan}}' } },
      'update the contact: Name “Ana” and plan “{custom field plan}”',
    ],
    [{ action: 'notify', room: 'leads', text: 'Look' }, 'send “Look” to the room “leads”'],
    [{ action: 'notify', user: 'ana', text: 'Look' }, 'send “Look” to “ana”'],
    [{ action: 'webhook', url: 'https://x.example', secret: 's3cret' }, 'send the event to “https://x.example”'],
  ])('%j', (step, words) => {
    expect(sayAction(step, en)).toBe(words);
  });

  test('a secret is never read back', () => {
    for (const language of LANGUAGES) {
      const step = { action: 'webhook', url: 'https://x.example', secret: 's3cret', headers: { Authorization: 'k3y' } };
      expect(sayAction(step, voice(language))).not.toMatch(/s3cret|k3y/);
    }
  });
});

describe('every entry’s own example can be read back', () => {
  const noKey = /\b(said|field|operator|action|param|choice|event)_[a-z_]+/;

  test.each(LANGUAGES)('in %s', (language) => {
    const speak = voice(language);
    for (const { id, example } of FIELDS) {
      const { operator, value } = example;
      const words = sayCondition({ field: id.replace('*', 'plan'), operator, value }, speak);
      expect(blanksLeft(words)).toEqual([]);
      expect(words).not.toMatch(noKey);
    }
    for (const { example } of ACTIONS) {
      const words = sayAction(example as ActionStep, speak);
      expect(blanksLeft(words)).toEqual([]);
      expect(words).not.toMatch(noKey);
    }
  });
});

test.each(ACTIONS.map((action) => [action.id, action] as const))(
  '%s reads back in every language',
  (_id, { example }) => {
    for (const language of LANGUAGES) {
      const unknown = translate(language, message('text_unknown', { key: '' })).replace(/[^\p{L}]+$/u, '');
      const sentence = sayAction(example as ActionStep, voice(language));
      expect(sentence).not.toContain(unknown);
      expect(sentence).not.toMatch(/said_|\{[a-z_]+\}/);
    }
  },
);
