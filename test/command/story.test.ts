import { sandbox, type Sandbox } from '../sandbox';
import { answered } from '../support/look';

/** What the screen shows that a command opens, as text; it is closed again. */
async function shown(shop: Sandbox, who: string, line: string): Promise<string> {
  const agent = shop.agent(who);
  await agent.runs(line);
  await shop.settled();
  // The texts alone, one after the other.
  const said = [...JSON.stringify(agent.view()?.blocks ?? []).matchAll(/"text":"([^"]*)"/g)]
    .map(([, words]) => words)
    .join('\n');
  await agent.dismisses();
  return said;
}

const RULES = {
  rules: [
    {
      id: 'greet',
      name: 'Greet',
      on: 'customer_message',
      if: { field: 'message.text', operator: 'has_word', value: 'hello' },
      do: [{ action: 'send_message', text: 'Hello {{customer.name}}!' }],
      tests: [{ name: 'greets', given: { 'message.text': 'hello there' }, expect: 'match' }],
    },
    {
      id: 'tell',
      name: 'Tell the team',
      on: 'customer_message',
      if: { field: 'message.text', operator: 'has_word', value: 'alarm' },
      do: [{ action: 'notify', room: 'nowhere', text: 'Alarm' }],
    },
  ],
};
const modes = (shop: Sandbox): readonly string[] =>
  (JSON.parse(String(shop.setting('rules'))) as { rules: { mode?: string }[] }).rules.map(({ mode }) => mode ?? 'live');

jest.setTimeout(60_000);

describe('administration, on the real runtime', () => {
  test('from the installation on: commands, why, mute, pause, history, failures, a restart', async () => {
    const shop = await sandbox({
      agents: ['anna', { username: 'joao', settings: { preferences: { language: 'pt-BR' } } }],
      managers: ['mia'],
    });
    try {
      // Whoever installs the app is told what to do next.
      expect(shop.agent('admin').sees().join()).toMatch(
        /Workflow is installed[^]*Nothing runs yet[^]*\/workflow setup/,
      );
      expect(await answered(shop, 'mia', '/workflow status')).toMatch(/0 live, 0 watching/);
      expect(await answered(shop, 'anna', '/workflow status')).toMatch(/is for administrators/);
      expect(await answered(shop, 'joao', '/workflow help')).toMatch(/por que as regras agiram/);
      expect(await answered(shop, 'admin', '/workflow helf')).toMatch(/Did you mean `\/workflow help`/);

      // The server's language changes without a restart.
      shop.serverSetting('Language', 'de');
      await shop.advance('PT2M');
      await answered(shop, 'mia', '/workflow status');
      await shop.settled();
      expect(await answered(shop, 'mia', '/workflow status')).toMatch(/Workflow läuft/);
      expect(shop.setting('rules_report')).toMatch(/^Aktive Regeln: 0\./);
      shop.serverSetting('Language', 'en');
      await shop.advance('PT2M');
      await answered(shop, 'mia', '/workflow status');
      await shop.settled();

      // The settings screen is in the history, the import too.
      await shop.setting('rules', RULES);
      await shop.settled();
      expect(await shown(shop, 'mia', '/workflow history')).toMatch(
        /2\. Added: Greet[^]*saved in the settings[^]*added: Tell the team/,
      );
      expect(await answered(shop, 'mia', '/workflow test')).toMatch(/1 of 1 test passed/);

      // Why, and why not.
      const carl = shop.customer('carl');
      await carl.writes('hello');
      // Why lists the newest first; of one instant neither is newer.
      await shop.advance('PT1S');
      await carl.writes('price?');
      await shop.settled();
      expect(carl.sees().join()).toMatch(/Hello carl!/);
      const why = await answered(shop, 'anna', '/workflow why', carl);
      expect(why).toMatch(
        /A customer writes\* “price\?”\n✗ \*Greet\* \(`greet`\): did not match\n.*✗ .*it was “price\?”/,
      );
      expect(why).toMatch(/A customer writes\* “hello”\n✅ \*Greet\* \(`greet`\): ran\n[^]*→ Send a message: done/);
      expect(await answered(shop, 'anna', '/workflow runs', carl)).toMatch(/\*Greet\* \(`greet`\) · A customer writes/);
      expect(await answered(shop, 'anna', '/workflow notes', carl)).toMatch(/There are no notes/);
      const tried = await answered(shop, 'mia', '/workflow dry-run greet', carl);
      expect(tried).toMatch(/would run 1 time, for 2 events in 1 conversation\.[^]*send the customer “Hello carl!”/);

      // Mute one conversation, pause them all.
      await answered(shop, 'anna', '/workflow mute', carl);
      const answers = (): number => carl.sees().filter((line) => line.includes('Hello carl!')).length;
      await carl.writes('hello again');
      await shop.settled();
      expect(answers()).toBe(1);
      expect(await answered(shop, 'anna', '/workflow why', carl)).toMatch(/this conversation is muted/);

      // Of one rule; and a restart forgets nothing of it that is older than a minute.
      const ofGreet = await answered(shop, 'anna', '/workflow why greet', carl);
      expect(ofGreet).toMatch(/“price\?”\n✗ \*Greet\*[^]*“hello”\n✅ \*Greet\*/);
      expect(ofGreet).not.toContain('Tell the team');
      await shop.advance('PT1M');
      await shop.restart();
      expect(await answered(shop, 'anna', '/workflow why greet', carl)).toBe(ofGreet);
      await shop.setting('field_locale', 'tongue');
      expect(await answered(shop, 'anna', '/workflow why greet', carl)).toMatch(/settings have been changed since/);
      await shop.setting('rules', { rules: [{ ...RULES.rules[0], name: 'Say hello' }, RULES.rules[1]] });
      expect(await answered(shop, 'anna', '/workflow why greet', carl)).toMatch(/have been changed since[^]*Say hello/);
      await shop.setting('rules', RULES);
      await carl.writes('hello muted');
      await shop.settled();
      expect(answers()).toBe(1);
      await answered(shop, 'anna', '/workflow unmute', carl);
      await answered(shop, 'mia', '/workflow pause');
      expect(shop.setting('enabled')).toBe(false);
      await carl.writes('hello paused');
      await shop.settled();
      expect(answers()).toBe(1);
      await answered(shop, 'mia', '/workflow resume');
      await carl.writes('hello at last');
      await shop.settled();
      expect(answers()).toBe(2);

      // What fails for the same lasting cause in several conversations of several customers watches from then on.
      await shop.setting('alert_room', 'general');
      for (const name of ['carl', 'dora', 'emil']) {
        await (name === 'carl' ? carl : shop.customer(name)).writes('alarm');
        await shop.settled();
      }
      expect(modes(shop)).toEqual(['live', 'watch']);
      const general = shop.workspace.data.messages.filter(({ rid }) => rid === 'GENERAL').map(({ msg }) => msg);
      expect(general.join('\n')).toMatch(/Rule “Tell the team” \(`tell`\) is broken and now only watches/);
      expect(await shown(shop, 'mia', '/workflow history')).toMatch(
        /Watch only: Tell the team \(tell\)[^]*broken, seen in 3 conversations/,
      );
      expect(await shown(shop, 'mia', '/workflow rules')).toMatch(/[^]*runs in 7 days, 3 failed/);
      expect(await answered(shop, 'mia', '/workflow restore 2')).toMatch(/what they were after change 2/);
      expect(modes(shop)).toEqual(['live', 'live']);

      // Import with a preview.
      const other = JSON.stringify({ rules: [{ ...RULES.rules[0], mode: 'off' }] });
      expect(await answered(shop, 'mia', `/workflow import ${other}`)).toMatch(
        /removed: Tell the team[^]*from “Live” to “Off”/,
      );
      expect(modes(shop)).toEqual(['live', 'live']);
      expect(await answered(shop, 'mia', '/workflow import now')).toMatch(/have been imported/);
      expect(modes(shop)).toEqual(['off']);
      expect(await answered(shop, 'mia', '/workflow export')).toContain('"mode": "off"');
      expect(shop.logs().filter(({ severity }) => severity === 'error')).toEqual([]);
    } finally {
      await shop.stop();
    }
  });

  test('health: what is wrong is said when asked, and told once when it comes and goes', async () => {
    const shop = await sandbox({
      agents: ['anna'],
      departments: [{ name: 'Sales', agents: ['anna'] }],
      customFields: ['locale', 'timezone', 'country', 'city'],
      connected: true,
      without: ['livechat-status.read'],
      settings: { alert_room: 'general', rules: RULES, field_tags: 'labels' },
    });
    try {
      const told = (): string[] =>
        shop.workspace.data.messages.filter(({ rid }) => rid === 'GENERAL').map(({ msg }) => msg);
      const status = await answered(shop, 'admin', '/workflow status');
      expect(status).toMatch(/🔴 .*permission “livechat-status\.read”/);
      expect(status).toMatch(/🟡 .*no custom field “labels”/);
      expect(status).toMatch(/🟡 Tags of contacts .*“labels”, which customers can read and change/);
      expect(status).not.toMatch(/connection/i);
      await shop.setting('rules', {
        rules: [
          { ...RULES.rules[0], do: [{ action: 'assign', to: { agent: 'ana' } }] },
          { ...RULES.rules[1], if: { field: 'conversation.department', operator: 'is', value: 'Sals' } },
        ],
      });
      await shop.settled();
      expect(shop.setting('rules_report')).toMatch(/no agent "ana".*"anna"[^]*no department "Sals".*"Sales"/);

      await shop.setting('hours', 'sometimes');
      shop.faults.rest('dead', 50);
      await shop.advance('PT11M');
      expect(told().join('\n')).toMatch(/🔴 Setting “Opening hours”[^]*no agent "ana"[^]*The connection does not work/);
      const count = told().length;
      await shop.advance('PT11M');
      expect(told()).toHaveLength(count);
      shop.faults.clear();
      await shop.setting('hours', 'Mon-Fri 09:00-18:00');
      await shop.advance('PT11M');
      expect(told().slice(count).join('\n')).toMatch(
        /🟢 Resolved: Setting “Opening hours”[^]*🟢 Resolved: The connection/,
      );
      await shop.setting('server_url', 'ftp://nowhere');
      expect(shop.setting('rules_report')).toMatch(/Server address|server/i);
      expect(await answered(shop, 'admin', '/workflow status')).toMatch(/🔴 Setting/);
    } finally {
      await shop.stop();
    }
  });

  test('two instances: one history, one mute for both', async () => {
    const shop = await sandbox({ agents: ['anna'], settings: { rules: RULES } });
    try {
      const second = await shop.secondInstance();
      await shop.setting('rules', { rules: [RULES.rules[0]] });
      await shop.settled();
      const carl = shop.customer('carl');
      await second.does(() => carl.writes('hello'));
      await shop.settled();
      expect(await shown(shop, 'admin', '/workflow history')).not.toMatch(/^4\./m);
      expect(await answered(shop, 'anna', '/workflow why', carl)).toMatch(/Nothing is kept[^]*Greet/);
      await answered(shop, 'anna', '/workflow mute', carl);
      await shop.advance('PT1M');
      await second.does(() => carl.writes('price?'));
      await shop.settled();
      // A minute later both know it.
      expect(await answered(shop, 'anna', '/workflow why', carl)).not.toMatch(/Nothing is kept/);
      await second.does(() => carl.writes('hello'));
      await shop.settled();
      expect(carl.sees().filter((line) => line.includes('Hello carl!'))).toHaveLength(1);
    } finally {
      await shop.stop();
    }
  });

  test('two instances: what one has muted counts for the first event that the other hears after a quiet time', async () => {
    const shop = await sandbox({ agents: ['anna'], settings: { rules: RULES } });
    try {
      const second = await shop.secondInstance();
      const [carl, dora] = [shop.customer('carl'), shop.customer('dora')];
      await second.does(() => dora.writes('price?'));
      await carl.writes('price?');
      await shop.settled();
      await answered(shop, 'anna', '/workflow mute', carl);
      await shop.advance('PT10M');
      await second.does(() => carl.writes('hello'));
      await shop.settled();
      expect(carl.sees()).not.toContainEqual(expect.stringContaining('Hello carl!'));
    } finally {
      await shop.stop();
    }
  });
});

test('a dry run reads conversations from before the installation over the connection, as many as asked for', async () => {
  const shop = await sandbox({ agents: ['anna'], connected: true });
  try {
    for (const name of ['carl', 'dora', 'emil']) await shop.customer(name).writes('hello');
    await shop.settled();
    // The app that begins now has never seen them.
    await shop.restart();
    await shop.setting('rules', RULES);
    const tried = await answered(shop, 'admin', '/workflow dry-run greet');
    expect(tried).toMatch(/would run 3 times, for 3 events in 3 conversations\./);
    expect(await answered(shop, 'admin', '/workflow dry-run greet 1')).toMatch(
      /would run 1 time, for 1 event in 1 conversation\./,
    );
    expect(await answered(shop, 'admin', '/workflow dry-run tell 2')).toMatch(
      /would run 0 times[^]*Nearest to it:[^]*✗ the message/,
    );
  } finally {
    await shop.stop();
  }
});
