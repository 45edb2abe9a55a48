import * as fc from 'fast-check';
import { fieldOf } from '../../../src/catalogue/fields';
import { compileRules } from '../../../src/decide';
import { compileSteps } from '../../../src/rules/compile-actions';
import { conversation, createWorld, event, lines } from '../../support/fakes';
import { openWorld } from '../../support/worlds';
import { agree } from '../../support/properties';
import { on, read, readRule, rule, said, told } from '../../support/read-rules';
import { anyFacts, counterFacts, decided, documentOf, NOWHERE, play } from './counter-examples';

const SEED = { seed: 20261129, numRuns: 100 };
/** Facts that are tried for each claim. */
const TRIES = 60;

test('what is said of a condition or a rule is so, whatever the facts are', () => {
  fc.assert(
    fc.property(documentOf(3), (document) => {
      const { active, findings } = read(document);
      const running = active.map(({ id }) => id);
      for (const finding of findings) {
        const { rule: id, text } = finding;
        if (id === null || !running.includes(id)) continue;
        agree(counterFacts(finding, active, TRIES), undefined);
        if (text.key === 'finding_never_then')
          agree(
            play(active, TRIES, (ran) => ran.has(id)),
            undefined,
          );
        if (text.key === 'finding_unreached')
          agree(
            play(active, TRIES, (ran) => ran.has(id) || ran.has(`${id} armed`)),
            undefined,
          );
      }
    }),
    SEED,
  );
});

test('what passes compiles, and is decided alike in a rule set and in a test, whatever the facts are', () => {
  fc.assert(
    fc.property(documentOf(2), fc.nat(), (document, seed) => {
      const { active, findings, rules } = read(document);
      const inError = findings.filter(({ level }) => level === 'error').map(({ rule: id }) => id);
      agree(
        rules.map(({ id, state }) => [id, state === 'set_aside']),
        rules.map(({ id }) => [id, inError.includes(id)]),
      );
      const set = compileRules(active, fieldOf, NOWHERE);
      agree(set.broken, []);
      for (const each of active) compileSteps(each, NOWHERE);
      for (const facts of anyFacts(active, seed, 5)) {
        const [inSet, inTest] = decided(set, facts);
        agree(inSet, inTest);
      }
    }),
    { ...SEED, numRuns: 60 },
  );
});

const note = { action: 'note_conversation', text: 'x' };
const close = { action: 'close', comment: 'Bye' };
const to = (target: object) => ({ action: 'assign', to: target });
const status = (value: unknown) => on('conversation.status', 'is', value);

describe('what a rule does at once is seen by those behind it', () => {
  const closed = { if: status('closed'), do: [note] };
  const cases: readonly (readonly [what: string, first: object, second: object, ...found: string[]])[] = [
    ['a close', { do: [close] }, closed],
    ['a close where something else fails', { do: [{ ...note, if_failed: [close] }] }, closed],
    ['a close after a wait', { do: [close], wait: { for: 'PT5M' } }, closed, 'warning r if'],
    ['a close that is only watched', { do: [close], mode: 'watch' }, closed, 'warning r if'],
    ['nothing of it', { do: [{ action: 'set_topic', topic: 'x' }] }, closed, 'warning r if'],
    ['a close on another event', { do: [close], on: 'agent_message' }, closed, 'warning r if'],
    ['not who wrote the message', { do: [close] }, { if: on('message.from', 'is', 'bot'), do: [note] }, 'warning r if'],
    [
      'an assignment',
      { on: 'conversation_unassigned', do: [to({ agent: 'maria' })] },
      { on: 'conversation_unassigned', if: on('conversation.owner', 'is', 'human') },
    ],
  ];
  test.each(cases.map(([what, first, second, ...found]) => ({ what, first, second, found })))(
    '$what',
    ({ first, second, found }) => {
      expect(told(read({ rules: [rule({ id: 'first', ...first }), rule(second as never)] }))).toEqual(found);
    },
  );

  test('and so it runs', async () => {
    const { active } = read({ rules: [rule({ id: 'first', do: [close] }), rule(closed)] });
    const world = openWorld();
    const app = await world.instance(active);
    const here = world.server.conversations.get('c1');
    await app.engine.handle(event('customer_message', world.clock.now(), 'x', here));
    expect(app.runs.map(({ rule: id }) => id)).toEqual(['first', 'r']);
  });
});

describe('two rules that do the same do not set each other off', () => {
  const both = (event: string, ...steps: readonly object[]) =>
    told(read({ rules: steps.map((step, n) => rule({ id: 'ab'[n], on: event, do: [step] })) }));
  const maria = to({ agent: 'maria' });
  test.each<[what: string, event: string, first: object, second: object, loops: boolean]>([
    ['the same agent', 'conversation_assigned', maria, maria, false],
    ['whatever is done when it fails', 'conversation_assigned', maria, { ...maria, if_failed: [note] }, false],
    ['a close, in other words', 'conversation_closed', close, { ...close, comment: 'x' }, false],
    ['the manager', 'conversation_assigned', to({ manager: true }), to({ manager: true }), false],
    ['the manager, and the last agent', 'conversation_assigned', to({ manager: true }), to({ last_agent: true }), true],
    [
      'anyone, who is somebody else each time',
      'conversation_assigned',
      to({ anyone: true }),
      to({ anyone: true }),
      true,
    ],
  ])('%s', (_what, event, first, second, loops) => {
    expect(both(event, first, second)).toEqual(loops ? ['warning a do[0]', 'warning b do[0]'] : []);
  });
});

test('what is always true in a "none" is not said to decide nothing: the "none" is never true', () => {
  const text = on('message.text', 'is', 'x');
  const every = status(['queued', 'open', 'on_hold', 'closed']);
  const apart = { any: [status('open'), on('conversation.status', 'is_not', 'open')] };
  for (const each of [every, apart, { any: [text, apart] }, { any: [text, every] }])
    expect(said(readRule({ if: { none: [each] } }))).toEqual(['this condition on "conversation.status" is never true']);
});

test('a question is asked of a conversation that a step before it takes off the human agent', () => {
  const ask = { action: 'ask', id: 'topic', text: 'Which?' };
  const human = on('conversation.owner', 'is', 'human');
  expect(told(readRule({ if: human, do: [{ action: 'unassign' }, ask] }))).toEqual([]);
  expect(told(readRule({ if: human, do: [note, ask] }))).toEqual(['warning r do[1]']);
});

test('and it is asked', async () => {
  const ask = { action: 'ask', id: 'topic', text: 'Which?' };
  const human = on('conversation.owner', 'is', 'human');
  const { active } = readRule({ if: human, do: [{ action: 'unassign' }, ask] });
  const world = createWorld();
  const agent = { id: 'anna', username: 'anna', kind: 'human', enabled: true } as const;
  const here = conversation('c1', { status: 'open', agent });
  world.server.conversations.set('c1', here);
  Object.assign(world.server.host, { queueKeepsReturned: async () => true });
  const returnToQueue = async () => void world.server.conversations.set('c1', conversation('c1'));
  Object.assign(world.server.host.changes, { returnToQueue });
  const app = await world.instance(active);
  await app.engine.handle(event('customer_message', world.clock.now(), 'x', here));
  expect(app.runs.flatMap(lines)).toEqual(['unassign done', 'ask done']);
});

test('who runs a rule by hand need not be an agent', () => {
  const host = { agents: ['anna'] };
  const by = { on: 'manual', if: on('actor.username', 'is', 'boss') };
  expect(told(readRule(by, { host }))).toEqual([]);
});

test.each<[what: string, step: object, nearest: string]>([
  ['what every action may have', { ...note, if_faield: [close] }, 'if_failed'],
  ['what actions that write to the customer may have', { action: 'send_message', text: 'x', allso: true }, 'also'],
])('the nearest key: %s', (_what, step, nearest) => {
  expect(said(readRule({ on: 'conversation_started', do: [step] }))).toEqual([
    expect.stringContaining(`did you mean "${nearest}"?`),
  ]);
});

test('a key that is there already is not proposed again', () => {
  const steps = said(readRule({ do: [{ ...note, texxt: 'y' }] }));
  expect(steps).toEqual([expect.stringMatching(/"texxt" is not known here(?!.*"text")/)]);
});
