import { sandbox } from '../sandbox';
import { answered, choose, look, press, rule } from '../support/look';

test('what a customer has written is in no view either once they are forgotten', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    managers: ['mia'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [rule('hello')] } },
  });
  try {
    const carla = shop.customer('carla');
    await carla.writes('hello, my secret is swordfish');
    await shop.settled();
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await choose(mia, 'Rule hello', 'edit');
    await press(mia, 'try');
    expect(look(mia)).toContain('swordfish');
    expect(await answered(shop, 'mia', '/workflow forget now', carla)).toContain('Removed');
    const left = shop.db.records.filter(({ data }) => JSON.stringify(data).includes('swordfish'));
    expect(left.map(({ associations }) => associations.at(-1)!.id)).toEqual([]);
  } finally {
    await shop.stop();
  }
});
