import { on, readRule, said, told } from '../../support/read-rules';

/** Parts of a rule, and what is told about it without `error r `. None: the rule is right. */
type Case = readonly [what: string, parts: Record<string, unknown>, ...places: string[]];

function check(cases: readonly Case[]): void {
  test.each(cases.map(([what, parts, ...places]) => ({ what, parts, places })))('$what', ({ parts, places }) => {
    expect(told(readRule(parts))).toEqual(places.map((place) => `error r ${place}`));
  });
}

const say = { action: 'send_message', text: 'Hello' };
const fallback =
  '{{#conversation.custom.whatsapp_number}}{{conversation.custom.whatsapp_number}}{{/conversation.custom.whatsapp_number}}' +
  '{{^conversation.custom.whatsapp_number}}{{customer.phone}}{{/conversation.custom.whatsapp_number}}';
const once = { per: 'conversation' };
const message = on('message.text', 'contains', 'price');

describe('keys of a rule', () => {
  check([
    ['all of them', { description: 'x', mode: 'watch', once, wait: { for: 'PT1M' }, stop: true, tests: [] }],
    ['nothing but what is needed', {}],
    ['a name of 120 characters beyond the BMP', { name: '\u{1f600}'.repeat(120) }],
    ['a name of 121', { name: 'x'.repeat(121) }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['no name', { name: undefined }, 'name'],
    ['a name that is no text', { name: ['x'] }, 'name'],
    ['a description of 500', { description: 'x'.repeat(500) }],
    ['a description of 501', { description: 'x'.repeat(501) }, 'description'],
    ['an empty description', { description: '' }],
    ['every mode', { mode: 'off' }],
    ['another mode', { mode: 'on' }, 'mode'],
    ['no event', { on: undefined }, 'on'],
    ['an unknown event', { on: 'message' }, 'on'],
    ['a list of events', { on: ['customer_message', 'agent_message'] }],
    ['an unknown one in a list', { on: ['customer_message', 5] }, 'on[1]'],
    ['an empty list of events', { on: [] }, 'on'],
    ['no condition', { if: undefined }, 'if'],
    ['another word than always', { if: 'never' }, 'if'],
    ['stop that is no boolean', { stop: 1 }, 'stop'],
    ['five labels', { labels: ['vip', 'x'.repeat(40), 'äöü', '3', 'out of hours'] }],
    ['no labels', { labels: [] }],
    ['six labels', { labels: ['1', '2', '3', '4', '5', '6'] }, 'labels'],
    ['a label of 41 characters', { labels: ['a', 'x'.repeat(41)] }, 'labels[1]'],
    ['a blank label', { labels: [' '] }, 'labels[0]'],
    ['a label that is no list', { labels: 'vip' }, 'labels'],
    ['an unknown key', { when: 1 }, 'when'],
  ]);

  test('the nearest right one is named', () => {
    const parts = { on: 'customer_mesage', mode: 'Watch', wiat: {} };
    expect(said(readRule(parts))).toEqual([
      '"wiat" is not known here; did you mean "wait"?',
      '"Watch" is not allowed here; did you mean "watch"?',
      '"customer_mesage" is not an event; did you mean "customer_message"?',
    ]);
  });
});

describe('once and wait', () => {
  check([
    ['once a customer', { once: { per: 'customer' } }],
    ['once within a time', { once: { per: 'conversation', within: 'PT12H' } }],
    ['once within no time', { once: { per: 'conversation', within: 'PT0S' } }, 'once.within'],
    ['once within a number', { once: { per: 'conversation', within: 60 } }, 'once.within'],
    ['once within months', { once: { per: 'conversation', within: 'P1M' } }, 'once.within'],
    ['once for somebody else', { once: { per: 'agent' } }, 'once.per'],
    ['once for nobody', { once: {} }, 'once.per'],
    ['once as a word', { once: 'conversation' }, 'once'],
    ['an unknown key in once', { once: { per: 'customer', for: 'P1D' } }, 'once.for'],
    ['wait', { wait: { for: 'PT5M', unless: ['agent_message'], restart: true } }],
    ['wait for no time', { wait: { for: 'PT0S' } }, 'wait.for'],
    ['wait for something', { wait: { for: '5 minutes' } }, 'wait.for'],
    ['wait without a time', { wait: { unless: ['agent_message'] } }, 'wait.for'],
    ['unless an unknown event', { wait: { for: 'PT5M', unless: ['answer'] } }, 'wait.unless[0]'],
    ['unless nothing', { wait: { for: 'PT5M', unless: [] } }, 'wait.unless'],
    ['unless a single event', { wait: { for: 'PT5M', unless: 'agent_message' } }, 'wait.unless'],
    ['restart that is no boolean', { wait: { for: 'PT5M', restart: 'yes' } }, 'wait.restart'],
    ['wait as a duration', { wait: 'PT5M' }, 'wait'],
  ]);
});

describe('conditions', () => {
  const nested = (depth: number): unknown => (depth === 0 ? message : { all: [nested(depth - 1)] });
  check([
    ['always', { if: 'always' }],
    ['a comparison', { if: message }],
    ['groups in groups', { if: { all: [{ any: [message] }, { none: [on('message.text', 'contains', 'free')] }] } }],
    ['five groups inside one another', { if: nested(5) }],
    ['six', { if: nested(6) }, `if${'.all[0]'.repeat(5)}`],
    ['seven, told once', { if: nested(7) }, `if${'.all[0]'.repeat(5)}`],
    ['50 conditions', { if: { any: [{ all: Array(25).fill(message) }, { all: Array(25).fill(message) }] } }],
    ['51', { if: { any: [{ all: Array(25).fill(message) }, { all: Array(26).fill(message) }] } }, 'if'],
    ['an empty group', { if: { any: [] } }, 'if.any'],
    ['an empty group within', { if: { any: [message, { none: [] }] } }, 'if.any[1].none'],
    ['a group that is no list', { if: { all: message } }, 'if.all'],
    ['two groups', { if: { all: [message], any: [message] } }, 'if'],
    ['a group and a field', { if: { all: [message], ...message } }, 'if'],
    ['an unknown key beside a group', { if: { all: [message], note: 'x' } }, 'if.note'],
    ['an unknown key in a comparison', { if: { ...message, valeu: 'x' } }, 'if.valeu'],
    ['a text', { if: { all: ['always'] } }, 'if.all[0]'],
    ['a list', { if: [message] }, 'if'],
    ['an object without anything', { if: {} }, 'if'],
    ['no field', { if: { operator: 'is', value: 'x' } }, 'if.field'],
    ['no operator', { if: { field: 'message.text', value: 'x' } }, 'if.operator'],
    ['a field that is no text', { if: { ...message, field: 5 } }, 'if.field'],
    ['an operator that is no text', { if: { ...message, operator: {} } }, 'if.operator'],
    ['an unknown field', { if: on('message.body', 'is', 'x') }, 'if.field'],
    ['a family without a key', { if: on('customer.custom', 'is', 'x') }, 'if.field'],
    ['a custom key with a dot', { if: on('customer.custom.a.b', 'is', 'x') }, 'if.field'],
    ['a custom key', { if: on('customer.custom.Plan_2-b', 'is', 'x') }],
    ['an operator of another kind', { if: on('conversation.status', 'contains', 'open') }, 'if.operator'],
    [
      'case that says nothing',
      { if: on('conversation.status', 'is', 'open', { case_sensitive: true }) },
      'if.case_sensitive',
    ],
    ['case for a locale', { if: on('customer.locale', 'is', 'pt', { case_sensitive: true }) }, 'if.case_sensitive'],
    ['case for a text', { if: on('message.text', 'is', 'PT', { case_sensitive: true }) }],
    ['case that is no boolean', { if: on('message.text', 'is', 'x', { case_sensitive: 'yes' }) }, 'if.case_sensitive'],
  ]);

  test('what a condition says about the nearest right one', () => {
    const wrong = {
      all: [on('mesage.text', 'is', 'x'), on('message.text', 'contain', 'x'), { feild: 'x', operator: 'is' }],
    };
    expect(said(readRule({ if: wrong })).slice(0, 3)).toEqual([
      '"mesage.text" is not a field; did you mean "message.text"?',
      expect.stringContaining('did you mean "contains"?'),
      '"feild" is not known here; did you mean "field"?',
    ]);
  });

  test('a key of somebody’s own is written as a custom field', () => {
    expect(said(readRule({ if: on('customer.vip', 'is', 'yes') }))).toEqual([
      '"customer.vip" is not a field; a custom field is written as "customer.custom.vip"',
    ]);
    expect(said(readRule({ if: on('customer.emial', 'is_set') }))).toEqual([
      '"customer.emial" is not a field; did you mean "customer.email"?',
    ]);
  });
});

describe('values', () => {
  check([
    ['a list of texts', { if: on('message.text', 'contains', ['a', 'b']) }],
    ['a number for a text', { if: on('message.text', 'contains', 5) }, 'if.value'],
    ['one wrong entry of a list', { if: on('message.text', 'contains', ['a', null]) }, 'if.value[1]'],
    ['an empty list', { if: on('message.text', 'contains', []) }, 'if.value'],
    ['a text that folds to nothing', { if: on('message.text', 'contains', '\u200b ') }, 'if.value'],
    ['no value', { if: on('message.text', 'contains') }, 'if.value'],
    ['a value where none is taken', { if: on('customer.email', 'is_set', true) }, 'if.value'],
    ['a list in a list', { if: on('message.text', 'contains', [['a']]) }, 'if.value[0]'],
    ['an object', { if: on('message.text', 'contains', { a: 1 }) }, 'if.value'],
    ['a pattern', { if: on('message.text', 'matches', '^[a-z]+$') }],
    ['a pattern that is none', { if: on('message.text', 'matches', '(') }, 'if.value'],
    ['a pattern that looks around', { if: on('message.text', 'matches', '(?=x)') }, 'if.value'],
    ['a pattern of 201 characters', { if: on('message.text', 'matches', 'x'.repeat(201)) }, 'if.value'],
    ['a choice', { if: on('conversation.status', 'is', ['open', 'queued']) }],
    ['another choice', { if: on('conversation.status', 'is', 'opened') }, 'if.value'],
    ['a choice in capitals', { if: on('conversation.status', 'is', 'Open') }, 'if.value'],
    ['a number', { if: on('conversation.message_count', 'at_least', 3) }],
    ['a number as text', { if: on('conversation.message_count', 'at_least', '3') }, 'if.value'],
    ['bounds', { if: on('conversation.message_count', 'between', [3, 3]) }],
    ['reversed bounds', { if: on('conversation.message_count', 'between', [4, 3]) }, 'if.value'],
    ['one bound', { if: on('conversation.message_count', 'between', [4]) }, 'if.value'],
    ['a duration of nothing in a condition', { if: on('conversation.waiting', 'greater_than', 'PT0S') }],
    ['a duration in minutes', { if: on('conversation.age', 'at_least', 5) }, 'if.value'],
    ['times past midnight', { if: on('operation.time', 'between', ['18:00', '08:00']) }],
    ['times until 24:00', { if: on('operation.time', 'between', ['18:00', '24:00']) }],
    ['equal times', { if: on('operation.time', 'between', ['08:00', '08:00']) }, 'if.value'],
    ['a time without a zero', { if: on('operation.time', 'between', ['8:00', '09:00']) }, 'if.value[0]'],
    ['a boolean', { if: on('customer.returning', 'is', false) }],
    ['a boolean as text', { if: on('customer.returning', 'is', 'false') }, 'if.value'],
  ]);
});

describe('actions', () => {
  check([
    ['20', { do: Array(20).fill({ action: 'assign', to: { anyone: true } }) }],
    ['21', { do: Array(21).fill({ action: 'assign', to: { anyone: true } }) }, 'do'],
    ['none', { do: [] }, 'do'],
    ['no list of them', { do: say }, 'do'],
    ['no key for them', { do: undefined }, 'do'],
    ['an entry that is none', { do: ['close'] }, 'do[0]'],
    ['no id', { do: [{ text: 'x' }] }, 'do[0].action'],
    ['an unknown one', { do: [{ action: 'send' }] }, 'do[0].action'],
    ['an id that is no text', { do: [{ action: 5 }] }, 'do[0].action'],
    ['a parameter that lacks', { once, do: [{ action: 'send_message' }] }, 'do[0].text'],
    ['a parameter of the wrong kind', { once, do: [{ ...say, text: 5 }] }, 'do[0].text'],
    ['an empty text', { once, do: [{ ...say, text: '' }] }, 'do[0].text'],
    ['another choice', { once, do: [{ ...say, as: 'me' }] }, 'do[0].as'],
    ['an unknown parameter', { once, do: [{ ...say, txt: 'x' }] }, 'do[0].txt'],
    ['also', { once, do: [{ ...say, also: true }] }],
    ['also that is no boolean', { once, do: [{ ...say, also: 'yes' }] }, 'do[0].also'],
    ['also where nothing is sent', { do: [{ action: 'close', comment: 'x', also: true }] }, 'do[0].also'],
    ['assign to one', { do: [{ action: 'assign', to: { agent: 'anna' } }] }],
    ['assign to several', { do: [{ action: 'assign', to: { agents: ['anna', 'ben'], pick: 'round_robin' } }] }],
    ['assign to an empty list', { do: [{ action: 'assign', to: { agents: [] } }] }, 'do[0].to.agents'],
    ['assign to nobody', { do: [{ action: 'assign', to: {} }] }, 'do[0].to'],
    ['assign to a text', { do: [{ action: 'assign', to: 'anna' }] }, 'do[0].to'],
    ['assign to two things', { do: [{ action: 'assign', to: { agent: 'anna', department: 'x' } }] }, 'do[0].to'],
    ['assign to something misspelt', { do: [{ action: 'assign', to: { agnet: 'anna' } }] }, 'do[0].to.agnet'],
    [
      'a pick where there is one',
      { do: [{ action: 'assign', to: { agent: 'anna', pick: 'first' } }] },
      'do[0].to.pick',
    ],
    ['an unknown pick', { do: [{ action: 'assign', to: { anyone: true, pick: 'best' } }] }, 'do[0].to.pick'],
    ['tags', { do: [{ action: 'add_contact_tags', tags: ['a', 'b'] }] }],
    ['a message to a room, without a text', { do: [{ action: 'notify', room: 'team' }] }, 'do[0].text'],
    ['a message to nobody', { do: [{ action: 'notify', text: 'x' }] }, 'do[0]'],
    ['a message to nobody, without a text', { do: [{ action: 'notify' }] }, 'do[0]', 'do[0].text'],
    ['a message to two', { do: [{ action: 'notify', room: 'team', user: 'anna', text: 'x' }] }, 'do[0]'],
    ['a contact that gets nothing', { do: [{ action: 'update_contact' }] }, 'do[0]'],
    ['a contact that gets no fields', { do: [{ action: 'update_contact', custom: {} }] }, 'do[0]'],
    ['a short text with a long fallback', { do: [{ action: 'update_contact', phone: fallback }] }],
    ['a tag with a long fallback', { do: [{ action: 'tag_conversation', add: [fallback] }] }],
    ['a topic with a long fallback', { do: [{ action: 'set_topic', topic: fallback }] }],
    [
      'a webhook',
      { do: [{ action: 'webhook', url: 'https://a.example/b', headers: { 'X-Of': '{{customer.name}}' } }] },
    ],
    ['a webhook without an address', { do: [{ action: 'webhook', url: 'a.example' }] }, 'do[0].url'],
    [
      'headers with a wrong name, a wrong kind, a wrong template',
      { do: [{ action: 'webhook', url: 'https://a.example', headers: { 'a b': 'x', c: 5, d: '{{e}}' } }] },
      'do[0].headers',
      'do[0].headers.c',
      'do[0].headers.d',
    ],
    ['no tags', { do: [{ action: 'add_contact_tags', tags: [] }] }, 'do[0].tags'],
    ['a tag that is a number', { do: [{ action: 'add_contact_tags', tags: ['a', 1] }] }, 'do[0].tags[1]'],
  ]);
});

describe('templates', () => {
  const with_ = (text: string) => ({ once, do: [{ ...say, text }] });
  check([
    ['fields', with_('{{customer.name}} {{message.text}} {{customer.custom.plan}}')],
    ['what is no field', with_('{{customer.first_name}} {{operation.next_open}} {{conversation.url}} {{rule.name}}')],
    [
      'sections',
      with_('{{#customer.name}}Hi {{customer.name}}{{/customer.name}}{{^customer.name}}Hi{{/customer.name}}'),
    ],
    ['an unknown name', with_('{{customer.nmae}}'), 'do[0].text'],
    ['two unknown names', with_('{{a.b}} {{c.d}}'), 'do[0].text', 'do[0].text'],
    ['an unknown section', with_('{{#vip}}x{{/vip}}'), 'do[0].text'],
    [
      'a section in a section',
      with_('{{#customer.name}}{{#customer.city}}x{{/customer.city}}{{/customer.name}}'),
      'do[0].text',
    ],
    ['a section left open', with_('{{#customer.name}}x'), 'do[0].text'],
    ['a partial', with_('{{>x}}'), 'do[0].text'],
    ['another delimiter', with_('{{=<% %>=}}'), 'do[0].text'],
    ['three braces', with_('{{{customer.name}}}'), 'do[0].text'],
    ['an ampersand', with_('{{&customer.name}}'), 'do[0].text'],
    ['a tag that is not closed', with_('{{customer.name'), 'do[0].text'],
    ['in a list', { do: [{ action: 'add_contact_tags', tags: ['a', '{{b}}'] }] }, 'do[0].tags[1]'],
  ]);
});

describe('a text in several languages', () => {
  const sends = (text: unknown): Record<string, unknown> => ({ do: [{ action: 'note_conversation', text }] });
  check([
    [
      'one a language',
      sends({ en: 'We are back {{operation.next_open}}.', 'pt-BR': 'Voltamos {{operation.next_open}}.' }),
    ],
    ['no language', sends({}), 'do[0].text'],
    ['a tag that is none', sends({ 'not a tag': 'Hi' }), 'do[0].text.not a tag'],
    ['an empty version', sends({ en: '' }), 'do[0].text.en'],
    ['a version that is no text', sends({ en: 5 }), 'do[0].text.en'],
    ['an unknown name in one version', sends({ en: 'Hi', de: 'Hallo {{kunde}}' }), 'do[0].text.de'],
    ['where a machine reads it', { do: [{ action: 'update_contact', name: { en: 'Ana' } }] }, 'do[0].name'],
  ]);
});

describe('braces where nothing is filled in', () => {
  const [name, secret] = ['{{customer.name}}', 's3cret {{x}}'];
  check([
    ['a username', { do: [{ action: 'assign', to: { agent: name } }] }, 'do[0].to.agent'],
    ['one of several', { do: [{ action: 'assign', to: { agents: ['anna', name] } }] }, 'do[0].to.agents[1]'],
    ['with blanks, told once', { do: [{ action: 'assign', to: { agent: '{{ customer.name }}' } }] }, 'do[0].to.agent'],
    ['a department', { do: [{ action: 'assign', to: { department: name } }] }, 'do[0].to.department'],
    ['a room', { do: [{ action: 'notify', room: name, text: name }] }, 'do[0].room'],
    ['somebody in an action without templates', { do: [{ action: 'open', agent: name }] }, 'do[0].agent'],
    ['an address', { do: [{ action: 'webhook', url: 'https://x.example/{{customer.name}}' }] }, 'do[0].url'],
    ['a secret', { do: [{ action: 'webhook', url: 'https://x.example', secret }] }, 'do[0].secret'],
    ['where templates are', { do: [{ action: 'webhook', url: 'https://x.example', headers: { 'X-Name': name } }] }],
    ['tags, which are templates', { do: [{ action: 'add_contact_tags', tags: [name] }] }],
  ]);

  test('the sentence says where they are, and shows no secret', () => {
    expect(said(readRule({ do: [{ action: 'webhook', url: 'https://x.example', secret }] }))).toEqual([
      '{{…}} is not filled in here, only in headers.…; write what is meant',
    ]);
  });
});

describe('the sentence says what would be right', () => {
  const ask = { action: 'ask', id: 'order', text: 'Which order?' };
  test.each<[what: string, parts: Record<string, unknown>, ...sentences: string[]]>([
    [
      'where an answer may be saved',
      { do: [{ ...ask, save: 'customer.age' }] },
      'an answer can be saved in customer.name, customer.email, customer.phone, customer.custom.<key> or conversation.custom.<key>',
    ],
    [
      'the id of a question',
      { do: [{ ...ask, id: 'Order' }] },
      '"Order" is not a valid id; use a-z, 0-9 and "-", 1 to 64 characters',
    ],
    [
      'the id of an input',
      { on: 'manual', inputs: [{ id: 'A b', label: 'A', kind: 'text' }] },
      '"A b" is not a valid id; use a-z, 0-9 and "-", 1 to 64 characters',
    ],
    ['a whole number', { do: [{ ...ask, tries: 1.5 }] }, '1.5 must be a whole number, without quotation marks'],
    ['true', { do: [{ ...ask, repeat: 'true' }] }, '"true" is not allowed here; allowed: true'],
    [
      'a language',
      { do: [{ action: 'note_conversation', text: { e: 'Hi' } }] },
      '"e" is not a language tag such as "en" or "pt-BR"',
    ],
    [
      'tags',
      { do: [{ action: 'add_contact_tags', tags: ['vip,new'] }] },
      '"vip,new" has a comma in it; write each tag by itself',
    ],
    [
      'each key once',
      { on: 'schedule', schedule: { at: 'Mon 09:00', zone: 'UTC' } },
      '"zone" is not known here; allowed: at, calendar, over, every',
    ],
    [
      'an event, not a key of one',
      { on: { event: 'manual' } },
      expect.stringMatching(/^\{…\} is not an event; allowed: customer_message, /) as string,
    ],
    [
      'a group of another name, which is not empty',
      { if: { and: [message] } },
      '"and" is not known here; did you mean "all"?',
    ],
    [
      'the event that has the field',
      { do: [{ action: 'note_conversation', text: '{{question.id}}' }] },
      '"question.id" has no value on customer_message, only on question_answered',
    ],
  ])('%s', (_, parts, ...sentences) => expect(said(readRule(parts))).toEqual(sentences));

  test('a JSON pointer', () => {
    const lookups = { order: { get: 'https://shop.example/order', read: 'status' } };
    expect(said(readRule({}, {}, { lookups }))).toEqual([
      '"status" is not a JSON pointer; write it as /orders/0/status',
    ]);
  });
});

describe('one fallback after the other, each of seven ways', () => {
  const after = (last: object, levels = 12) => {
    let to = last;
    for (let left = levels; left > 0; left--)
      to = { ...(left % 2 ? { actor: true } : { manager: true }), otherwise: to };
    return { do: [{ action: 'assign', to }] };
  };
  const place = `do[0].to${'.otherwise'.repeat(12)}`;
  check([
    ['twelve are read at once', after({ anyone: true })],
    ['a wrong one at the end', after({ agnet: 'ana' }), `${place}.agnet`],
    ['two ways at the end', after({ agent: 'ana', anyone: true }), place],
    ['none at the end', after({}), place],
    ['fifty levels', after({ anyone: true }, 49)],
    ['one more', after({ anyone: true }, 50), 'do[0].to'],
    ['a thousand', after({ anyone: true }, 999), 'do[0].to'],
  ]);

  it('is told how many there may be', () => {
    expect(said(readRule(after({ anyone: true }, 999)))).toEqual([
      'this is nested more than 50 levels deep; use fewer levels',
    ]);
  });
});
