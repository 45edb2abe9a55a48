import { endpointsOf } from '../../../src/host/rest';
import { clientOf, fakeHttp } from './http';

const ok = (json: object) => ({ status: 200, json: { success: true, ...json } });

test('the clock is put back an hour: a list is no older for it', async () => {
  const clock = { now: 10_000_000 };
  const fake = fakeHttp().on(
    'livechat/users/agent',
    ok({ users: [{ _id: 'a', username: 'anna', statusLivechat: 'available' }] }),
    ok({ users: [{ _id: 'a', username: 'anna', statusLivechat: 'not-available' }] }),
  );
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  expect((await rest.agents())[0]!.available).toBe(true);
  clock.now -= 3_600_000;
  // Half an hour goes by.
  clock.now += 1_800_000;
  expect((await rest.agents())[0]!.available).toBe(false);
});

test('a list that failed once is not given beyond its time by failing again', async () => {
  const clock = { now: 10_000_000 };
  const fake = fakeHttp().on(
    'livechat/users/agent',
    ok({ users: [{ _id: 'a', username: 'anna' }] }),
    new Error('ECONNREFUSED'),
  );
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  await rest.agents();
  let failed = 0;
  for (let at = 0; at < 300; at += 5) {
    clock.now += 5_000;
    await rest.agents().catch(() => (failed = failed || at + 5));
  }
  expect(failed).toBe(100);
});

test('a custom field that was deleted is created again', async () => {
  const clock = { now: 1_000_000 };
  const ok = (json: object) => ({ status: 200, json: { success: true, ...json } });
  const fake = fakeHttp()
    .on('livechat/custom-fields', ok({ customFields: [] }))
    .on('livechat/custom-fields.save', ok({}));
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  const created = () => fake.requests.filter(({ url }) => url.endsWith('custom-fields.save')).length;
  await rest.needRoomFields(['order']);
  expect(created()).toBe(1);
  // An administrator deletes it: the server lists none, and passes what is written into it over without a word.
  clock.now += 3_600_000;
  await rest.needRoomFields(['order']);
  expect(created()).toBe(2);
});
