import { sandbox, type Device, type Sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { answered, idOn, look, press, saved, savedIds } from '../../support/look';

/** Fills in fields by the beginnings of their names, and goes on. */
async function goesOn(agent: Agent, fields: Readonly<Record<string, unknown>>): Promise<void> {
  await agent.submits(Object.fromEntries(Object.entries(fields).map(([start, value]) => [idOn(agent, start), value])));
}

const ALL = ['ai_agent', 'out_of_hours', 'labels', 'reassign', 'by_profile'];
const PEOPLE = {
  agents: ['anna', 'maria', 'joao'],
  bots: ['ai.bot'],
  server: { routing: 'Manual_Selection' },
} as const;

async function withShop(more: object, play: (shop: Sandbox, admin: Agent) => Promise<void>): Promise<void> {
  const shop = await sandbox({ ...PEOPLE, agents: [...PEOPLE.agents], bots: [...PEOPLE.bots], ...more });
  try {
    await play(shop, shop.agent('admin'));
  } finally {
    await shop.stop();
  }
}

describe.each<Device>(['web', 'phone'])('/workflow setup on %s', (client) => {
  test('from the installation to what was chosen, and nothing else', () =>
    withShop({ client, clock: '2026-03-06T22:58:00Z' }, async (shop, admin) => {
      expect(admin.sees().join()).toMatch(/Nothing runs yet[^]*\/workflow setup/);
      expect(saved(shop)).toEqual([]);
      await shop.customer('early').writes('Hello?');
      await shop.settled();
      expect(shop.customer('early').sees().join()).not.toMatch(/workflow/);

      await admin.runs('/workflow setup');
      await goesOn(admin, { 'workflows.': ALL, 'languages.': ['en', 'pt-BR'], 'mode.': 'live' });
      await goesOn(admin, { 'hours.': '9-12 and 13-18', 'timezone.': 'Berlin', 'bot.': 'ai.bott' });
      expect(Object.values(admin.errors())).toEqual([
        expect.stringContaining('Europe/Berlin'),
        expect.stringContaining('Mon-Fri 09:00-12:00,13:00-18:00'),
        'there is no user "ai.bott"',
        'this is needed; enter something',
      ]);
      await goesOn(admin, {
        'hours.': 'Mon-Fri 09:00-12:00,13:00-18:00',
        'timezone.': 'Europe/Berlin',
        'bot.': '@ai.bot',
        'agents.': 'anna, maria',
        'places.': 'Brasil/São Paulo maria',
      });
      expect(Object.values(admin.errors())).toEqual([
        expect.stringContaining('“Brasil/São Paulo maria” is not understood'),
      ]);
      await goesOn(admin, { 'places.': 'Brasil: joao\nBrasil/São Paulo: maria, joao' });
      expect(look(admin)).toContain('This is live now:');
      expect(admin.client().sight().crash).toEqual([]);
      await admin.dismisses();

      expect(savedIds(shop)).toEqual([
        'ai-agent',
        'after-hours',
        'billing-settled',
        'billing',
        'reassign',
        'profile-1',
        'profile-2',
        'everybody-else',
      ]);
      expect(shop.setting('timezone')).toBe('Europe/Berlin');
      expect(shop.setting('agents')).toBe('anna, maria');
      expect(shop.setting('rules_report')).toBe('Active rules: 8. Set aside: 0.');
      const status = await answered(shop, 'admin', '/workflow status');
      expect(status).toMatch(/8 live, 0 watching/);
      expect(status).not.toMatch(/🔴|🟡/);

      const carla = shop.customer('carla', { name: 'Carla' });
      carla.profile().livechatData = { locale: 'pt-BR' };
      await carla.writes('Minha fatura?');
      await shop.settled();
      expect(carla.sees().join()).toContain('não há ninguém aqui agora');
      expect(carla.conversation().servedBy?.username).toBe('ai.bot');
      expect(await answered(shop, 'admin', '/workflow notes', carla)).toContain('billing');
    }));

  test('with a connection the agents are those that the server lists', () =>
    withShop({ client, connected: true }, async (shop, admin) => {
      await admin.runs('/workflow setup');
      await goesOn(admin, { 'workflows.': ['ai_agent', 'by_profile'] });
      expect(look(admin)).not.toContain('[agents.');
      await goesOn(admin, { 'bot.': 'ai.bot', 'places.': 'Chile: mariah' });
      expect(Object.values(admin.errors())).toEqual([expect.stringMatching(/no agent "mariah".*"maria"/)]);
      await goesOn(admin, { 'places.': 'Chile: maria' });
      expect(look(admin)).toContain('This watches now');
      await press(admin, 'rules');
      expect(look(admin)).toContain('Watching: 3');
      await admin.dismisses();
      const chile = saved(shop).find(({ id }) => id === 'profile-1');
      expect(JSON.stringify(chile)).toContain('["Chile","CL"]');
      expect(await answered(shop, 'admin', '/workflow status')).not.toMatch(/🔴/);
    }));

  test('again: it shows what is there, changes what is changed and leaves the rest', () =>
    withShop({ client }, async (shop, admin) => {
      const own = {
        id: 'mine',
        name: 'Mine',
        on: 'customer_message',
        if: 'always',
        do: [{ action: 'note_contact', text: 'x' }],
      };
      await shop.setting('rules', { rules: [own] });
      await admin.runs('/workflow setup');
      await goesOn(admin, { 'workflows.': ['out_of_hours', 'labels'], 'languages.': ['de'] });
      await goesOn(admin, { 'words.': 'Mahnung, Rechnung', 'wordsOff.': '' });
      await admin.dismisses();
      const first = saved(shop);
      expect(first.map(({ id, mode }) => [id, mode])).toEqual([
        ['mine', undefined],
        ['after-hours', 'watch'],
        ['billing', 'watch'],
      ]);
      expect(Object.keys((first[1]!.do as { text: object }[])[0]!.text)).toEqual(['de']);

      await admin.runs('/workflow setup');
      expect(look(admin)).toMatch(/Workflows: \["out_of_hours","labels"\][^]*speak: \["de"\][^]*Begin with: "watch"/);
      await admin.submits();
      expect(look(admin)).toContain('Words that put it on: "Mahnung, Rechnung"');
      await admin.submits();
      await admin.dismisses();
      expect(saved(shop)).toEqual(first);

      // By hand changed, and kept: only the mode is another.
      const edited = first.map((rule) => (rule.id === 'after-hours' ? { ...rule, name: 'Good night' } : rule));
      await shop.setting('rules', { rules: edited });
      await admin.runs('/workflow setup');
      await goesOn(admin, { 'workflows.': ['ai_agent', 'out_of_hours'], 'mode.': 'live' });
      await goesOn(admin, { 'bot.': 'ai.bot' });
      await admin.dismisses();
      expect(saved(shop).map(({ id, name, mode }) => [id, name, mode])).toEqual([
        ['mine', 'Mine', undefined],
        ['ai-agent', 'AI agent takes free conversations', undefined],
        ['after-hours', 'Good night', 'live'],
      ]);
    }));
});
