import { readSteps } from '../../../src/rules/check/document';
import { read, rule, said, states, told } from '../../support/read-rules';

describe('a document that is refused as a whole', () => {
  const refused: readonly [what: string, document: unknown, place: string, sentence: string | RegExp][] = [
    ['no JSON', '{\n  "rules": [,]\n}', '', 'this is not JSON: something is wrong at line 2, column 13'],
    ['JSON that ends too early', '{"rules": [', '', /line 1, column 12/],
    ['a comma at the end', '{"rules": [1,\r\n]}', '', /line 2, column 1/],
    ['a text that is not closed', '{"rules": ["é\u{1f600}\n"]}', '', /line 1, column 15/],
    ['more than one value', '{"rules": []} x', '', /line 1, column 15/],
    ['single quotation marks', "{'rules': []}", '', /line 1, column 2/],
    ['a number with a zero in front', '{"rules": 01}', '', /line 1, column 12/],
    ['a list', [], '', /must be an object/],
    ['null', 'null', '', /must be an object/],
    ['a text', '"rules"', '', /must be an object/],
    ['no rules', {}, 'rules', /"rules" is missing/],
    ['rules that are no list', { rules: {} }, 'rules', /must be a list/],
    ['more than 1,000 rules', { rules: Array(1001).fill(0) }, 'rules', /there are 1001 here; at most 1000/],
    ['more than 1 MB', `{"rules": [], "x": "${'é'.repeat(600_000)}"}`, '', /1200022 bytes; at most 1048576/],
  ];
  test.each(refused)('%s', (_what, document, place, sentence) => {
    const result = read(document);
    expect(result.document).toBeUndefined();
    expect(result).toMatchObject({ rules: [], active: [], tests: [] });
    expect(told(result)).toEqual([`error - ${place}`.trimEnd()]);
    expect(said(result)[0]).toMatch(sentence);
  });

  test.each([1_000_000, 3_000_000])('brackets as deep as %i', (depth) => {
    expect(told(read('['.repeat(depth)))).toEqual(['error -']);
    expect(told(read(`{"rules": ${'['.repeat(depth / 10)}${']'.repeat(depth / 10)}}`))[0]).toMatch(/^error/);
  });
});

describe('a key that stands twice in its object is told, with where: the first loses its value silently', () => {
  const one = JSON.stringify(rule());
  test.each<[what: string, document: string, sentence: RegExp]>([
    ['at the top', `{"rules": [],\n "rules": [${one}]}`, /^"rules" stands twice .* line 2, column 2;/],
    ['in a rule', `{"rules": [\n${one.replace('{', '{"name": "x", ')}]}`, /^"name" .* line 2, column 24;/],
    ['deeper', `{"rules": [${one}], "calendars": {"a": {}, "a": {"hours": "Mon 9:00-18:00"}}}`, /^"a" .* line 1/],
    ['written otherwise', `{"rules": [${one}], "rul\\u0065s": []}`, /^"rules" /],
    [
      'the first of several',
      `{"rules": [],\n"rules": [],\n"rules": [], "$schema": "", "$schema": ""}`,
      /^"rules" .* line 2/,
    ],
  ])('%s', (_what, document, sentence) => {
    const [first, ...more] = said(read(document));
    expect(first).toMatch(sentence);
    expect(more.filter((line) => line.includes('twice'))).toEqual([]);
    expect(read(document).document).toBeDefined();
  });

  test.each<[what: string, document: string]>([
    ['in one object beside the other', `{"rules": [], "calendars": {}, "lookups": {}}`],
    ['inside the other', `{"rules": [${JSON.stringify(rule({ if: { all: [{ any: [{ all: [] }] }] } }))}]}`],
    ['as a value', `{"rules": [], "$schema": "rules"}`],
    ['in lists', `{"rules": [${one}, ${one.replace('"r"', '"s"')}]}`],
  ])('not %s', (_what, document) => {
    expect(said(read(document)).filter((line) => line.includes('twice'))).toEqual([]);
  });
});

describe('a large document is checked in steps, between which others work', () => {
  const steps = (document: object | string): number => {
    const work = readSteps(typeof document === 'string' ? document : JSON.stringify(document), {});
    let count = 0;
    while (!work.next().done) count++;
    return count;
  };
  const named = (entry: object) => Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`entry-${at}`, entry]));
  const large: readonly [what: string, document: object | string][] = [
    ['rules', { rules: Array.from({ length: 300 }, (_, at) => rule({ id: `rule-${at}` })) }],
    ['calendars', { rules: [], calendars: named({ hours: 'Mon 09:00-18:00' }) }],
    ['wrong calendars', { rules: [], calendars: named({ hours: 'Mn 9' }) }],
    ['holidays', { rules: [], calendars: { all: { hours: 'Mon 09:00-18:00', holidays: '12-25 A\n'.repeat(300) } } }],
    ['lookups', { rules: [], lookups: named({ ask: 'What?', text: 100 }) }],
    ['what is JSON, whatever it is', { rules: [], $schema: Array(300_000).fill(0) }],
    ['what is no JSON', `{"rules": [${'1, '.repeat(300_000)}`],
  ];
  test.each(large)('%s', (_what, document) => expect(steps(document)).toBeGreaterThan(100));
});

describe('a document without a fault', () => {
  const fine: readonly [what: string, document: unknown, rules: readonly string[]][] = [
    ['an empty setting', '', []],
    ['a blank setting', ' \n\t', []],
    ['a byte order mark alone', '\ufeff', []],
    ['a byte order mark', `\ufeff{"rules": []}`, []],
    ['no rules', { rules: [] }, []],
    ['one rule', { rules: [rule()] }, ['r active']],
    [
      '1,000 rules',
      { rules: Array.from({ length: 1000 }, (_, i) => rule({ id: `r-${i}` })) },
      expect.any(Array) as string[],
    ],
    ['a schema for editors', { $schema: './rules.schema.json', rules: [] }, []],
    ['exactly 1 MB', `{"rules": []${' '.repeat(1_048_576 - 13)}}`, []],
  ];
  test.each(fine)('%s', (_what, document, rules) => {
    const result = read(document);
    expect(told(result)).toEqual([]);
    expect(states(result)).toEqual(rules);
    expect(result.document).toBeDefined();
  });
});

describe('what stands in the document', () => {
  test('unknown keys at the top are told with the nearest right one, and the rules run', () => {
    const result = read({ rules: [rule()], calender: {}, zzzzzz: 1 });
    expect(told(result)).toEqual(['warning - calender', 'warning - zzzzzz']);
    expect(said(result)[0]).toBe('"calender" is not known here; did you mean "calendars"?');
    expect(states(result)).toEqual(['r active']);
  });

  test('entries without a usable id are told by their place', () => {
    const long = 'x'.repeat(65);
    const result = read({
      rules: [5, rule({ id: undefined }), rule({ id: 'A b' }), rule({ id: long, name: '' }), rule()],
    });
    expect(told(result)).toEqual([
      'error - rules[0]',
      'error - rules[1]',
      'error - rules[2]',
      'error - rules[3]',
      'error - rules[3].name',
    ]);
    expect(states(result)).toEqual(['- set_aside', '- set_aside', '- set_aside', '- set_aside', 'r active']);
  });

  test('rules that share an id are all set aside, the others run', () => {
    const result = read({ rules: [rule({ id: 'a' }), rule({ id: 'b' }), rule({ id: 'a' })] });
    expect(told(result)).toEqual(['error a id', 'error a id']);
    expect(said(result)[0]).toContain('rules[2]');
    expect(states(result)).toEqual(['a set_aside', 'b active', 'a set_aside']);
    expect(result.active.map(({ id }) => id)).toEqual(['b']);
  });

  test('one bad rule is set aside and the rest runs; all of its findings are told at once', () => {
    const bad = rule({ id: 'bad', name: 5, on: [], if: { all: [] }, stop: 'yes', extra: 1 });
    const result = read({ rules: [bad, rule()] });
    expect(told(result)).toEqual([
      'error bad extra',
      'error bad name',
      'error bad on',
      'error bad if.all',
      'error bad stop',
    ]);
    expect(states(result)).toEqual(['bad set_aside', 'r active']);
  });

  test('keys that every object has are keys like any other', () => {
    const result = read('{"rules": [{"__proto__": {"id": "x"}, "constructor": 1}], "__proto__": {"rules": []}}');
    expect(told(result)).toEqual([
      'warning - __proto__',
      'error - rules[0]',
      'error - rules[0].__proto__',
      'error - rules[0].constructor',
      'error - rules[0].name',
      'error - rules[0].on',
      'error - rules[0].if',
      'error - rules[0].do',
    ]);
  });

  test('after a hundred findings in one rule the rest is counted', () => {
    const result = read({ rules: [rule({ if: { all: Array(300).fill(1) } })] });
    expect(told(result)).toHaveLength(101);
    expect(said(result).at(-1)).toBe('201 more findings here are not listed; correct these first');
  });
});

describe('calendars', () => {
  const night = { timezone: 'America/Sao_Paulo', hours: 'Mon-Fri 22:00-06:00' };
  const asks = (name: string) => rule({ if: { field: `operation.hours.${name}`, operator: 'is', value: 'open' } });

  test('can be named by rules', () => {
    const result = read({ rules: [asks('night')], calendars: { night } });
    expect(told(result)).toEqual([]);
    expect(result.calendars.get('night')).toMatchObject({ name: 'night', zone: 'America/Sao_Paulo' });
  });

  const broken: readonly [what: string, calendars: unknown, findings: readonly string[]][] = [
    ['hours that do not parse', { night: { hours: '22-6' } }, ['error - calendars.night.hours', 'error r if.field']],
    ['no hours', { night: {} }, ['error - calendars.night.hours', 'error r if.field']],
    [
      'a zone that is none',
      { night: { ...night, timezone: 'Mars' } },
      ['error - calendars.night.timezone', 'error r if.field'],
    ],
    [
      'holidays that are none',
      { night: { ...night, holidays: 'soon' } },
      ['error - calendars.night.holidays', 'error r if.field'],
    ],
    ['no object', { night: 'Mon-Fri 22:00-06:00' }, ['error - calendars.night', 'error r if.field']],
    ['another name', { day: night }, ['error r if.field']],
    ['a list of them', [night], ['error - calendars', 'error r if.field']],
    ['null', null, ['error - calendars', 'error r if.field']],
    ['none', undefined, ['error r if.field']],
  ];
  test.each(broken)('%s: lacking, and the rule that names it is set aside', (_what, calendars, findings) => {
    const result = read({ rules: [asks('night'), rule({ id: 'other' })], calendars });
    expect(told(result)).toEqual(findings);
    expect(states(result)).toEqual(['r set_aside', 'other active']);
  });

  test('an unknown key is a warning, and a name that no field can have an error', () => {
    const result = read({ rules: [asks('night')], calendars: { night: { ...night, holiday: '' }, 'a b': night } });
    expect(told(result)).toEqual(['warning - calendars.night.holiday', 'error - calendars.a b']);
    expect(said(result)[0]).toBe('"holiday" is not known here; did you mean "holidays"?');
  });

  test('the nearest calendar is named', () => {
    expect(said(read({ rules: [asks('nigth')], calendars: { night } }))[0]).toBe(
      'there is no calendar "nigth" in "calendars"; did you mean "night"?',
    );
  });

  test('a template that names a lacking one is refused as well', () => {
    const greets = rule({
      do: [{ action: 'send_message', text: '{{operation.hours.nite}}' }],
      once: { per: 'customer' },
    });
    expect(told(read({ rules: [greets], calendars: { night } }))).toEqual(['error r do[0].text']);
  });
});

describe('settings', () => {
  const asks = (field: string, value: unknown, operator = 'is') => rule({ if: { field, operator, value } });
  const rules = [
    { ...asks('operation.hours', 'closed'), id: 'hours' },
    { ...asks('operation.holiday', true), id: 'holiday' },
    { ...asks('operation.time', ['08:00', '09:00'], 'between'), id: 'time' },
    { ...rule(), id: 'other' },
  ];
  const cases: readonly [what: string, settings: Record<string, string>, findings: readonly string[]][] = [
    ['none: UTC, no hours, no holidays', {}, []],
    ['blank ones', { timezone: '', hours: ' ', holidays: '' }, ['warning hours if.field']],
    ['all of them', { timezone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-17:00', holidays: '12-25 Christmas' }, []],
    ['agents', { hours: 'agents' }, []],
    ['hours that do not parse', { hours: 'sometimes' }, ['error - settings.hours', 'error hours if.field']],
    [
      'holidays that do not parse',
      { hours: 'agents', holidays: 'soon' },
      ['error - settings.holidays', 'error hours if.field', 'error holiday if.field'],
    ],
    [
      'a zone that is none',
      { timezone: 'Mars', hours: 'agents' },
      ['error - settings.timezone', 'error hours if.field', 'error holiday if.field', 'error time if.field'],
    ],
  ];
  test.each(cases)('%s', (_what, settings, findings) => {
    expect(told(read({ rules }, { settings }))).toEqual(findings);
  });
});
