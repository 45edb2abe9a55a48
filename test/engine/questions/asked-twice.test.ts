import { ASKED_AT_THE_START } from '../../support/asks';
import { conversation, event } from '../../support/fakes';
import { openWorld } from '../../support/worlds';

test('of two questions that two instances have asked at the same moment, each is answered by its own buttons', async () => {
  const world = openWorld();
  const { clock, server } = world;
  const [one, two] = [await world.instance(ASKED_AT_THE_START), await world.instance(ASKED_AT_THE_START)];
  const { store } = server.host;
  const create = store.create.bind(store);
  // One of them takes a while to write down that it asks.
  Object.assign(store, {
    create: async (...record: Parameters<typeof create>) => {
      if (record[0].includes('question:c1')) {
        Object.assign(store, { create });
        await clock.sleep(500);
      }
      return create(...record);
    },
  });
  void two.engine.handle(event('conversation_started', clock.now(), '', conversation()));
  await clock.pass(1);
  void one.engine.handle(event('conversation_started', clock.now(), '', conversation()));
  await clock.pass(3_000);
  const buttons = [...server.choices.keys()];
  expect(buttons).toHaveLength(2);
  for (const message of buttons) {
    const tapped = one.later.questions.tapped({ conversation: conversation(), message, value: '2' });
    await clock.pass(5_000);
    expect(await tapped).toBeUndefined();
  }
  expect(server.choices.size).toBe(0);
});
