import { sandbox } from '../sandbox';
import { answered } from '../support/look';
import { runRecords } from '../stories/runs';

const rule = (value: string) => ({
  id: 'refunds',
  name: 'Refunds',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value },
  do: [{ action: 'add_contact_tags', tags: ['refund'] }],
});

test('`apply now` does what this person has been shown, not what another one has looked for since', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    managers: ['mia', 'max'],
    server: { routing: 'Manual_Selection' },
    clock: '2026-03-02T09:00:00Z',
    settings: { rules: { rules: [] } },
  });
  try {
    await shop.customer('one').writes('I want a refund');
    await shop.customer('two').writes('Hello');
    await shop.settled();
    await shop.setting('rules', { rules: [rule('refund')] });
    // In words, as where no screen can be opened.
    const words = (who: string, line: string) => {
      const agent = shop.agent(who);
      return answered(shop, who, line).then(async (said) => {
        if (agent.view()) await agent.dismisses();
        return said;
      });
    };
    await words('mia', '/workflow apply refunds');
    await shop.advance('PT1M');
    // Another one widens it, and looks as well.
    await shop.setting('rules', { rules: [rule('l')] });
    await words('max', '/workflow apply refunds');
    await shop.advance('PT1M');
    const said = await words('mia', '/workflow apply refunds now');
    await shop.advance('PT1M');
    expect(said).not.toMatch(/is running/);
    expect(runRecords(shop)).toEqual([]);
  } finally {
    await shop.stop();
  }
});
