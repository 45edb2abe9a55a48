import { sandbox } from '../../sandbox';
import { look } from '../../support/look';

const hand = (more: object = {}) => ({
  id: 'refund',
  name: 'Refund',
  on: 'manual',
  if: 'always',
  do: [{ action: 'note_contact', text: 'x' }],
  ...more,
});

test('a form for a rule that asks for something more since shows it', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [hand()] } },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await anna.takes(carla);
    await shop.settled();
    await anna.runs('/workflow run refund', carla);
    await shop.setting('rules', {
      rules: [hand({ inputs: [{ id: 'why', label: 'Why', kind: 'text', required: true }] })],
    });
    await shop.settled();
    await anna.submits({});
    expect(look(anna)).toContain('Why');
  } finally {
    await shop.stop();
  }
});
