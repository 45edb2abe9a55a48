import { event, lines, PASSING, rule, type Instance, type World } from '../../support/fakes';
import { minutes, openWorld } from '../../support/worlds';

const writes = async (world: World, app: Instance, words = 'help') => {
  const what = event('customer_message', world.clock.now(), words, world.server.conversations.get('c1'));
  world.server.said.set('c1', [...(world.server.said.get('c1') ?? []), what.message!]);
  void app.engine.handle(what);
  await world.clock.pass(1_000);
};

test('a message that is not understood, and cannot be asked again just now, is not lost', async () => {
  const world = openWorld();
  const ask = rule({
    id: 'ask',
    do: [
      {
        action: 'ask',
        id: 'topic',
        text: 'What is it about?',
        choices: [
          { value: 'orders', label: 'Orders' },
          { value: 'money', label: 'Money' },
        ],
      },
    ],
    if: { field: 'message.text', operator: 'is', value: 'start' },
  });
  const human = rule({
    id: 'human',
    if: { field: 'message.text', operator: 'contains', value: 'human' },
    do: [{ action: 'assign', to: { agent: 'maria' } }],
  });
  const app = await world.instance([ask, human]);
  await writes(world, app, 'start');
  expect(app.runs.map((run) => lines(run))).toEqual([['ask done']]);
  world.server.fail('sendChoices', 1, PASSING);
  await writes(world, app, 'a human please');
  await world.clock.pass(5_000);
  await minutes(world, app, 2);
  // Nobody could ask it once more: then it is a message like any other, and somebody is called.
  expect(app.runs.map(({ rule: id }) => id)).toEqual(['ask', 'human']);
});

test('one that the server refused for now is still asked, though all was paused in between', async () => {
  const world = openWorld();
  const app = await world.instance([rule({ id: 'ask', do: [{ action: 'ask', id: 'name', text: 'Your name?' }] })]);
  world.server.fail('sendMessage', 1, PASSING);
  await writes(world, app);
  expect(world.server.sent).toEqual([]);
  void app.later.questions.suspended('c1', 'paused');
  await minutes(world, app, 2);
  expect(world.server.sent.map(({ text }) => text)).toEqual(['Your name?']);
});
