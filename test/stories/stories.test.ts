import fs from 'node:fs';
import path from 'node:path';
import { playStory, type Story } from './story';
import { TIME } from './time/stories';
import { WORKFLOWS } from './workflows';

/** The README promises a transcript for its smallest rule. */
function ofReadme(): Story {
  const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const [, rules = ''] = /```json\n([\s\S]+?)```/.exec(readme) ?? [];
  const [, transcript = ''] = /```\n(10:00:00[\s\S]+?)```/.exec(readme) ?? [];
  return {
    title: 'shows what its smallest rule really does',
    options: { agents: ['anna'], server: { routing: 'Manual_Selection' }, settings: { rules } },
    async play(shop) {
      const customer = shop.customer('ana', { name: 'Ana Silva' });
      await customer.writes('Hi there!');
      await shop.settled();
      await shop.advance('PT1M');
      await customer.writes('hello?');
    },
    transcript: transcript.trimEnd().split('\n'),
    runs: ['greeting on customer_message: send_message done'],
  };
}

describe.each([...WORKFLOWS, ...TIME, { name: 'README', stories: [ofReadme()] }])('$name', ({ stories }) => {
  it.each(stories)('$title', async (story) => {
    expect((await playStory(story)).differences).toEqual([]);
  });
});
