import { sandbox } from '../../sandbox';
import { look } from '../../support/look';

const hand = (text: string, more: object = {}) => ({
  id: 'refund',
  name: 'Refund',
  on: 'manual',
  if: 'always',
  do: [{ action: 'send_message', text }],
  ...more,
});

test('what runs by hand is what was shown: a rule that was changed since is shown anew', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [hand('We refund 10 EUR.')] } },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await anna.takes(carla);
    await shop.settled();
    await anna.runs('/workflow run refund', carla);
    await anna.submits({});
    expect(look(anna)).toContain('10 EUR');
    await shop.setting('rules', { rules: [hand('We refund 1000 EUR.')] });
    await shop.settled();
    await anna.submits();
    await shop.settled();
    expect(carla.sees().join()).not.toContain('1000 EUR');
    expect(look(anna)).toContain('We refund 1000 EUR.');
    await anna.submits();
    await shop.settled();
    expect(carla.sees().join()).toContain('1000 EUR');
  } finally {
    await shop.stop();
  }
});
