import fs from 'node:fs';
import path from 'node:path';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { TEXTS } from '../support/texts';

/** What README, the marketplace's texts and the settings say of the app, against what it is. */

const ROOT = path.resolve(__dirname, '../..');
const file = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8').replace(/\s+/g, ' ');
const README = file('README.md');
const MARKETPLACE = file('settings/MARKETPLACE.md');
const NUMBERS: Readonly<Record<number, string>> = { 21: 'twenty-one', 22: 'twenty-two', 26: 'twenty-six' };

/** What needs the connection, in the words of both. */
const CONNECTED: Readonly<Record<string, RegExp>> = {
  unassign: /queue/,
  set_topic: /topic/,
  tag_conversation: /tag (the )?conversations?/,
  hold: /hold/,
  resume: /hold/,
  set_priority: /priorit/,
  send_transcript: /transcript/,
};

test('whatever fails without the connection is said where it is set, and in README', () => {
  const needed = ACTIONS.filter(({ connection }) => connection === 'needed').map(({ id }) => id);
  expect(Object.keys(CONNECTED).sort()).toEqual(needed.toSorted());
  const [, readme = ''] = /A \*\*connection\*\*(.*?)An action that needs/.exec(README) ?? [];
  for (const said of [readme, TEXTS.en['setting_server_token_description'] ?? ''])
    expect(Object.entries(CONNECTED).filter(([, words]) => !words.test(said))).toEqual([]);
});

test('every way out of the server is named by whoever says what leaves it', () => {
  const [, readme = ''] = /## What leaves the server (.*?) `\/workflow status`/.exec(README) ?? [];
  const [, privacy = ''] = /Data leaves your server (.*?)\./.exec(MARKETPLACE) ?? [];
  const ways = [/webhook/, /e-mail/, /transcript/, /lookup/];
  for (const said of [readme, privacy]) expect(ways.filter((way) => !way.test(said))).toEqual([]);
  // A lookup may be about the whole conversation, and people try lookups in a form.
  expect(TEXTS.en['setting_model_url_description']).toMatch(/conversation.* a rule asks or a lookup is tried/);
});

test('actions and examples are counted', () => {
  const examples = fs.readdirSync(path.join(ROOT, 'settings/examples')).length;
  expect(README).toContain(`holds ${NUMBERS[examples]} rule sets`);
  expect(MARKETPLACE.toLowerCase()).toContain(`- ${NUMBERS[examples]} examples`);
  expect(MARKETPLACE.toLowerCase()).toContain(`- ${NUMBERS[ACTIONS.length]} actions`);
});
