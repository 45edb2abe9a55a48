import { sandbox } from '../sandbox';
import { idOn, look, saved } from '../support/look';

const hook = (secret: string) => ({
  id: 'hook',
  name: 'Hook',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'webhook', url: 'https://shop.example.com/in', secret }],
});

test('an import that comes with a new secret is not applied with the old one after a restart', async () => {
  const shop = await sandbox({ managers: ['mia'], settings: { rules: { rules: [hook('old-secret-1234567')] } } });
  try {
    const mia = shop.agent('mia');
    await mia.runs('/workflow import');
    const source = JSON.stringify({ rules: [{ ...hook('new-secret-7654321'), name: 'Hook 2' }] });
    await mia.submits({ [idOn(mia, 'import.')]: source });
    expect(look(mia)).toContain('Hook 2');
    await shop.restart();
    await mia.submits();
    const [rule] = saved(shop);
    expect(rule!.name === 'Hook 2' && JSON.stringify(rule).includes('old-secret')).toBe(false);
  } finally {
    await shop.stop();
  }
});
