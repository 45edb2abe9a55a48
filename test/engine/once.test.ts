import { createWorld, conversation, event, fakeStore, lines, PASSING, rule, START } from '../support/fakes';
import { HostError } from '../../src/ports/host';
import { message } from '../../src/text/message';
import { createOnce, type OnceRule } from '../../src/engine/once';

const ONCE = rule({ id: 'r', once: { per: 'conversation' } }) as OnceRule;

test('a turn that another instance gave back is free here as well', async () => {
  const store = fakeStore();
  const [one, two] = ['one', 'two'].map((each) => createOnce(store, () => START, each));
  const what = event('customer_message', START);
  const turn = (await one!.take(ONCE, what))!;
  await turn.confirm();
  // The other one hears of the conversation meanwhile.
  expect(await two!.take(ONCE, what)).toBeUndefined();
  await one!.giveBack(ONCE, what, START);
  expect(await two!.isFree(ONCE, what)).toBe(true);
});

test('a late giving back leaves the turn that somebody else has had since', async () => {
  const world = createWorld();
  const { server, clock } = world;
  server.conversations.set('c1', conversation('c1'));
  const note = rule({
    id: 'note',
    once: { per: 'conversation', within: 'PT10M' },
    do: [{ action: 'note_contact', text: 'wrote' }],
  });
  const app = await world.instance([note]);
  const notes = async () => (await server.host.store.read(['notes'])).length;
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      void app.later.sweep();
      await clock.pass(60_000);
    }
  };
  const writes = async () => {
    void app.engine.handle(event('customer_message', clock.now(), 'hi', server.conversations.get('c1')));
    await clock.pass(1_000);
  };
  // The server refuses for now: tried at 0:00, 0:30, 2:30, 7:30, and again at 22:30.
  server.fail('noteContact', 4, PASSING);
  await writes();
  await minutes(20);
  server.fail('noteContact', 0);
  await writes(); // 20:01: the ten minutes are over, this one has its turn
  expect(await notes()).toBe(1);
  server.fail('noteContact', 1, new HostError(message('reason_record_not_kept')));
  await minutes(4); // 22:30: the last try of the first run fails for good
  expect(lines(app.runs.at(-1))).toEqual([expect.stringContaining('note_contact failed')]);
  server.fail('noteContact', 0);
  await writes(); // 24:02: four minutes after the second one had its turn
  expect(await notes()).toBe(1);
});
