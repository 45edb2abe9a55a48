import { conversation, event, rule, type Instance, type World } from '../../support/fakes';
import { minutes, openWorld } from '../../support/worlds';
import type { QuestionEnd } from '../../../src/model/question';
import type { RunRecord } from '../../../src/model/run';

/** A process dies with any of its calls: a question is asked once, and its answer counts once. */
const MINUTE = 60_000;
const CHOICES = [
  { value: 'bill', label: 'An invoice' },
  { value: 'other', label: 'Something else' },
];
const RULES = [
  rule({ id: 'asks', do: [{ action: 'ask', id: 'topic', text: 'What about?', choices: CHOICES, within: 'PT30M' }] }),
  rule({
    id: 'answered',
    on: 'question_answered',
    do: [{ action: 'send_message', text: '{{question.outcome}}: {{answer.topic}}' }],
  }),
];
const QUESTION = 'What about?\n1. An invoice\n2. Something else';

async function writes(world: World, app: Instance, text: string): Promise<void> {
  const told = event('customer_message', world.clock.now(), text, world.server.conversations.get('c1'));
  world.server.said.set('c1', [...(world.server.said.get('c1') ?? []), ...(told.message ? [told.message] : [])]);
  void app.engine.handle(told);
  await world.clock.pass(3_000);
}

async function taps(world: World, app: Instance, choice: number): Promise<void> {
  const [message] = [...world.server.choices.keys()];
  const where = world.server.conversations.get('c1');
  if (message === undefined || !where) return;
  void app.later.questions.tapped({ conversation: where, message, value: String(choice) }).catch(() => undefined);
  await world.clock.pass(3_000);
}

const texts = ({ server }: World): readonly string[] => server.sent.map(({ text }) => text);
const ends = (world: World): Promise<QuestionEnd[]> => world.server.host.store.read<QuestionEnd>(['question_ends']);
const open = async (world: World): Promise<number> => (await world.server.host.store.read(['question:c1'])).length;

it('dies while it asks: the question is there once, and can be answered', async () => {
  const whole = openWorld();
  const first = await whole.instance(RULES);
  await writes(whole, first, 'hi');
  const calls = first.calls();
  expect(calls).toBeGreaterThan(8);
  for (let at = 1; at <= calls; at++) {
    for (const effect of [false, true]) {
      const where = `died ${effect ? 'after' : 'before'} the effect of call ${at}`;
      const world = openWorld();
      const one = await world.instance(RULES);
      one.dieAt(at, effect);
      await writes(world, one, 'hi');
      const two = await world.instance(RULES);
      await minutes(world, two, 4);
      // Lost by the host when nothing had been written yet.
      if ((await world.server.host.store.read(['journal'])).length === 0) continue;
      expect([where, texts(world)]).toEqual([where, [QUESTION]]);
      await writes(world, two, '2');
      expect([where, texts(world)]).toEqual([where, [QUESTION, 'typed: other']]);
      expect([where, await open(world), two.errors]).toEqual([where, 0, []]);
    }
  }
});

it.each([
  ['typed', (world: World, app: Instance) => writes(world, app, 'an invoice')],
  ['tapped', (world: World, app: Instance) => taps(world, app, 1)],
])('dies while it is answered (%s): the answer counts once', async (how, answers) => {
  const whole = openWorld();
  const first = await whole.instance(RULES);
  await writes(whole, first, 'hi');
  const before = first.calls();
  await answers(whole, first);
  await whole.clock.pass(5_000);
  const calls = first.calls() - before;
  expect(texts(whole)).toEqual([QUESTION, `${how}: bill`]);
  expect(calls).toBeGreaterThan(12);
  for (let at = 1; at <= calls; at++) {
    for (const effect of [false, true]) {
      const where = `died ${effect ? 'after' : 'before'} the effect of call ${at} of ${calls}`;
      const world = openWorld();
      const one = await world.instance(RULES);
      await writes(world, one, 'hi');
      one.dieAt(at, effect);
      await answers(world, one);
      const two = await world.instance(RULES);
      // Whatever has been written down is found within the hour; what was not is looked for when the time is over.
      await minutes(world, two, 100);
      const said = texts(world);
      expect([where, said[0], said.length]).toEqual([where, QUESTION, 2]);
      // A tap that nobody has written down is lost with the process, and the time passes.
      const none = how === 'tapped' && said[1] === 'no_answer: ';
      if (!none) expect([where, said[1]]).toEqual([where, expect.stringMatching(/^(typed|tapped): bill$/)]);
      expect([where, (await ends(world)).length, await open(world)]).toEqual([where, 1, 0]);
      const customer = (world.server.said.get('c1') ?? []).filter(({ text }) => /invoice/i.test(text));
      expect([where, customer.length]).toEqual([where, none ? 0 : 1]);
      const runs = await world.server.host.store.read<RunRecord>(['runs']);
      expect([where, runs.filter(({ rule: id }) => id === 'answered').length]).toEqual([where, 1]);
      expect([where, two.errors, [...world.server.choices.keys()]]).toEqual([where, [], []]);
    }
  }
});

it.each<'paused' | 'muted'>(['paused', 'muted'])(
  'dies while it is answered, and is %s then: no rule goes on',
  async (is) => {
    for (let at = 1; at <= 40; at++) {
      const where = `died with call ${at}`;
      const world = openWorld();
      const one = await world.instance(RULES);
      await writes(world, one, 'hi');
      one.dieAt(at, true);
      await writes(world, one, 'an invoice');
      one.kill();
      const before = texts(world);
      const two = await world.instance(RULES, { suspended: () => is });
      await minutes(world, two, 40);
      expect([where, texts(world)]).toEqual([where, before]);
      expect([where, await open(world), two.errors]).toEqual([where, 0, []]);
    }
  },
);

it('two instances: of a tap, a typed answer and the time one counts, whatever comes first', async () => {
  for (let late = 0; late <= 4_000; late += 250) {
    const world = openWorld();
    const [one, two] = [await world.instance(RULES), await world.instance(RULES)];
    await writes(world, one, 'hi');
    await world.clock.pass(30 * MINUTE - 6_000);
    const [message = ''] = [...world.server.choices.keys()];
    const where = world.server.conversations.get('c1') ?? conversation();
    void two.later.questions.tapped({ conversation: where, message, value: '2' });
    await world.clock.pass(late);
    await writes(world, one, 'an invoice');
    void one.later.sweep();
    void two.later.sweep();
    await minutes(world, one, 5);
    await minutes(world, two, 5);
    expect([late, await ends(world), await open(world)]).toEqual([late, [expect.anything()], 0]);
    const runs = await world.server.host.store.read<RunRecord>(['runs']);
    expect([late, runs.filter(({ rule: id }) => id === 'answered').length]).toEqual([late, 1]);
    expect([late, [...one.errors, ...two.errors]]).toEqual([late, []]);
  }
});
