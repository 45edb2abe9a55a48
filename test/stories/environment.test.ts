import { sandbox, type Sandbox } from '../sandbox';
import { readingsOf, rulesOn } from './fields/reading';
import { SURROUNDINGS } from './fields/environment';

const DEFAULTS = {
  timezone: 'UTC',
  hours: 'Mon-Fri 09:00-18:00',
  holidays: '',
  agents: '',
  server_url: '',
  server_user_id: '',
  server_token: '',
};

describe('what rules see of the shop, the agent and the customer as settings, connection and permissions have it', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna', 'carla'],
      clock: '2026-03-02T10:00:00Z',
      server: { routing: 'Manual_Selection' },
      settings: { rules: rulesOn('customer_message') },
    });
  });
  afterAll(() => shop.stop());

  it.each(SURROUNDINGS)('$title', async ({ title, settings, connected, without, given, sees }) => {
    const customer = shop.customer(title);
    await customer.starts();
    await shop.agent('anna').takes(customer);
    await shop.settled();
    const change = { ...DEFAULTS, ...(connected && shop.connection()), ...settings };
    for (const [id, value] of Object.entries(change)) await shop.setting(id, value);
    await given?.(shop);
    if (without) shop.permission(without, false);
    await customer.writes('Hello?');
    await shop.settled();
    if (without) shop.permission(without, true);
    shop.faults.clear();
    await shop.agent('anna').switches('available');
    await shop.agent('anna').comesOnline();
    await shop.agent('carla').comesOnline();
    shop.serverSetting('Livechat_enabled_when_agent_idle', true);
    shop.serverSetting('Livechat_accept_chats_with_no_agents', false);
    shop.workspace.edition = 'CE';
    const seen = readingsOf(shop, customer.conversation()._id, 'customer_message');
    await shop.agent('anna').closes(customer);
    expect(Object.fromEntries(Object.keys(sees).map((field) => [field, seen[field]]))).toEqual(sees);
  });
});

it('on a server of today, whoever is offline is not available, though the setting asks for no presence', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    connected: true,
    server: { version: '9.0', routing: 'Manual_Selection' },
    settings: { rules: rulesOn('customer_message') },
  });
  try {
    const customer = shop.customer('ana');
    await customer.starts();
    await shop.agent('anna').takes(customer);
    await shop.agent('anna').goesOffline();
    await customer.writes('Hello?');
    await shop.settled();
    const seen = readingsOf(shop, customer.conversation()._id, 'customer_message');
    expect(seen).toMatchObject({ 'agent.status': 'offline', 'agent.available': false });
  } finally {
    await shop.stop();
  }
});
