import { sandbox } from '../../sandbox';
import { look, press } from '../../support/look';

test('an event of a conversation opens by what it is, not by its place: another one may have come since', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: {
      rules: {
        rules: ['apple', 'pear', 'plum'].map((word) => ({
          id: word,
          name: `Rule ${word}`,
          on: 'customer_message',
          if: { field: 'message.text', operator: 'contains', value: word },
          do: [{ action: 'note_contact', text: word }],
        })),
      },
    },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('an apple');
    await shop.settled();
    await anna.takes(carla);
    await carla.writes('a pear');
    await shop.settled();
    await anna.presses('workflow-room', carla);
    await press(anna, 'tab.why');
    const lines = look(anna).split('\n');
    const id = /\[(event\.[^\]]+)\]/.exec(lines.find((line) => line.includes('an apple'))!)![1]!;
    // A message comes between the view and the press.
    await carla.writes('a plum');
    await shop.settled();
    await anna.presses(id);
    expect(look(anna)).toContain('✅ the message contains “apple”');
  } finally {
    await shop.stop();
  }
});
