import { createWorld, conversation, event, rule, type Instance, type World } from '../support/fakes';
import type { RunRecord } from '../../src/model/run';

const WORK = rule({
  id: 'work',
  do: [
    { action: 'add_contact_tags', tags: ['seen'] },
    { action: 'send_message', text: 'We are on it' },
    { action: 'close', comment: 'Done' },
  ],
});

/** One process dies in the middle of a run, a second one takes it up and stands still, a third one goes on and dies. */
async function play(stillAfter: number, diesAfter: number): Promise<string | undefined> {
  const world: World = createWorld({ delay: () => [150, 150] });
  world.server.conversations.set('c1', conversation());
  const first = await world.instance([WORK]);
  first.dieAt(6, true);
  void first.engine.handle(event('customer_message', world.clock.now(), 'help', world.server.conversations.get('c1')));
  await world.clock.pass(6_000);
  if ((await world.server.host.store.read(['journal'])).length === 0) return 'no journal';
  const taken = async (by: number) =>
    (await world.server.host.store.read<never>(['journal'])).some(({ takenUp }: { takenUp: number }) => takenUp >= by);
  const until = async (app: Instance, by: number): Promise<boolean> => {
    for (let at = 0; at < 300; at++) {
      if (at % 50 === 0) void app.later.sweep();
      await world.clock.pass(1_000);
      if (await taken(by)) return true;
    }
    return false;
  };
  const second = await world.instance([WORK]);
  const third = await world.instance([WORK]);
  // Both look at the store; the second one takes it up: it stands still from its so-manieth call on.
  const began = second.calls();
  let stood = false;
  for (let at = 0; at < 4_000 && !stood; at++) {
    if (at % 600 === 0) void second.later.sweep();
    await world.clock.pass(100);
    if ((await taken(1)) && second.calls() - began >= stillAfter) {
      second.standStill(75_000, true);
      stood = true;
    }
  }
  if (!stood || (await world.server.host.store.read(['runs'])).length > 0) return `not stood ${stood}`;
  third.dieAt(100_000, true);
  if (!(await until(third, 2))) return 'third did not';
  third.dieAt(diesAfter, true);
  for (let minute = 0; minute < 25; minute++) {
    void second.later.sweep();
    await world.clock.pass(60_000);
  }
  const runs = await world.server.host.store.read<RunRecord>(['runs']);
  const ok = runs.length === 1;
  return ok
    ? 'ok'
    : `lost: still after ${stillAfter}, third dies after ${diesAfter}, slots left ${(await world.server.host.store.read(['journal'])).length}, ${world.server.conversations.get('c1')!.status}`;
}

test('what two processes have had in hand is not lost', async () => {
  const ends: Record<string, number> = {};
  for (let still = 1; still < 60; still += 3)
    for (const dies of [1, 3, 5]) {
      const end = String(await play(still, dies));
      ends[end] = (ends[end] ?? 0) + 1;
    }
  expect(Object.keys(ends).filter((each) => each.startsWith('lost'))).toEqual([]);
}, 150_000);
