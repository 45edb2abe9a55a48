import { sandbox } from '../../sandbox';
import { look, press } from '../../support/look';

test('what stands in for an action that did not fail is not told, neither in the bar nor after a run by hand', async () => {
  const greet = {
    id: 'greet',
    name: 'Greet',
    on: ['customer_message', 'manual'],
    if: 'always',
    do: [
      { action: 'send_message', text: 'Hello!', if_failed: [{ action: 'note_conversation', text: 'Not greeted.' }] },
    ],
  };
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [greet] } },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await anna.takes(carla);
    await shop.advance('PT1S');
    await carla.writes('Hello?');
    await shop.settled();
    await anna.presses('workflow-room', carla);
    for (const tab of ['tab.runs', 'tab.why']) {
      await press(anna, tab);
      expect(look(anna)).toContain('Send a message: done');
      expect(look(anna)).not.toContain('because that failed');
    }
    await press(anna, 'hand.');
    await anna.submits({});
    await anna.submits();
    await shop.settled();
    expect(look(anna)).toContain('Send a message: done');
    expect(look(anna)).not.toContain('because that failed');
  } finally {
    await shop.stop();
  }
});
