import fc from 'fast-check';
import { FIELDS } from '../../../src/catalogue/fields';
import { readSteps } from '../../../src/rules/check/document';
import { readDocument, readDocumentAsync } from '../../../src/rules/read';
import { keysOf } from '../../../src/catalogue/actions/shape';
import { GROUPS, ruleSchema } from '../../../src/catalogue/document';
import { agree, anyCharacter } from '../../support/properties';
import { read, rule, said, told } from '../../support/read-rules';
import type { ReadResult } from '../../../src/rules/result';

const seed = { seed: 20261224 };
const LEVEL_AND_PLACE = /^(error|warning) \S+/;

/** Looks through everything that reading gives. */
function look(document: unknown): void {
  const result = read(document);
  said(result);
  agree(
    told(result).filter((finding) => !LEVEL_AND_PLACE.test(finding)),
    [],
  );
  const setAside = new Set(result.rules.filter(({ state }) => state === 'set_aside').map(({ id }) => id));
  const inError = result.findings.filter(({ level }) => level === 'error').map(({ rule: id }) => id);
  agree(
    inError.filter((id) => id !== null && !setAside.has(id)),
    [],
  );
  agree(result.active.length, result.rules.filter(({ state }) => state === 'active').length);
}

/** Values that look a little like what rules have in them. */
const word = fc.constantFrom<unknown>(
  ...['', 'x', 'open', 'PT5M', '08:00', 'customer_message', 'message.text', 'is', 'contains', 'always', '{{x}}', '('],
  ...['__proto__', 'constructor', 'toString', '\u0000', '\ud800', 'match', null, true, 0, -1, 1e308, [], {}],
);
const field = fc.constantFrom(...FIELDS.map(({ id }) => id.replace('*', 'x')), '__proto__', 'customer.custom.');
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record(
      {
        field: fc.oneof(field, word),
        operator: fc.oneof(
          fc.constantFrom('is', 'is_not', 'contains', 'between', 'equals', 'includes', 'is_set'),
          word,
        ),
        value: fc.oneof(word, fc.array(word, { maxLength: 3 }), fc.jsonValue()),
        case_sensitive: word,
      },
      { requiredKeys: [] },
    ),
    fc
      .tuple(fc.constantFrom(...GROUPS), fc.oneof(fc.array(tie('condition'), { maxLength: 4 }), word))
      .map(([group, members]) => ({ [group]: members })),
    word,
  ),
}));
const action = fc.record(
  {
    action: fc.oneof(fc.constantFrom('send_message', 'assign', 'close', 'webhook', 'update_contact', 'notify'), word),
    text: word,
    to: fc.oneof(word, fc.dictionary(fc.constantFrom('agent', 'agents', 'pick', 'anyone', '__proto__'), word)),
    tags: fc.oneof(word, fc.array(word)),
    custom: fc.oneof(word, fc.dictionary(fc.string(), word)),
    also: word,
  },
  { requiredKeys: [] },
);
const anyRule = fc.record(
  {
    id: fc.oneof(fc.constantFrom('a', 'b'), word),
    name: fc.oneof(fc.constant('A rule'), word),
    description: word,
    mode: word,
    on: fc.oneof(fc.constant('customer_message'), word, fc.array(word)),
    if: condition,
    do: fc.oneof(fc.array(action, { maxLength: 3 }), word),
    once: fc.oneof(word, fc.dictionary(fc.constantFrom('per', 'within'), word)),
    wait: fc.oneof(word, fc.dictionary(fc.constantFrom('for', 'unless', 'restart'), word)),
    stop: word,
    tests: fc.oneof(
      word,
      fc.array(fc.dictionary(fc.constantFrom('name', 'given', 'at', 'expect', 'on'), fc.jsonValue())),
    ),
  },
  { requiredKeys: [] },
);

describe('whatever stands in the setting, reading does not throw', () => {
  test('any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: anyCharacter })), (text) => look(text)),
      seed,
    );
  });

  test('any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => look(text)),
      { ...seed, numRuns: 300 },
    );
  });

  test('any JSON as a rule, and at each of its keys', () => {
    const oneKey = fc.tuple(fc.constantFrom(...keysOf(ruleSchema())), fc.jsonValue());
    fc.assert(
      fc.property(fc.jsonValue(), oneKey, (whole, [key, value]) => {
        look({ rules: [whole, { ...rule(), [key]: value }], calendars: value });
      }),
      { ...seed, numRuns: 200 },
    );
  });

  test('what looks like rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 4 }), word, (rules, calendars) => look({ rules, calendars })),
      { ...seed, numRuns: 300 },
    );
  });

  test('a JSON document that is cut off or has a character too much: the place is where it goes wrong', () => {
    const document = fc.tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', '}', ']', ',', '"', 'x', '\u0001'));
    fc.assert(
      fc.property(document, ([value, where, extra]) => {
        const json = JSON.stringify(value, null, 1);
        const cut = `${json.slice(0, where % (json.length + 1))}${extra}`;
        const lines = cut.split('\n');
        for (const finding of readDocument(cut).findings) {
          const { line, column } = (finding.text.params ?? {}) as { line?: number; column?: number };
          if (line === undefined || column === undefined) continue;
          // Everything before that place is the beginning of some JSON, and the place lies in the text or at its end.
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? '')].length + 1);
        }
      }),
      { ...seed, numRuns: 500 },
    );
  });
});

describe('time', () => {
  const condition = (n: number) => ({
    all: [
      { field: 'message.text', operator: 'contains', value: [`word${n}`, 'price', 'cost', 'offer'] },
      { field: 'conversation.status', operator: 'is', value: ['open', 'queued'] },
      { none: [{ field: 'customer.tags', operator: 'includes', value: `tag-${n}` }] },
    ],
  });
  const many = Array.from({ length: 1000 }, (_, n) =>
    rule({
      id: `r-${n}`,
      on: ['customer_message', 'conversation_assigned'],
      if: condition(n),
      do: [{ action: 'assign', to: { agent: `agent-${n}` } }],
      stop: true,
      tests: [{ name: 'x', on: 'customer_message', given: { 'message.text': `word${n}` }, expect: 'no_match' }],
    }),
  );

  const document = JSON.stringify({ rules: many });

  /** All of it at once: what it gives, and how long each step took, in ms. */
  const atOnce = (() => {
    let read: { readonly result: ReadResult; readonly times: readonly number[] } | undefined;
    return () => {
      if (read) return read;
      const steps = readSteps(document, {});
      const times: number[] = [];
      // Time of this process: the machine may be busy with other things.
      const spent = (): number => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      };
      let before = spent();
      for (;;) {
        const step = steps.next();
        const now = spent();
        times.push(now - before);
        before = now;
        if (step.done) return (read = { result: step.value, times });
      }
    };
  })();

  test('1,000 rules that all stop and set each other off: no step takes long', () => {
    const times = [...atOnce().times];
    expect(times.length).toBeGreaterThan(4000);
    // Whatever the compiler and the collector of the runtime do in between counts as well, so one in a hundred may.
    expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]).toBeLessThan(20);
  });

  test('others get their turn while rules are read', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const result = await readDocumentAsync(document);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
    expect(result.rules).toEqual(atOnce().result.rules);
  });

  const huge: readonly (readonly [what: string, document: () => unknown])[] = [
    [
      'one condition with 40,000 values',
      () =>
        big(
          Array.from({ length: 40_000 }, (_, n) => `value ${n}`),
          'is',
        ),
    ],
    [
      '40,000 words to contain',
      () =>
        big(
          Array.from({ length: 40_000 }, (_, n) => `value ${n}`),
          'contains',
        ),
    ],
    [
      'a million brackets in a value',
      () =>
        `{"rules": [{"id": "a", "if": {"field": "message.text", "operator": "is", "value": ${'['.repeat(500_000)}${']'.repeat(500_000)}}}]}`,
    ],
    ['groups without end', () => `{"rules": [{"id": "a", "if": ${'{"all":['.repeat(60_000)}${']}'.repeat(60_000)}}]}`],
    [
      '100,000 unknown keys',
      () => ({ rules: [Object.fromEntries(Array.from({ length: 70_000 }, (_, n) => [`k${n}`, 1]))] }),
    ],
    ['keys of half a megabyte', () => ({ rules: [{ ['k'.repeat(500_000)]: 1 }], ['x'.repeat(500_000)]: 1 })],
    [
      'a deep given',
      () =>
        `{"rules": [{"id": "a", "on": "agent_message", "if": "always", "tests": [{"given": {"message.text": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}]}]}`,
    ],
    [
      'deep parameters',
      () =>
        `{"rules": [{"id": "a", "do": [{"action": "send_message", "text": ${'['.repeat(400_000)}${']'.repeat(400_000)}}]}]}`,
    ],
  ];
  const big = (value: unknown, operator: string) => ({
    rules: [
      rule({
        if: {
          all: [
            { field: 'message.text', operator, value },
            { field: 'message.text', operator: 'is_not', value },
          ],
        },
      }),
    ],
  });
  test.each(huge)('%s', (_what, made) => {
    const started = performance.now();
    look(made());
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
