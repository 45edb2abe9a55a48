import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createPresenceRule } from '../../src/host/presence-rule';

function ruleOf(idle: () => unknown, version?: string, now = () => 0, accepting?: boolean) {
  const values: Record<string, () => unknown> = {
    Livechat_enabled_when_agent_idle: idle,
    Livechat_accept_chats_with_no_agents: () => accepting,
  };
  const settings = { getValueById: (id: string) => Promise.resolve().then(values[id]) };
  const read = { getEnvironmentReader: () => ({ getServerSettings: () => settings }) } as unknown as IRead;
  const rest = { connection: () => Promise.resolve('one'), version: () => Promise.resolve(version) };
  return createPresenceRule(read, rest, now);
}

test.each<[string, unknown, string | undefined, string]>([
  ['servers do not look at presence, as they come', true, '8.3.0', 'any'],
  ['where the version is not known', true, undefined, 'any'],
  ['where the setting is not there', undefined, '8.3', 'any'],
  ['the setting makes them look', false, '8.3.0', 'not_idle'],
  ['also where the version is not known', false, undefined, 'not_idle'],
  ['from 7.8 on', true, '7.8.2', 'any'],
  ['from 8.4 on whoever is offline is refused', true, '8.4.0', 'not_offline'],
  ['also where the setting is not there', undefined, '9.0', 'not_offline'],
  ['and whoever is away, where the setting makes them look', false, '9.0.1', 'not_idle'],
  ['before 7.8 whoever is offline is refused', true, '7.7', 'not_offline'],
  ['whatever the setting says', false, '6.14.0', 'not_offline'],
])('%s', async (_what, setting, version, rule) => {
  expect(await ruleOf(() => setting, version)()).toBe(rule);
});

test('from 8.4 on, where chats are accepted without agents, whoever is offline gets them', async () => {
  const rule = ruleOf(
    () => true,
    '8.5.0',
    () => 0,
    true,
  );
  expect(await rule()).toBe('any');
});

test('a setting that cannot be read is as servers come', async () => {
  const broken = () => {
    throw new Error('not readable');
  };
  expect(await ruleOf(broken)()).toBe('any');
});

test('a setting that is changed counts ten seconds later', async () => {
  let [setting, now] = [true, 0];
  const rule = ruleOf(
    () => setting,
    '8.3',
    () => now,
  );
  expect(await rule()).toBe('any');
  setting = false;
  expect(await rule()).toBe('any');
  now = 10_000;
  expect(await rule()).toBe('not_idle');
});
