import * as fc from 'fast-check';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { EVENTS } from '../../../src/catalogue/events';
import { FIELDS, fieldOf } from '../../../src/catalogue/fields';
import { operatorsOf } from '../../../src/catalogue/operators';
import { compileCondition, compileRules, next, verdict, view, type Reader, type RuleSet } from '../../../src/decide';
import { leavesOf } from '../../../src/decide/condition';
import { parseDuration } from '../../../src/calendar/duration';
import { parseClockTime } from '../../../src/calendar/clock-time';
import { eventsOf, type Condition, type Rule } from '../../../src/catalogue/document';
import type { EventId } from '../../../src/model/event';
import type { Environment } from '../../../src/model/facts';
import type { Finding } from '../../../src/model/finding';
import { fold } from '../../../src/text/fold';
import type { Fact, Kind } from '../../../src/model/value';

/**
 * Documents of the catalogue's own fields, operators and actions, and the search for facts with which what the check
 * says of them is not so. Nothing here reasons: conditions are decided, rules are played in their order.
 */

export const CALENDARS = { night: { hours: 'Mon-Fri 22:00-06:00' }, desk: { hours: 'agents' } };
export const LOOKUPS = {
  plan: { ask: 'What is it?', choices: ['gold', 'a b', '5'] },
  free: { get: 'https://example.com/x', read: '/a' },
};
export const NOWHERE = {
  profile: { locale: '', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
} as unknown as Environment;

// ---- documents

const KEYS: Readonly<Record<string, readonly string[]>> = {
  calendar: ['night', 'desk'],
  question: ['topic'],
  lookup: ['plan', 'free'],
};
const NAMES = FIELDS.flatMap((field) =>
  field.family ? (KEYS[field.family] ?? ['plan']).map((key) => field.id.replace('*', key)) : [field.id],
);

const WORDS = [
  'gold',
  'Gold',
  'old',
  'a b',
  'b',
  'ß',
  'SS',
  '5',
  '05',
  'pt',
  'pt-BR',
  'pt_',
  'br',
  '款',
  '🙏',
  ':pray:',
];
const ODD = ['gol', 'd', ' a', '-', '_', '😀', "'", 'İ', 'i', 'J', 'é', 'x'.repeat(40), '+49 30', '0049', '30'];
const VALUES: Readonly<Record<Kind, readonly unknown[]>> = {
  text: [...WORDS, ...ODD],
  locale: ['pt', 'pt-BR', 'PT_br', 'pt-', 'es', 'zh-Hant-TW', 'br', '-', '_'],
  phone: ['+49 30', '0049', '30', '1', '(4) 9', '٣'],
  custom: [...WORDS, ...ODD, 5, 0, -1, 2.5, 5.000001, 1e-7, -0.00002, 0.000020001, 1e15, 1e21, 1e308],
  choice: [],
  username: ['anna', 'Anna', 'ben', 'b.o-t'],
  department: ['Sales', 'sales', 'd1', 'Support'],
  list: ['gold', 'Gold', 'old', 'a b', '款'],
  number: [0, 1, 2, 5, -1, 2.5, 1e6],
  duration: ['PT0S', 'PT1S', 'PT5M', 'PT60M', 'PT1H', 'P1D', 'PT24H', 'P1W'],
  time: ['00:00', '08:00', '08:01', '12:00', '18:00', '23:58', '23:59', '24:00'],
  boolean: [true, false],
};

function comparisonOf(name: string): fc.Arbitrary<unknown> {
  const { field } = fieldOf(name)!;
  const values: readonly unknown[] = field.choices ?? VALUES[field.kind];
  return fc.constantFrom(...operatorsOf(field.kind)).chain((operator) => {
    const named = { field: name, operator: operator.id };
    if (!operator.entry) return fc.constant(named);
    const numeric = /equals|than|at_|between/.test(operator.id) && field.kind === 'custom';
    const fitting = /match/.test(operator.id)
      ? ['^g', 'old|b', '\\d', '(?P<rest>.*)$']
      : field.kind === 'custom'
        ? values.filter((each) => (typeof each === 'number') === numeric)
        : values;
    const one = fc.constantFrom(...fitting);
    const value =
      operator.takes === 'bounds'
        ? fc.tuple(one, one)
        : field.kind === 'boolean'
          ? one
          : fc.oneof({ weight: 3, arbitrary: one }, fc.uniqueArray(one, { minLength: 1, maxLength: 4 }));
    const cased = operator.caseMatters
      ? fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.constant({ case_sensitive: true }))
      : fc.constant({});
    return fc.tuple(value, cased).map(([written, more]) => ({ ...named, value: written, ...more }));
  });
}
const COMPARISONS = new Map(NAMES.map((name) => [name, comparisonOf(name)]));

/** Few fields a condition, so that its parts meet. */
function conditionOn(names: readonly string[]): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition; group: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(...names).chain((name) => COMPARISONS.get(name)!) as fc.Arbitrary<Condition>,
      tie('group'),
    ),
    group: fc
      .tuple(
        fc.constantFrom('all', 'all', 'any', 'none'),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3, size: 'max' }),
      )
      .map(([kind, members]) => ({ [kind]: members }) as unknown as Condition),
  })).group;
}

const OF_STATE = NAMES.filter((name) =>
  /^(conversation\.(status|owner|agent|first|age|wait)|agent\.|message\.)/.test(name),
);
const fields = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
  fc.uniqueArray(fc.constantFrom(...OF_STATE), { minLength: 1, maxLength: 2 }),
  fc.constantFrom(...['conversation.status', 'conversation.owner', 'conversation.agent'].map((name) => [name])),
);

const STEPS: readonly object[] = [
  ...ACTIONS.filter(({ id }) => id !== 'ask').map(({ example }) => example),
  { action: 'assign', to: { agent: 'anna' } },
  { action: 'assign', to: { agent: 'ben' } },
  { action: 'assign', to: { department: 'Sales' } },
  {
    action: 'ask',
    id: 'topic',
    text: 'Which?',
    choices: [
      { value: 'gold', label: 'Gold' },
      { value: 'b', label: 'B' },
    ],
  },
];
const HARMLESS = { action: 'note_conversation', text: 'x' };
/** What others see of it: who has it, and whether it is open. */
const MOVING = ['assign', 'close', 'hold', 'resume', 'unassign'];
const moving = fc.constantFrom(...STEPS.filter((each) => MOVING.includes((each as { action: string }).action)));
const step = fc.oneof(fc.constant(HARMLESS), moving, fc.constantFrom(...STEPS));

/** Mostly none of these: each of them is a reason to say nothing. */
const RARE = ['once', 'wait', 'mode'];
const KEPT: readonly (readonly string[])[] = [[], [], ['once', 'wait'], ['wait'], ['mode'], ['once']];

/** Often the same condition again, or one with more in it: rules stand in each other's way then. */
const ruleOn = (shared: fc.Arbitrary<unknown>, events: readonly EventId[]): fc.Arbitrary<object> =>
  fc
    .record(
      {
        on: fc.oneof(fc.constant(events), fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 2 })),
        if: fc.oneof({ weight: 1, arbitrary: fc.constant('always') }, { weight: 8, arbitrary: shared }),
        do: fc.array(step, { minLength: 1, maxLength: 2 }),
        mode: fc.constantFrom('live', 'live', 'watch', 'off'),
        stop: fc.boolean(),
        once: fc.constant({ per: 'conversation' }),
        wait: fc.constantFrom({ for: 'PT5M' }, { for: 'P1D' }, { for: 'PT1H', in: 'night' }),
      },
      { requiredKeys: ['on', 'if', 'do', 'stop'] },
    )
    .chain((made) =>
      fc
        .constantFrom(...KEPT)
        .map((kept) =>
          Object.fromEntries(Object.entries(made).filter(([key]) => !RARE.includes(key) || kept.includes(key))),
        ),
    );

/** @param most rules in a document */
export const documentOf = (most: number): fc.Arbitrary<{ readonly rules: readonly object[] }> =>
  fc
    .tuple(fields, fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 2 }))
    .chain(([names, events]) => {
      const simple = fc.constantFrom(...names).chain((name) => COMPARISONS.get(name)!);
      const shared = fc.oneof(simple, conditionOn(names)).chain((one) =>
        fc.constant(
          fc.oneof(
            fc.constant(one),
            simple,
            simple.map((other) => ({ all: [other, one] })),
            simple.map((other) => ({ any: [one, other] })),
            simple.map((other) => ({ none: [other] })),
            conditionOn(names),
          ),
        ),
      );
      const first = fc.oneof(
        fc.constant([]),
        moving.map((each) => [{ on: events, if: 'always', do: [each] }]),
      );
      return shared
        .chain((each) =>
          fc.tuple(first, fc.array(ruleOn(each, events), { minLength: 1, maxLength: most, size: 'max' })),
        )
        .map(([before, after]) => [...before, ...after]);
    })
    .map((rules) => ({
      rules: rules.map((each, index) => ({
        id: `r${index}`,
        name: `Rule ${index}`,
        ...each,
        ...((each as Rule).on.includes('schedule') && { schedule: { every: 'PT1H' } }),
      })),
      calendars: CALENDARS,
      lookups: LOOKUPS,
    }));

// ---- facts

/** Of all numbers a list has; one of them. */
export type Draw = <T>(from: readonly T[]) => T;

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0 || 1;
  return (from) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return from[state % from.length]!;
  };
}

/** Facts near what rules compare a field with. */
export function near(name: string, rules: readonly Rule[]): readonly Fact[] {
  const ref = fieldOf(name)!;
  const written = rules.flatMap(({ if: condition }) =>
    condition === 'always' ? [] : comparisonsIn(condition).filter(({ field }) => field === name),
  );
  const values = [...new Set(written.flatMap(({ value }) => value as unknown[]))];
  const texts = values.filter((each): each is string => typeof each === 'string');
  const numbers = values.filter((each): each is number => typeof each === 'number');
  const around = (all: readonly number[]): readonly number[] => {
    const sorted = [...all].sort((a, b) => a - b);
    return sorted.flatMap((each, at) => [each - 1, each, each + 1, each / 2 + (sorted[at + 1] ?? each) / 2]);
  };
  const longer = texts.flatMap((each) => [
    ...[each, each.toUpperCase(), each.toLowerCase(), `${each} z`, `z ${each}`, `z${each}z`, `${each}-z`, `${each}_z`],
    ...[each.replaceAll('-', '_'), each.replaceAll('_', '-'), each.slice(0, -1), `\u200b${each}`],
    ...texts.flatMap((other) => [`${each} ${other}`, `${each}${other}`, `${each}-${other}`]),
  ]);
  const family = ref.field.family === 'lookup' ? [{ unknown: 'no answer' }] : [];
  const none: readonly Fact[] = [
    ...(ref.field.mayMiss === false ? [] : family.length > 0 ? family : [undefined]),
    { unknown: 'why' },
  ];
  switch (ref.field.kind) {
    case 'choice':
      return [...ref.field.choices!, ...(ref.field.mayMiss === true ? none : [{ unknown: 'why' }])];
    case 'boolean':
      return [true, false, ...none];
    case 'number':
      return [
        0,
        7,
        ...around(numbers)
          .map(Math.round)
          .filter((each) => each >= 0),
        ...none,
      ];
    case 'duration':
      return [
        0,
        ...around(texts.map((each) => parseDuration(each)!))
          .map(Math.round)
          .filter((each) => each >= 0),
        ...none,
      ];
    case 'time':
      return [0, 1439, ...around(texts.map((each) => parseClockTime(each)!)).map(Math.floor), ...none].filter(
        (each) => typeof each !== 'number' || (each >= 0 && each < 1440),
      );
    case 'list':
      return [
        [],
        ['other'],
        ...longer.map((each) => [each]),
        ...texts.map((each) => [each, 'other']),
        texts,
        texts.slice(1),
        ...none,
      ];
    case 'department':
      return [...texts, 'other']
        .flatMap((id) => [...texts, 'Other'].map((department): Fact => ({ id, name: department })))
        .concat(none);
    default: {
      const choices = (LOOKUPS as Record<string, { choices?: readonly string[] }>)[ref.key]?.choices;
      if (ref.field.family === 'lookup' && choices) return [...choices, ...none];
      const plain = [...around(numbers), ...numbers].flatMap((each) => [String(each), plainly(each)]);
      return [
        ...(family.length > 0 ? [] : ['']),
        'other',
        '12',
        ...longer.filter((each) => fold(each) !== ''),
        ...plain,
        ...none,
      ];
    }
  }
}

/** A number without an exponent. */
function plainly(number: number): string {
  return Math.abs(number) < 1e20 ? number.toFixed(12) : BigInt(number).toString();
}

function comparisonsIn(condition: Condition) {
  return leavesOf(compileCondition(condition, fieldOf, NOWHERE).condition!).map(({ comparison }) => comparison);
}

/** What is said of each field that these rules ask, drawn anew for each call. */
export function factsNear(rules: readonly Rule[]): (draw: Draw) => Map<string, Fact> {
  const names = [
    ...new Set(
      rules.flatMap(({ if: each }) => (each === 'always' ? [] : comparisonsIn(each).map(({ field }) => field))),
    ),
  ];
  const pools = names.map((name) => [name, near(name, rules)] as const);
  return (draw) => new Map(pools.map(([name, pool]) => [name, draw(pool)]));
}

// ---- what is claimed of a condition

function partAt(rule: Rule, place: string): Condition {
  return place
    .replace(/\.(field|value|operator).*$/, '')
    .split(/[.[\]]+/)
    .filter((each) => each !== '')
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], rule) as Condition;
}

const ALWAYS = 'finding_always_true';
const NEVER = ['finding_never_alone', 'finding_contradiction'];

/** Facts with which what is said of a condition is not so; undefined when none are found. */
export function counterFacts(finding: Finding, rules: readonly Rule[], tries: number): object | undefined {
  const { key } = finding.text;
  if (key !== ALWAYS && !NEVER.includes(key)) return undefined;
  const rule = rules.find(({ id }) => id === finding.rule)!;
  const compiled = compileCondition(partAt(rule, finding.place), fieldOf, NOWHERE);
  const wrong = key !== ALWAYS;
  const drawn = factsNear([rule]);
  const draw = drawFrom(17);
  for (let n = 0; n < tries; n++) {
    const facts = drawn(draw);
    if (verdict(compiled, (id) => facts.get(id)) === wrong) return { ...finding, facts: Object.fromEntries(facts) };
  }
  return undefined;
}

// ---- what is claimed of rules: they are played

interface State {
  readonly status: string;
  readonly agent?: { readonly username: string; readonly kind: string };
}
const AGENTS = [
  { username: 'anna', kind: 'human' },
  { username: 'ben', kind: 'human' },
  { username: 'b.o-t', kind: 'bot' },
];

/** A conversation as it may be right at an event, by what servers do. */
function stateAt(on: EventId, draw: Draw): State {
  const agent = draw(AGENTS);
  const open: readonly State[] = [{ status: 'queued' }, { status: 'open', agent }, { status: 'on_hold', agent }];
  switch (on) {
    case 'conversation_assigned':
      return { status: draw(['open', 'on_hold']), agent };
    case 'conversation_closed':
      return draw([{ status: 'closed' }, { status: 'closed', agent }]);
    case 'conversation_started':
      return draw(open.slice(0, 2));
    case 'conversation_unassigned':
      return { status: draw(['queued', 'on_hold']) };
    case 'manual':
      return draw([...open, { status: 'closed', agent }]);
    default:
      return draw(open);
  }
}

/** What an action does to it, when it can. */
function after({ action, ...step }: { readonly action: string }, state: State, draw: Draw): State {
  const { status, agent } = state;
  const { to } = step as { to?: { agent?: string } };
  if (status === 'closed') return state;
  if (action === 'close') return { status: 'closed', agent };
  if (action === 'assign' && status !== 'on_hold')
    return { status: 'open', agent: AGENTS.find(({ username }) => username === to?.agent) ?? draw(AGENTS) };
  if (action === 'unassign') return { status: 'queued' };
  if (action === 'hold' && agent) return { status: 'on_hold', agent };
  if (action === 'resume' && agent) return { status: 'open', agent };
  return state;
}

function readerOf(on: EventId, { status, agent }: State, waited: boolean, facts: ReadonlyMap<string, Fact>): Reader {
  return (id) => {
    const { field } = fieldOf(id)!;
    if (field.events && !field.events.includes(on)) return undefined;
    if (id === 'conversation.status') return status;
    if (id === 'conversation.owner') return agent?.kind ?? 'nobody';
    if (id === 'conversation.agent' || id === 'agent.username') return agent?.username;
    if (id === 'agent.kind') return agent?.kind;
    if (id.startsWith('agent.') && !agent) return undefined;
    if (id === 'message.from')
      return on === 'customer_message' ? 'customer' : facts.get(id) === 'bot' ? 'bot' : 'human';
    if (id === 'conversation.first_message' && on !== 'customer_message') return false;
    if (id === 'conversation.waiting' && status === 'closed') return undefined;
    if (id === 'conversation.age' && waited) return Number(facts.get(id)) + 86_400_000;
    return facts.get(id);
  };
}

/**
 * The rules that match in a random course of an event, in their order: what a live one does is seen by those behind
 * it. A rule that waits is asked again, a day later at most.
 */
export function play(
  rules: readonly Rule[],
  seeds: number,
  seen: (matched: ReadonlySet<string>) => boolean,
): object | undefined {
  const set = compileRules(rules, fieldOf, NOWHERE);
  const drawn = factsNear(rules);
  const draw = drawFrom(23);
  const events = [...new Set(rules.flatMap(eventsOf))];
  for (let n = 0; n < seeds; n++) {
    const on = draw(events);
    const matched = new Set<string>();
    let state = stateAt(on, draw);
    let facts = drawn(draw);
    let from = 0;
    for (;;) {
      const step = next(set, on, view(set, undefined, readerOf(on, state, false, facts)), from);
      if (step.kind !== 'match') break;
      const { rule } = step.rule;
      const live = rule.mode !== 'watch';
      // By hand and by the clock rules run alone: then those before it are as if they were not there.
      if (!rule.wait) matched.add(rule.id);
      if (live && !rule.wait)
        for (const each of rule.do) {
          state = after(each, state, draw);
          const changes = ACTIONS.find(({ id }) => id === each.action)!.changes as readonly string[];
          const anew = drawn(draw);
          facts = new Map(
            [...facts].map(([name, fact]) => {
              const { field, key } = fieldOf(name)!;
              return [name, field.needs(key, NOWHERE).some((need) => changes.includes(need)) ? anew.get(name) : fact];
            }),
          );
        }
      else if (rule.wait) {
        matched.add(`${rule.id} armed`);
        // It ends with the conversation, but for rules on its end.
        const later =
          eventsOf(rule).includes('conversation_closed') && on === 'conversation_closed'
            ? state
            : stateAt('agent_message', draw);
        const condition = compileCondition(rule.if, fieldOf, NOWHERE);
        if (verdict(condition, readerOf(on, later, true, drawn(draw))) === true) matched.add(rule.id);
      }
      if (rule.stop && live && on !== 'manual' && on !== 'schedule') break;
      from = step.rule.position + 1;
    }
    if (seen(matched)) return { on, matched: [...matched], rules };
  }
  return undefined;
}

// ---- deciding

/** What no field should give, and what may hurt. */
const STRANGE = [undefined, null, '', 'x', 0, -1, NaN, 1e308, true, [], [''], [null], {}, { id: 'a' }, '\ud800', ':'];

/** Facts near what the rules ask, strange ones among them. */
export function anyFacts(rules: readonly Rule[], seed: number, count: number): readonly ReadonlyMap<string, Fact>[] {
  const drawn = factsNear(rules);
  const draw = drawFrom(seed + 1);
  return Array.from({ length: count }, () => {
    const facts = drawn(draw);
    for (const name of facts.keys()) if (draw([1, 2, 3]) === 1) facts.set(name, draw(STRANGE) as Fact);
    return facts;
  });
}

/** Which rules match, as events are decided and as the tests in rules are: the same. */
export function decided(
  set: RuleSet,
  facts: ReadonlyMap<string, Fact>,
): readonly [readonly string[], readonly string[]] {
  const reader: Reader = (id) => facts.get(id);
  const inSet = set.rules.filter((compiled) => {
    const [on] = eventsOf(compiled.rule);
    const step = next(set, on!, view(set, undefined, reader), compiled.position);
    return step.kind === 'match' && step.rule === compiled;
  });
  const inTest = set.rules.filter(({ rule }) => verdict(compileCondition(rule.if, fieldOf, NOWHERE), reader) === true);
  return [inSet.map(({ rule }) => rule.id), inTest.map(({ rule }) => rule.id)];
}
