import { sandbox } from '../sandbox';
import { choose, idOn, look, press, saved } from '../support/look';

const hook = (secret: string) => ({
  id: 'hook',
  name: 'Hook',
  on: 'customer_message',
  if: 'always',
  mode: 'watch',
  do: [{ action: 'webhook', url: 'https://shop.example.com/in', secret }],
});

test('a secret that was typed and not saved is asked for again after a restart, not silently the old one', async () => {
  const shop = await sandbox({ managers: ['mia'], settings: { rules: { rules: [hook('old-secret-1234567')] } } });
  try {
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await choose(mia, 'Hook', 'edit');
    await press(mia, 'tab.then');
    await press(mia, 'a', 'edit');
    await press(mia, idOn(mia, 'a').replace(/\..*/, '.secret'), 'new-secret-7654321');
    expect(look(mia)).toContain('new-secret');
    await press(mia, 'tab.when');
    await press(mia, 'w', 'Hook 2');
    await shop.restart();
    await mia.runs('/workflow rules');
    await press(mia, 'continue');
    await mia.submits({});
    expect(JSON.stringify(saved(shop))).not.toMatch(/Hook 2.*old-secret/);
  } finally {
    await shop.stop();
  }
});
