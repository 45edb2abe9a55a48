import fs from 'node:fs';
import path from 'node:path';
import { sandbox } from '../sandbox';

/** The README promises a transcript for its smallest rule; this plays it. */
describe('README', () => {
  it('shows what its smallest rule really does', async () => {
    const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
    const [, rule = ''] = /```json\n([\s\S]+?)```/.exec(readme) ?? [];
    const [, transcript = ''] = /```\n(10:00:00[\s\S]+?)```/.exec(readme) ?? [];
    const shop = await sandbox({
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: rule },
    });
    try {
      const customer = shop.customer('ana', { name: 'Ana Silva' });
      await customer.writes('Hi there!');
      await shop.settled();
      await shop.advance('PT1M');
      await customer.writes('hello?');
      await shop.settled();
      expect(shop.transcript()).toBe(transcript.trimEnd());
    } finally {
      await shop.stop();
    }
  });
});
