import { sandbox } from '../../sandbox';
import { choose, look, rule } from '../../support/look';

test('the sentence that is open in the list stays that of its rule when rules are moved, copied or removed', async () => {
  const shop = await sandbox({
    managers: ['mia'],
    settings: { rules: { rules: [rule('one'), rule('two'), rule('three')] } },
  });
  try {
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await choose(mia, 'Rule two', 'open');
    expect(look(mia)).toContain('About two.');
    await choose(mia, 'Rule two', 'up');
    expect(look(mia)).not.toContain('About one.');
    expect(look(mia)).toContain('About two.');
  } finally {
    await shop.stop();
  }
});
