import * as fc from 'fast-check';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { EVENTS } from '../../../src/catalogue/events';
import { FIELDS } from '../../../src/catalogue/fields';
import { operatorsOf } from '../../../src/catalogue/operators';
import {
  booleanEntry,
  choiceEntry,
  durationEntry,
  numberEntry,
  patternEntry,
  timeEntry,
} from '../../../src/catalogue/operators/entries';

/** Rules as people save them: valid, with everything the language has. */

const word = fc.constantFrom(
  'refund',
  'Hello there',
  ' padded ',
  'a\nb',
  '退款',
  '{{customer.name}}',
  '0',
  'ß',
  '5,5',
  'x'.repeat(300),
);
const oneOrMore = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.uniqueArray(one, { minLength: 1, maxLength: 3 }));

const pairs = FIELDS.flatMap((field) => operatorsOf(field.kind).map((operator) => ({ field, operator })));

const comparison: fc.Arbitrary<unknown> = fc.constantFrom(...pairs).chain(({ field, operator }) => {
  const { entry, takes } = operator;
  const id = field.id === 'operation.hours.*' ? 'operation.hours.night' : field.id.replace('*', 'plan');
  const named = { field: id, operator: operator.id };
  if (!entry) return fc.constant(named);
  if (takes === 'bounds') {
    const bounds = entry === timeEntry ? ['18:00', '08:00'] : entry === durationEntry ? ['PT1M30S', 'P1W'] : [1, 2.5];
    return fc.constant({ ...named, value: bounds });
  }
  const one: fc.Arbitrary<unknown> =
    entry === booleanEntry
      ? fc.boolean()
      : entry === choiceEntry
        ? fc.constantFrom(...(field.choices ?? []))
        : entry === numberEntry
          ? fc.constantFrom(0, 1, 2.5, -3)
          : entry === durationEntry
            ? fc.constantFrom('PT5M', 'PT90S', 'P1W', 'P1DT12H', 'PT0S')
            : entry === patternEntry
              ? fc.constantFrom('^\\d{3}', 'a|b')
              : word;
  const cased = operator.caseMatters ? fc.constantFrom({}, { case_sensitive: true }) : fc.constant({});
  return fc.record({ value: entry === booleanEntry ? one : oneOrMore(one), cased }).map((more) => ({
    ...named,
    value: more.value,
    ...more.cased,
  }));
});

const condition: fc.Arbitrary<unknown> = fc.letrec<{ condition: unknown; group: unknown }>((tie) => ({
  condition: fc.oneof({ maxDepth: 4, depthSize: 'small' }, comparison, tie('group')),
  group: fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('condition'), { minLength: 1, maxLength: 4 }))
    .map(([kind, members]) => ({ [kind]: members })),
})).condition;

const pick = fc.constantFrom({}, { pick: 'random' }, { pick: 'least_busy' });
const to: fc.Arbitrary<object> = fc.oneof(
  fc.constantFrom({ agent: 'anna' }),
  pick.map((more) => ({ agents: ['anna', 'bruno'], ...more })),
  pick.map((more) => ({ department: 'Sales', ...more })),
  pick.map((more) => ({ anyone: true, ...more })),
);
const step: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...ACTIONS.map(({ example }) => example)),
  to.map((each) => ({ action: 'assign', to: each })),
  to.map((each) => ({ action: 'assign', to: each, if_failed: [{ action: 'unassign' }] })),
  fc.record(
    { action: fc.constant('send_message'), text: word, as: fc.constantFrom('bot', 'agent'), also: fc.boolean() },
    { requiredKeys: ['action', 'text'] },
  ),
  fc.constantFrom<unknown>(
    { action: 'notify', user: 'lead', text: 'Look\nhere' },
    { action: 'tag_conversation', remove: ['x'] },
    { action: 'update_contact', custom: { plan: 'gold: really', 'a-b': '' }, name: 'X' },
    { action: 'webhook', url: 'https://example.com', headers: { 'X-A': 'b: c', 'X-B': '' } },
    { action: 'open', agent: 'anna', text: 'Hi' },
  ),
);

/** Some say what is done when they fail; what stands in for another does not. */
const plain = step.filter((each) => !Object.hasOwn(each as object, 'if_failed'));
const fallible = fc.oneof(
  { weight: 3, arbitrary: step },
  {
    weight: 1,
    arbitrary: fc
      .tuple(plain, fc.array(plain, { minLength: 1, maxLength: 3 }))
      .map(([each, if_failed]) => ({ ...(each as object), if_failed })),
  },
);

const duration = fc.constantFrom('PT30S', 'PT5M', 'PT90S', 'P1D', 'P2W', 'P1DT2H3M4S');
const events = fc.oneof(fc.constantFrom(...EVENTS), fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1 }));

/** @see DESIGN.md 1 */
export const rule: fc.Arbitrary<Record<string, unknown>> = fc
  .record<Record<string, unknown>>(
    {
      id: fc.constantFrom('a', 'long-one'),
      name: fc.constantFrom('A rule', 'ü'.repeat(120)),
      description: fc.constantFrom('What for', 'Two\nlines', ''),
      mode: fc.constantFrom('live', 'watch', 'off'),
      on: events,
      if: fc.oneof({ weight: 1, arbitrary: fc.constant('always') }, { weight: 5, arbitrary: condition }),
      schedule: fc.oneof(
        fc.record(
          {
            at: fc.constantFrom('Mon-Fri 09:00,18:00', 'Sat 10:00'),
            calendar: fc.constantFrom('night'),
            over: fc.constantFrom('open', 'queued'),
          },
          { requiredKeys: ['at'] },
        ),
        fc.record(
          { every: fc.constantFrom('PT15M', 'PT90M', 'P1D'), over: fc.constantFrom('open', 'queued') },
          { requiredKeys: ['every'] },
        ),
      ),
      do: fc.array(fallible, { minLength: 1, maxLength: 5 }),
      once: fc.record(
        { per: fc.constantFrom('conversation', 'customer'), within: duration },
        { requiredKeys: ['per'] },
      ),
      wait: fc.record(
        {
          for: duration,
          in: fc.constantFrom('hours'),
          unless: fc.uniqueArray(fc.constantFrom(...EVENTS), { minLength: 1 }),
          restart: fc.constant(true),
        },
        { requiredKeys: ['for'] },
      ),
      stop: fc.boolean(),
      tests: fc.constant([{ name: 't', given: { 'message.text': null }, expect: 'no_match' }]),
    },
    { requiredKeys: ['id', 'name', 'on', 'if', 'do'] },
  )
  .map(timely);

/** Times belong to the event, and the event needs some. */
function timely({ schedule, ...each }: Record<string, unknown>): Record<string, unknown> {
  return [each.on].flat().includes('schedule') ? { ...each, schedule: schedule ?? { every: 'PT1H' } } : each;
}

/** Anything at all that may stand where a rule should: saved by hand, by another program, by somebody hostile. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'x', 5, true, [], {}, '__proto__', { all: [] }, { all: 5, field: 'x' }, [
    ['deep'],
  ]),
  fc.jsonValue(),
);
export const wildRule: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      id: junk,
      name: junk,
      description: junk,
      mode: junk,
      on: junk,
      if: fc.oneof(
        junk,
        condition,
        fc.record(
          {
            field: fc.constantFrom('message.text', 'customer.custom.', 'nope'),
            operator: junk,
            value: junk,
            more: junk,
          },
          { requiredKeys: ['field'] },
        ),
      ),
      do: fc.oneof(
        junk,
        fc.array(
          fc.oneof(
            step,
            junk,
            fc.record(
              {
                action: fc.constantFrom(...ACTIONS.map(({ id }) => id)),
                to: junk,
                text: junk,
                tags: junk,
                custom: junk,
                also: junk,
                if_failed: fc.oneof(junk, fc.array(fc.oneof(step, junk))),
              },
              { requiredKeys: ['action'] },
            ),
          ),
        ),
      ),
      schedule: fc.oneof(junk, fc.record({ at: junk, every: junk, calendar: junk, over: junk }, { requiredKeys: [] })),
      once: fc.oneof(junk, fc.record({ per: junk, within: fc.oneof(junk, fc.constantFrom('night', 'gone')), x: junk })),
      wait: fc.oneof(junk, fc.record({ for: junk, in: junk, unless: junk, restart: junk })),
      stop: junk,
      tests: junk,
      strange: junk,
    },
    { requiredKeys: [] },
  )
  .map((each) => ({ ...each }));
