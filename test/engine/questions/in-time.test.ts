import { event, rule, type World } from '../../support/fakes';
import { openWorld } from '../../support/worlds';

const MINUTE = 60_000;
const says = (text: string) => [{ action: 'send_message', text, also: true }];
const RULES = [
  rule({
    id: 'asks',
    on: 'conversation_started',
    do: [{ action: 'ask', id: 'size', text: 'How many?', as: 'number' }],
  }),
  rule({ id: 'answered', on: 'question_answered', do: says('{{question.outcome}} {{answer.size}}') }),
  rule({ id: 'ordinary', do: says('heard {{message.text}}') }),
];
/** Keeps the conversation's lane for a while. */
const SLOW = rule({
  id: 'slow',
  on: 'conversation_assigned',
  if: { field: 'conversation.message_count', operator: 'at_least', value: 100 },
});

/** What the customer writes, as the server keeps it and as it tells of it so many ms later. */
async function writes(world: World, handle: (what: ReturnType<typeof event>) => Promise<void>, late: number) {
  const told = event('customer_message', world.clock.now(), '7', world.server.conversations.get('c1'));
  world.server.said.set('c1', [told.message!]);
  await world.clock.pass(late);
  void handle(told);
}

describe('an answer that was written in time', () => {
  it.each([0, 100, 300, 600, 900, 1_300])(
    'is one, and nothing else, though it is told %i ms after the time',
    async (ms) => {
      const world = openWorld();
      const { engine, errors } = await world.instance(RULES);
      void engine.handle(event('conversation_started', world.clock.now(), '', world.server.conversations.get('c1')));
      await world.clock.pass(10 * MINUTE - 50);
      await writes(world, engine.handle, 50 + ms);
      await world.clock.pass(MINUTE);
      expect(world.server.sent.map(({ text }) => text)).toEqual(['How many?', 'typed 7']);
      expect(errors).toEqual([]);
    },
  );

  it('is one, and nothing else, though the conversation was held up until after the time', async () => {
    const world = openWorld();
    const { host } = world.server;
    const load = host.load.bind(host);
    Object.assign(host, {
      load: async (...asked: Parameters<typeof load>) => {
        if (asked[0] === 'message_count') await world.clock.sleep(20_000);
        return load(...asked);
      },
    });
    const { engine, errors } = await world.instance([...RULES, SLOW]);
    const comes = (on: 'conversation_started' | 'conversation_assigned'): void =>
      void engine.handle(event(on, world.clock.now(), '', world.server.conversations.get('c1')));
    comes('conversation_started');
    await world.clock.pass(10 * MINUTE - 10_000);
    comes('conversation_assigned');
    await world.clock.pass(9_900);
    await writes(world, engine.handle, 3_000);
    await world.clock.pass(MINUTE);
    expect(world.server.sent.map(({ text }) => text)).toEqual(['How many?', 'typed 7']);
    expect(errors).toEqual([]);
  });
});

test.each<[what: string, ms: number, said: readonly string[]]>([
  ['asks again in time is not let pass', -900, ['How many?', 'That does not look like a number', 'typed 7']],
  ['finds over is not asked again', 200, ['How many?', 'no_answer ', 'heard a few', 'heard 7']],
])('a question that another instance %s', async (_what, ms, said) => {
  const world = openWorld();
  const { clock, server } = world;
  const [one, two] = [await world.instance(RULES), await world.instance(RULES)];
  void one.engine.handle(event('conversation_started', clock.now(), '', server.conversations.get('c1')));
  await clock.pass(10 * MINUTE + ms);
  void two.engine.handle(event('customer_message', clock.now(), 'a few', server.conversations.get('c1')));
  await clock.pass(MINUTE);
  void two.engine.handle(event('customer_message', clock.now(), '7', server.conversations.get('c1')));
  await clock.pass(MINUTE);
  expect(server.sent.map(({ text }) => text.split('.')[0])).toEqual(said);
});
