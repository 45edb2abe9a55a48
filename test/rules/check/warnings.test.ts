import { on, read, readRule, rule, said, told } from '../../support/read-rules';

const status = (value: unknown, operator = 'is') => on('conversation.status', operator, value);
const text = (operator: string, value?: unknown, more = {}) => on('message.text', operator, value, more);
const cased = { case_sensitive: true };
const count = (operator: string, value: unknown) => on('conversation.message_count', operator, value);
const tags = (operator: string, value?: unknown) => on('customer.tags', operator, value);
const time = (operator: string, value: unknown) => on('operation.time', operator, value);
const locale = (operator: string, value: unknown) => on('customer.locale', operator, value);
const plan = (operator: string, value?: unknown) => on('customer.custom.plan', operator, value);
const age = (operator: string, value: unknown) => on('conversation.age', operator, value);
const email = (operator: string, value?: unknown) => on('customer.email', operator, value);
const department = (operator: string, value: unknown) => on('conversation.department', operator, value);

type Case = readonly [what: string, condition: unknown, ...places: string[]];
function check(cases: readonly Case[]): void {
  test.each(cases.map(([what, condition, ...places]) => ({ what, condition, places })))(
    '$what',
    ({ condition, places }) => {
      expect(told(readRule({ if: condition }))).toEqual(places.map((place) => `warning r ${place}`));
    },
  );
}

describe('conditions that exclude each other', () => {
  check([
    ['two choices', { all: [status('open'), status('closed')] }, 'if'],
    ['a choice and not it', { all: [status('open'), status(['open', 'queued'], 'is_not')] }, 'if'],
    ['one choice of two', { all: [status(['open', 'closed']), status('closed', 'is_not')] }],
    ['every choice refused', { all: [status(['open', 'closed', 'queued', 'on_hold'], 'is_not')] }, 'if.all[0]'],
    ['apart from one another', { all: [status('open'), { all: [status('closed')] }] }, 'if'],
    ['in two groups that may hold', { any: [{ all: [status('open')] }, { all: [status('closed')] }] }],
    ['in a group within any', { any: [text('is', 'x'), { all: [status('open'), status('closed')] }] }, 'if.any[1]'],
    ['with any of one field', { all: [{ any: [status('open'), status('queued')] }, status('closed')] }, 'if'],
    ['with any of several fields', { all: [{ any: [status('open'), text('is', 'x')] }, status('on_hold')] }],
    ['with none', { all: [status('open'), { none: [status('open')] }] }, 'if'],
    ['none of what is always true', { none: [status('open'), status('open', 'is_not')] }, 'if'],
    ['numbers', { all: [count('greater_than', 5), count('less_than', 5)] }, 'if'],
    ['numbers that meet', { all: [count('at_least', 5), count('at_most', 5)] }],
    ['numbers with nothing whole between', { all: [count('greater_than', 5), count('less_than', 6)] }, 'if'],
    ['fewer than none', count('less_than', 0), 'if'],
    ['ranges', { all: [count('between', [1, 3]), count('between', [4, 9])] }, 'if'],
    ['ranges that overlap', { all: [count('between', [1, 4]), count('between', [4, 9])] }],
    ['durations', { all: [age('at_least', 'P1D'), age('less_than', 'PT24H')] }, 'if'],
    ['durations that overlap', { all: [age('at_least', 'P1D'), age('less_than', 'P2D')] }],
    ['times', { all: [time('between', ['08:00', '12:00']), time('between', ['12:00', '13:00'])] }, 'if'],
    ['times past midnight', { all: [time('between', ['22:00', '06:00']), time('between', ['05:59', '07:00'])] }],
    ['booleans', { all: [on('customer.returning', 'is', true), on('customer.returning', 'is', false)] }, 'if'],
    ['lists', { all: [tags('includes', 'VIP'), tags('excludes', ['vip', 'x'])] }, 'if'],
    ['lists that have both', { all: [tags('includes', 'vip'), tags('includes', 'new')] }],
    ['lists that may have one', { all: [tags('includes', ['vip', 'new']), tags('excludes', 'new')] }],
    ['a list with and without anything', { all: [tags('is_not_set'), tags('includes', 'vip')] }, 'if'],
    ['departments', { all: [department('is', 'Sales'), department('is_not', ['Sales', 'Support'])] }, 'if'],
    ['a department by name and by id', { all: [department('is', 'Sales'), department('is', 'a1b2c3')] }],
    ['texts', { all: [text('is', 'yes'), text('is', 'no')] }, 'if'],
    ['the same text', { all: [text('is', 'yes'), text('is', ['YES', 'no'])] }],
    ['a text and a part it lacks', { all: [text('is', 'yes'), text('contains', 'no')] }, 'if'],
    ['a text and a part it has', { all: [text('is', 'yes'), text('contains', 'ye')] }],
    ['a part and not it', { all: [text('contains', 'invoices'), text('not_contains', ['invoice'])] }, 'if'],
    ['a part and not a longer one', { all: [text('contains', 'invoice'), text('not_contains', 'invoices')] }],
    ['two parts', { all: [text('contains', 'a'), text('contains', 'b')] }],
    ['one of two parts', { all: [text('contains', ['a', 'b']), text('not_contains', 'a')] }],
    ['two beginnings', { all: [text('starts_with', 'a'), text('starts_with', 'b')] }, 'if'],
    ['a beginning and a longer one', { all: [text('starts_with', 'a'), text('starts_with', 'ab')] }],
    ['two ends', { all: [email('ends_with', '@a.example'), email('ends_with', '@b.example')] }, 'if'],
    ['a beginning and an end', { all: [text('starts_with', 'a'), text('ends_with', 'b')] }],
    ['set and not set', { all: [email('is_set'), email('is_not_set')] }, 'if'],
    ['not set and something', { all: [email('contains', '@'), email('is_not_set')] }, 'if'],
    ['not set and not something', { all: [email('not_contains', '@'), email('is_not_set')] }],
    ['a word and its part', { all: [text('contains', 'car'), text('not_has_word', 'car')] }],
    ['a word and not it', { all: [text('has_word', 'car'), text('not_contains', 'car')] }, 'if'],
    ['a pattern and not it', { all: [text('matches', 'a+'), text('not_matches', 'a+')] }, 'if'],
    ['two patterns', { all: [text('matches', '^a'), text('matches', '^b')] }],
    ['in another case', { all: [text('contains', 'a'), text('not_contains', 'A', { case_sensitive: true })] }],
    ['in the same case', { all: [text('contains', 'A', { case_sensitive: true }), text('not_contains', 'a')] }, 'if'],
    ['whole, in two cases', { all: [text('is', 'a', cased), text('is', 'A', cased)] }, 'if'],
    ['whole, in one case and any', { all: [text('is', 'a', cased), text('is', 'A')] }],
    ['whole, and not it, in one case', { all: [text('is', 'A', cased), text('is_not', 'A', cased)] }, 'if'],
    ['whole, and not in another case', { all: [text('is', 'A', cased), text('is_not', 'a', cased)] }],
    ['beginnings in two cases', { all: [text('starts_with', 'A', cased), text('starts_with', 'a', cased)] }, 'if'],
    ['locales', { all: [locale('is', 'pt'), locale('is', 'es')] }, 'if'],
    ['a locale in a range', { all: [locale('is', 'pt'), locale('is', 'pt-BR')] }],
    ['a locale and not its range', { all: [locale('is', 'pt-BR'), locale('is_not', 'pt')] }, 'if'],
    ['a range and not one of its locales', { all: [locale('is', 'pt'), locale('is_not', 'pt-BR')] }],
    ['custom fields as numbers', { all: [plan('at_least', 5), plan('less_than', 5)] }, 'if'],
    ['custom fields as texts', { all: [plan('is', 'gold'), plan('is', 'silver')] }, 'if'],
    ['custom fields as both', { all: [plan('is', '5'), plan('at_least', 5)] }],
    ['different fields', { all: [on('customer.city', 'is', 'x'), on('customer.country', 'is', 'y')] }],
    ['told once, where it is', { all: [{ all: [status('open'), status('closed')] }, status('queued')] }, 'if.all[0]'],
  ]);
});

describe('conditions that are always true', () => {
  check([
    ['not one or not the other', { any: [status('open', 'is_not'), status('closed', 'is_not')] }, 'if'],
    ['not one or not the other text', { any: [text('is_not', 'a'), text('is_not', 'b')] }, 'if'],
    ['neither', { all: [text('is_not', 'a'), text('is_not', 'b')] }],
    ['one or not it', { any: [tags('includes', 'vip'), tags('excludes', 'vip')] }, 'if'],
    ['without one part or without the other', { any: [text('not_contains', 'a'), text('not_contains', 'b')] }],
    ['with a part or without', { any: [text('contains', 'a'), text('not_contains', 'a')] }, 'if'],
    ['all choices', status(['queued', 'open', 'on_hold', 'closed']), 'if'],
    ['more or less', { any: [count('greater_than', 5), count('at_most', 5)] }, 'if'],
    ['more or much less', { any: [count('greater_than', 5), count('at_most', 4)] }],
    ['from zero on', { all: [text('is', 'x'), count('at_least', 0)] }, 'if.all[1]'],
    ['any time', time('between', ['00:00', '24:00']), 'if'],
    ['set or not', { any: [email('is_set'), email('is_not_set')] }, 'if'],
    ['what may be missing', { any: [on('agent.kind', 'is', 'bot'), on('agent.kind', 'is', 'human')] }],
    ['what may be no number', { any: [plan('at_least', 5), plan('less_than', 5)] }],
    ['beside others', { any: [text('is', 'x'), status('open'), status('open', 'is_not')] }, 'if'],
  ]);

  test('the sentences', () => {
    expect(said(readRule({ if: { any: [status('open', 'is_not'), status('closed', 'is_not')] } }))).toEqual([
      'this condition on "conversation.status" is always true, so it decides nothing; remove it, or use "all" instead of "any"',
    ]);
    expect(said(readRule({ if: { all: [status('open'), status('closed')] } }))).toEqual([
      'these conditions on "conversation.status" exclude each other, so together they are never true; use "any", or remove one',
    ]);
  });
});

describe('open or closed is always true', () => {
  const hours = (field: string) => ({ if: { any: [on(field, 'is', 'open'), on(field, 'is', 'closed')] } });
  const night = { calendars: { night: { hours: 'Mon-Fri 22:00-06:00' } } };

  test.each(['Mon-Fri 09:00-18:00', 'agents', 'workspace'])('where the hours are %s', (set) => {
    expect(told(readRule(hours('operation.hours'), { settings: { hours: set } }))).toEqual(['warning r if']);
  });

  test('and not where nobody has set them: then it is neither', () => {
    // A server whose setting is blank is told so, with or without a connection that lists its agents.
    for (const [settings, ...found] of [[{ hours: ' ' }, 'field'], [{}]] as const) {
      const places = (at: string): readonly string[] => found.map((key) => `warning r ${at}.${key}`);
      expect(told(readRule(hours('operation.hours'), { settings }))).toEqual(places('if.any[0]'));
      expect(told(readRule({ if: { none: [hours('operation.hours').if] } }, { settings }))).toEqual(
        places('if.none[0].any[0]'),
      );
      expect(told(readRule({ if: on('operation.hours', 'is_set') }, { settings }))).toEqual(places('if'));
    }
  });

  test('of a calendar, which is always there', () => {
    expect(told(readRule(hours('operation.hours.night'), {}, night))).toEqual(['warning r if']);
  });
});

describe('steps that can do nothing where they stand', () => {
  const say = (text: string, more: object = {}) => ({ action: 'send_message', text, ...more });
  const close = { action: 'close', comment: 'Bye.' };
  const once = { per: 'conversation' };
  const note = { action: 'note_conversation', text: 'x' };
  const cases: readonly (readonly [what: string, parts: Record<string, unknown>, ...found: string[]])[] = [
    ['a message after the end', { on: 'conversation_closed', do: [note, say('a')] }, 'warning r do[1]'],
    ['the same, later', { on: 'conversation_closed', wait: { for: 'PT1H' }, do: [say('a')] }, 'warning r do[0]'],
    ['an assignment after the end', { on: 'conversation_closed', do: [{ action: 'unassign' }] }, 'warning r do[0]'],
    ['a new conversation after the end', { on: 'conversation_closed', do: [{ action: 'open', text: 'a' }] }],
    ['one of several events', { on: ['conversation_closed', 'conversation_started'], do: [say('a')] }],
    ['after its own close', { once, do: [close, note, say('a')] }, 'warning r do[2]'],
    ['before its own close', { once, do: [say('a'), close] }],
    ['a second message', { once, do: [say('a'), note, say('b')] }, 'warning r do[2]'],
    ['a second message that says so', { once, do: [say('a'), say('b', { also: true })] }],
    ['two messages on no message of the customer', { on: 'conversation_started', do: [say('a'), say('b')] }],
  ];
  test.each(cases.map(([what, parts, ...found]) => ({ what, parts, found })))('$what', ({ parts, found }) => {
    expect(told(readRule(parts))).toEqual(found);
  });
});

describe('texts', () => {
  const sends = (text: string, more: object = {}) =>
    readRule({ once: { per: 'conversation' }, do: [{ action: 'send_message', text }], ...more }, {}, NIGHT);
  const NIGHT = { calendars: { night: { hours: 'Mon-Fri 22:00-06:00' } } };
  const asks = (field: string) => ({ if: on(field, 'is', 'closed') });

  test('a field between single braces would be sent as it stands', () => {
    expect(said(sends('Hi {customer.name}, { "a": 1 } {x} {{customer.name}}'))).toEqual([
      '{customer.name} is sent as it is; write {{customer.name}} to insert the field',
    ]);
    expect(told(sends('Hi {{customer.name}}, {{{customer.name}}'))).not.toContain('warning r do[0].text');
  });

  test('the next opening is of the setting, and not of the calendar that the rule asks', () => {
    const text = 'We are back {{operation.next_open}}.';
    expect(told(sends(text, asks('operation.hours.night')))).toEqual(['warning r do[0].text']);
    expect(told(sends(text, asks('operation.hours')))).toEqual([]);
    expect(told(sends('We are back at ten.', asks('operation.hours.night')))).toEqual([]);
  });
});

describe('rules never reached', () => {
  const stop = { id: 'first', stop: true };
  const sales = department('is', 'Sales');
  type Pair = readonly [what: string, first: object, second: object, ...found: string[]];
  const pairs: readonly Pair[] = [
    ['behind one that always stops', stop, {}, 'warning r'],
    ['behind one that does not stop', { ...stop, stop: false }, {}],
    ['behind one on another event', { ...stop, on: 'agent_message' }, {}],
    ['behind one on one of two events', stop, { on: ['customer_message', 'agent_message'] }],
    [
      'behind one on both',
      { ...stop, on: ['customer_message', 'agent_message'] },
      { on: 'agent_message' },
      'warning r',
    ],
    ['behind one that only watches', { ...stop, mode: 'watch' }, {}],
    ['behind one that is off', { ...stop, mode: 'off' }, {}],
    ['behind one that runs once', { ...stop, once: { per: 'conversation' } }, {}],
    ['behind one that waits', { ...stop, wait: { for: 'PT5M' } }, {}],
    ['when it is off itself', stop, { mode: 'off' }],
    ['behind one that is set aside', { ...stop, name: '' }, {}, 'error first name'],
    ['with the same condition', { ...stop, if: sales }, { if: sales }, 'warning r'],
    ['with a narrower condition', { ...stop, if: sales }, { if: { all: [text('is', 'x'), sales] } }, 'warning r'],
    ['with a wider condition', { ...stop, if: { all: [text('is', 'x'), sales] } }, { if: sales }],
    ['with another condition', { ...stop, if: sales }, { if: department('is', 'Support') }],
    ['with no condition, behind one with some', { ...stop, if: sales }, {}],
    ['with a smaller number', { ...stop, if: count('at_least', 5) }, { if: count('at_least', 9) }, 'warning r'],
    ['with a larger number', { ...stop, if: count('at_least', 5) }, { if: count('at_least', 3) }],
    ['with one of several values', { ...stop, if: status(['open', 'queued']) }, { if: status('open') }, 'warning r'],
    ['with one of any', { ...stop, if: { any: [sales, text('is', 'x')] } }, { if: sales }, 'warning r'],
    ['with a longer part', { ...stop, if: text('contains', 'pay') }, { if: text('has_word', 'payment') }, 'warning r'],
    ['with a shorter part', { ...stop, if: text('contains', 'payment') }, { if: text('has_word', 'pay') }],
  ];
  test.each(pairs.map(([what, first, second, ...found]) => ({ what, first, second, found })))(
    '$what',
    ({ first, second, found }) => {
      expect(told(read({ rules: [rule({ ...first }), rule({ ...second })] }))).toEqual(found);
    },
  );

  test('the rules in front are named, one for each event', () => {
    const front = [rule({ ...stop, id: 'a' }), rule({ ...stop, id: 'b', on: 'agent_message' })];
    const result = read({ rules: [...front, rule({ on: ['customer_message', 'agent_message'] })] });
    expect(said(result)).toEqual([
      'this rule is never reached: the rules before it always stop first ("a", "b"); move it before them',
    ]);
  });

  test('a rule in between may change what the second sees', () => {
    const assigns = rule({ id: 'middle', do: [{ action: 'assign', to: { anyone: true } }], if: text('is', 'x') });
    const rules = [rule({ ...stop, if: sales }), assigns, rule({ if: sales })];
    expect(told(read({ rules }))).toEqual([]);
  });
});

describe('rules that set each other off', () => {
  const close = { action: 'close', comment: 'Bye' };
  const to = (target: object) => ({ action: 'assign', to: target });
  const assigned = (id: string, parts: object) => rule({ id, on: 'conversation_assigned', ...parts });
  const anna = to({ agent: 'anna' });
  const ben = to({ agent: 'ben' });
  const owner = on('conversation.owner', 'is', 'bot');
  const cases: readonly (readonly [what: string, rules: readonly object[], ...found: string[]])[] = [
    [
      'one agent, and another',
      [assigned('a', { do: [anna] }), assigned('b', { do: [ben] })],
      'warning a do[0]',
      'warning b do[0]',
    ],
    ['always the same agent', [assigned('a', { do: [anna] })]],
    ['anyone, on being assigned', [assigned('a', { do: [to({ anyone: true })] })], 'warning a do[0]'],
    ['anyone, when a bot has it', [assigned('a', { do: [to({ anyone: true })], if: owner })]],
    ['once', [assigned('a', { do: [to({ anyone: true })], once: { per: 'conversation' } })]],
    ['only watching', [assigned('a', { do: [anna] }), assigned('b', { do: [ben], mode: 'watch' })]],
    [
      'each for the agent of the other',
      [
        assigned('a', { do: [anna], if: on('conversation.agent', 'is', 'ben') }),
        assigned('b', { do: [ben], if: on('conversation.agent', 'is', 'anna') }),
      ],
      'warning a do[0]',
      'warning b do[0]',
    ],
    [
      'each for another agent',
      [
        assigned('a', { do: [anna], if: on('conversation.agent', 'is', 'carla') }),
        assigned('b', { do: [ben], if: on('conversation.agent', 'is', 'dora') }),
      ],
    ],
    [
      'a queue, and its end',
      [
        rule({ id: 'a', on: 'conversation_unassigned', do: [anna], if: text('is', 'x') }),
        rule({ id: 'b', on: 'conversation_unassigned', do: [ben] }),
      ],
      'warning a if.field',
    ],
    [
      'off the agent, and to one again',
      [
        assigned('a', { do: [{ action: 'unassign' }], if: on('conversation.owner', 'is', 'human') }),
        rule({ id: 'b', on: 'conversation_unassigned', do: [anna] }),
      ],
      'warning a do[0]',
      'warning b do[0]',
    ],
    [
      'from department to department, where nobody is',
      [
        rule({ id: 'a', on: 'conversation_unassigned', if: department('is', 'A'), do: [to({ department: 'B' })] }),
        rule({ id: 'b', on: 'conversation_unassigned', if: department('is', 'B'), do: [to({ department: 'A' })] }),
      ],
      'warning a do[0]',
      'warning b do[0]',
    ],
    ['closed, then opened again', [rule({ id: 'a', on: 'conversation_closed', do: [{ action: 'open' }] })]],
    [
      'closed what is opened',
      [
        rule({ id: 'a', on: 'conversation_closed', do: [{ action: 'open' }] }),
        rule({ id: 'b', on: 'conversation_started', do: [close] }),
      ],
      'warning a do[0]',
      'warning b do[0]',
    ],
    ['closing what is closed', [rule({ on: 'conversation_closed', do: [close] })]],
    ['closing what the customer asks to close', [rule({ on: 'customer_message', do: [close], if: text('is', 'bye') })]],
    [
      'somebody new for an agent who is away',
      [assigned('a', { do: [to({ anyone: true })], if: on('agent.status', 'is', 'away') })],
    ],
    [
      'three in a circle',
      [
        assigned('a', { do: [close] }),
        rule({ id: 'b', on: 'conversation_closed', do: [to({ department: 'Sales' })] }),
        rule({ id: 'c', on: 'conversation_transferred', do: [ben] }),
      ],
      'warning a do[0]',
      // It can do nothing there either.
      'warning b do[0]',
      'warning b do[0]',
      'warning c do[0]',
    ],
    [
      'a department only on its own transfers',
      [rule({ on: 'conversation_transferred', if: department('is', 'Sales'), do: [to({ department: 'Support' })] })],
    ],
  ];
  test.each(cases.map(([what, rules, ...found]) => ({ what, rules, found })))('$what', ({ rules, found }) => {
    expect(told(read({ rules }))).toEqual(found);
  });

  test('the circle is named', () => {
    expect(said(read({ rules: [assigned('a', { do: [anna] }), assigned('b', { do: [ben] })] }))[0]).toMatch(
      'a → b → a',
    );
  });

  describe('after a wait', () => {
    const next = (wait: string, more: object = {}) =>
      assigned('a', { do: [to({ anyone: true })], wait: { for: wait, unless: ['agent_message'] }, ...more });
    const bounded = 'each runs at most 24 times in a conversation';
    test.each<[what: string, rules: readonly object[], said: string | undefined]>([
      ['of a minute', [next('PT1M')], bounded],
      ['of five minutes, the next agent and on', [next('PT5M')], bounded],
      ['of less than a minute: the same chain', [next('PT59S')], 'it runs only once in such a chain'],
      ['which somebody else has to hold up', [next('PT5M', { if: on('agent.status', 'is', 'away') })], undefined],
      ['once', [next('PT5M', { once: { per: 'conversation' } })], undefined],
      ['always the same agent', [assigned('a', { do: [anna], wait: { for: 'PT5M' } })], undefined],
      [
        'of one of two that hand it to each other',
        [assigned('a', { do: [anna] }), assigned('b', { do: [ben], wait: { for: 'PT5M' } })],
        'a → b → a; while nobody writes',
      ],
    ])('%s', (_what, rules, sentence) => {
      const [first] = said(read({ rules }));
      if (sentence === undefined) expect(first).toBeUndefined();
      else expect(first).toContain(sentence);
    });
  });
});

describe('headers that go where the address redirects', () => {
  const hook = (headers: object, more = {}) => ({
    do: [{ action: 'webhook', url: 'https://hooks.example.com/in?token=x', headers, ...more }],
  });
  test.each<[what: string, parts: object, ...found: string[]]>([
    ['a token', hook({ Authorization: 'Bearer x' }), 'warning r do[0].headers.Authorization'],
    ['a key', hook({ 'X-Name': 'a', 'X-Api-Key': 'b' }), 'warning r do[0].headers.X-Api-Key'],
    ['nothing that is secret', hook({ 'X-Name': '{{customer.name}}' })],
    ['a signature', hook({}, { secret: 'long' })],
  ])('%s', (_what, parts, ...found) => {
    expect(told(readRule({ ...parts }))).toEqual(found);
  });

  test('the address is named without what stands in it', () => {
    const [sentence = ''] = said(read({ rules: [rule(hook({ Cookie: 'x' }))] }));
    expect(sentence).toContain('where hooks.example.com redirects');
    expect(sentence).not.toContain('token');
  });
});

describe('a message for every message', () => {
  const send = { action: 'send_message', text: 'Hello' };
  const tag = { action: 'add_contact_tags', tags: ['x'] };
  const cases: readonly (readonly [what: string, parts: object, ...found: string[]])[] = [
    ['without once', { do: [tag, send] }, 'warning r do[1]'],
    ['on one of several events', { do: [send], on: ['conversation_started', 'agent_message'] }, 'warning r do[0]'],
    ['with once', { do: [send], once: { per: 'conversation' } }],
    ['on an event that comes once', { do: [send], on: 'conversation_started' }],
    [
      'for the first message only',
      { do: [send], if: { all: [text('is', 'x'), on('conversation.first_message', 'is', true)] } },
    ],
    [
      'for all but the first message',
      { do: [send], if: on('conversation.first_message', 'is', false) },
      'warning r do[0]',
    ],
    ['that sends nothing', { do: [tag] }],
    ['that closes', { do: [{ action: 'close', comment: 'x' }] }],
    ['in watch', { do: [send], mode: 'watch' }, 'warning r do[0]'],
  ];
  test.each(cases.map(([what, parts, ...found]) => ({ what, parts, found })))('$what', ({ parts, found }) => {
    expect(told(readRule({ ...parts }))).toEqual(found);
  });
});

describe('fields that the events never have', () => {
  const assigned = 'conversation_assigned';
  const cases: readonly (readonly [what: string, parts: object, ...found: string[]])[] = [
    ['a message where there is none', { on: assigned, if: { all: [text('is', 'x')] } }, 'warning r if.all[0].field'],
    ['a message where there is one', { on: 'agent_message', if: text('is', 'x') }],
    ['a message on one of two events', { on: ['agent_message', assigned], if: text('is', 'x') }],
    [
      'in a template',
      { on: assigned, do: [{ action: 'send_message', text: '{{message.text}}' }] },
      'warning r do[0].text',
    ],
    ['what was said so far', { on: assigned, if: on('conversation.text', 'contains', 'x') }],
  ];
  test.each(cases.map(([what, parts, ...found]) => ({ what, parts, found })))('$what', ({ parts, found }) => {
    expect(told(readRule({ ...parts }))).toEqual(found);
  });
});

describe('names that the server does not list', () => {
  const host = { agents: ['anna', 'ai.bot'], departments: [{ id: 'd1', name: 'Sales' }] };
  const cases: readonly (readonly [what: string, parts: object, ...found: string[]])[] = [
    ['an agent in a condition', { if: on('conversation.agent', 'is', ['Anna', 'ana']) }, 'warning r if.value[1]'],
    ['an agent to assign to', { do: [{ action: 'assign', to: { agent: 'ben' } }] }, 'warning r do[0].to.agent'],
    ['agents', { do: [{ action: 'assign', to: { agents: ['anna', 'ben'] } }] }, 'warning r do[0].to.agents[1]'],
    ['a department in a condition', { if: department('is_not', 'Sale') }, 'warning r if.value'],
    [
      'a department to assign to',
      { do: [{ action: 'assign', to: { department: 'Support' } }] },
      'warning r do[0].to.department',
    ],
    ['a department by name', { if: department('is', 'SALES') }],
    ['a department by id', { do: [{ action: 'assign', to: { department: 'd1' } }] }],
    ['an agent that is there', { do: [{ action: 'assign', to: { agent: 'ai.bot' } }] }],
    ['hours that nobody has set', { if: on('operation.hours', 'is', 'closed') }, 'warning r if.field'],
  ];
  test.each(cases.map(([what, parts, ...found]) => ({ what, parts, found })))('$what', ({ parts, found }) => {
    expect(told(readRule({ ...parts }, { host }))).toEqual(found);
  });

  test('nothing is said where the server lists nothing', () => {
    const parts = { if: { all: [on('conversation.agent', 'is', 'ana'), department('is', 'x')] } };
    expect(told(readRule(parts))).toEqual([]);
    expect(told(readRule(parts, { host: { agents: ['ana'] } }))).toEqual([]);
  });

  test('the nearest one is named', () => {
    expect(said(readRule({ if: on('conversation.agent', 'is', 'ana') }, { host }))).toEqual([
      'the server has no agent "ana"; did you mean "anna"?',
    ]);
  });
});

describe('conditions that cannot be true when the rule runs', () => {
  const waiting = (operator: string, value: unknown) => on('conversation.waiting', operator, value);
  const owner = (value: unknown, operator = 'is') => on('conversation.owner', operator, value);
  const onEvents = (events: unknown, condition: unknown, more = {}) =>
    told(readRule({ on: events, if: condition, do: [{ action: 'note_conversation', text: 'x' }], ...more }));
  const wait = (duration: string, more = {}) => ({ wait: { for: duration, ...more } });

  test.each<[what: string, events: unknown, condition: unknown, more?: object]>([
    ['waiting for an hour when the customer has just written', 'customer_message', waiting('at_least', 'PT1H')],
    ['and nobody has taken it', 'customer_message', { all: [owner('human', 'is_not'), waiting('at_least', 'PT1H')] }],
    ['for longer than the rule waits', 'customer_message', waiting('at_least', 'PT1H'), wait('PT5M')],
    ['closed, and open', 'conversation_closed', status('open')],
    ['closed, and none of the others', 'conversation_closed', status('closed', 'is_not')],
    ['closed, and still so after a wait', 'conversation_closed', status('open'), wait('P1D')],
    ['a message in a closed one', 'customer_message', status('closed')],
    ['a closed one after a wait, which a close ends', 'conversation_started', status('closed'), wait('PT5M')],
    ['unassigned, and with a human', 'conversation_unassigned', owner('human')],
    ['unassigned, and with an agent', 'conversation_unassigned', on('agent.username', 'is', 'anna')],
    ['unassigned, and with an agent who is online', 'conversation_unassigned', on('agent.status', 'is', 'online')],
    ['assigned, and nobody has it', 'conversation_assigned', owner('nobody')],
    ['a message of the customer by a bot', 'customer_message', on('message.from', 'is', 'bot')],
    ['the same after a wait', 'customer_message', on('message.from', 'is', 'bot'), wait('PT5M')],
    ['begun a day ago', 'conversation_started', age('at_least', 'P1D')],
    ['younger than the wait', 'customer_message', age('less_than', 'PT5M'), wait('PT10M')],
    ['the first message, of an agent', 'agent_message', on('conversation.first_message', 'is', true)],
    ['on either event', ['conversation_unassigned', 'conversation_closed'], status('open')],
  ])('%s', (...[, events, condition, more]) => {
    const places = onEvents(events, condition, more);
    expect(places).toEqual([expect.stringMatching(/^warning r if/)]);
  });

  test.each<[what: string, events: unknown, condition: unknown, more?: object]>([
    ['has waited for no time', 'customer_message', waiting('equals', 'PT0S')],
    ['has written before', 'customer_message', waiting('greater_than', 'PT0S')],
    ['as long as the rule waits', 'customer_message', waiting('at_least', 'PT5M'), wait('PT5M')],
    ['closed, and nobody had it', 'conversation_closed', owner('nobody')],
    ['unassigned, and with a human after a wait', 'conversation_unassigned', owner('human'), wait('PT5M')],
    ['unassigned, and not with a human', 'conversation_unassigned', owner('human', 'is_not')],
    ['only on one of the events', ['conversation_closed', 'customer_message'], status('open')],
    ['in one of two ways', 'conversation_closed', { any: [status('open'), tags('includes', 'vip')] }],
    ['older than a day after a message', 'customer_message', age('at_least', 'P1D')],
    ['older than the wait', 'customer_message', age('at_least', 'P1D'), wait('PT10M')],
  ])('may be: %s', (...[, events, condition, more]) => expect(onEvents(events, condition, more)).toEqual([]));

  test('may be: an hour, of a rule that waits for open time alone', () => {
    const places = onEvents('customer_message', waiting('at_least', 'PT9H'), wait('PT1H', { in: 'hours' }));
    expect(places.filter((each) => each.startsWith('warning'))).toEqual([]);
  });

  test('in words, with what it is then', () => {
    expect(said(readRule({ on: 'conversation_closed', if: status(['open', 'queued']) }))).toEqual([
      'this is never true when the rule runs: on conversation_closed, "conversation.status" is closed',
    ]);
    expect(said(readRule({ if: waiting('at_least', 'PT1H') }))).toEqual([
      expect.stringContaining('"conversation.waiting" is PT0S as a rule; a "wait"'),
    ]);
  });
});

describe('braces in a condition', () => {
  check([
    ['are not filled in', text('contains', 'Hi {{customer.name}}'), 'if.value'],
    ['in a list', text('contains', ['a', '{{b}}']), 'if.value[1]'],
    ['one alone', text('contains', '{a}')],
  ]);
});

describe('addresses to which nothing can be sent', () => {
  const mail = { action: 'email', subject: 'One', text: 'Text' };
  test.each<[what: string, step: object, ...places: string[]]>([
    ['one', { ...mail, to: ' team@example.com ' }],
    ['what a name prints', { ...mail, to: '{{customer.manager}}@example.com' }],
    ['a word', { ...mail, to: 'support' }, 'warning r do[0].to'],
    ['two', { ...mail, to: 'a@example.com, b@example.com' }, 'warning r do[0].to'],
    ['a blank, told once', { ...mail, to: ' ' }, 'error r do[0].to'],
    ['of a transcript', { action: 'send_transcript', to: '@ana' }, 'warning r do[0].to'],
    ['of a contact', { action: 'update_contact', email: 'none' }, 'warning r do[0].email'],
    [
      'in place of another action',
      { action: 'unassign', if_failed: [{ ...mail, to: 'x' }] },
      'warning r do[0].if_failed[0].to',
    ],
  ])('%s', (_what, step, ...places) => {
    expect(told(readRule({ do: [step] }))).toEqual(places);
  });
});
