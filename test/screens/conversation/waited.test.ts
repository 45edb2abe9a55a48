import { sandbox } from '../../sandbox';
import { look, press } from '../../support/look';

test('the bar says of a rule that waited when it has run', async () => {
  const remind = {
    id: 'remind',
    name: 'Remind',
    on: 'customer_message',
    if: 'always',
    wait: { for: 'PT5M' },
    do: [{ action: 'send_message', text: 'Still there?' }],
  };
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [remind] } } });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await shop.advance('PT2S');
    await carla.writes('Hello?');
    await shop.settled();
    await shop.advance('PT6M');
    await anna.presses('workflow-room', carla);
    await press(anna, 'tab.why');
    expect(look(anna)).toContain('✅ Remind · 3/4/26, 10:05:00 AM');
  } finally {
    await shop.stop();
  }
});
