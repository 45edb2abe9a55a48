import { sandbox } from '../sandbox';
import { runLines, withSandbox } from './runs';

/** From 7.1 on a visitor has a contact for each way in which they come, and a conversation of the app is one more. */
describe('a conversation that the app has opened', () => {
  const rules = [
    {
      id: 'greek',
      name: 'Speaks Greek',
      on: 'customer_message',
      if: { field: 'customer.tags', operator: 'excludes', value: 'greek' },
      do: [
        { action: 'add_contact_tags', tags: ['greek'] },
        { action: 'note_contact', text: 'Speaks Greek.' },
      ],
    },
    { id: 'again', name: 'Again', on: 'conversation_closed', if: 'always', do: [{ action: 'open' }] },
  ];

  test('has the tags and the notes of its customer', () =>
    withSandbox(rules, async (shop) => {
      const ana = shop.customer('ana', { name: 'Ana' });
      await ana.writes('Kalimera');
      await shop.settled();
      await ana.closes();
      await shop.settled();
      const [first, second] = ana.conversations();
      expect(second?.contactId).not.toBe(first?.contactId);

      await ana.writes('Me again');
      await shop.settled();
      expect(runLines(shop)).toEqual([
        'greek on customer_message: add_contact_tags done, note_contact done',
        'again on conversation_closed: open done',
      ]);
      const anna = shop.agent('anna');
      await anna.takes(ana);
      await anna.runs('/workflow notes', ana);
      await shop.settled();
      expect(anna.sees().join('\n')).toContain('Speaks Greek.');
      expect(anna.sees().join('\n')).toContain('greek');
    }));

  test('counts the earlier conversations of its customer, whatever contact they are of', async () => {
    const counts = {
      id: 'counts',
      name: 'Counts',
      on: 'customer_message',
      if: { field: 'customer.conversations', operator: 'at_least', value: 2 },
      do: [{ action: 'note_conversation', text: 'Has been here twice.' }],
    };
    const shop = await sandbox({
      agents: ['anna'],
      connected: true,
      server: { routing: 'Manual_Selection' },
      settings: { rules: { rules: [rules[1], counts] } },
    });
    try {
      const ana = shop.customer('ana', { name: 'Ana' });
      // The server has known her for longer than there is the app.
      ana.profile().ts = new Date('2020-01-01');
      await ana.writes('Hello');
      const { rooms } = shop.workspace.data;
      const first = ana.conversation();
      await ana.closes();
      // One that the app has not seen, of the same contact.
      rooms.unshift({ ...structuredClone(first), _id: 'before-the-app', closedAt: new Date('2020-01-02') });
      await shop.settled();
      await ana.writes('Me again');
      await shop.settled();
      expect(ana.conversation().contactId).not.toBe(first.contactId);
      expect(runLines(shop)).toContain('counts on customer_message: note_conversation done');
    } finally {
      await shop.stop();
    }
  });
});
