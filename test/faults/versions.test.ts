import manifest from '../../app.json';
import { sandbox, type Sandbox } from '../sandbox';
import { runLines } from '../stories/runs';
import { asking, atFirst } from '../support/asks';

/**
 * Older and newer servers, endpoints that are not there, permissions that were not granted: the app starts and works,
 * and tells what it lacks, in the health report or as the reason of an action.
 */
const ALL = {
  id: 'all',
  name: 'All',
  on: 'customer_message',
  if: { field: 'operation.agents_online', operator: 'is', value: true },
  do: [
    { action: 'send_message', text: 'Got {{message.text}}.' },
    { action: 'assign', to: { agents: ['anna', 'bruno'] } },
    { action: 'note_conversation', text: 'Noted.' },
    { action: 'add_contact_tags', tags: ['seen'] },
    { action: 'update_contact', name: 'Ana Maria' },
    { action: 'assign', to: { department: 'Sales' } },
    { action: 'notify', room: 'general', text: 'Heard.' },
    { action: 'webhook', url: 'https://hooks.example.com/x' },
    { action: 'set_topic', topic: 'Topic' },
    { action: 'open', text: 'More.' },
    { action: 'close', comment: 'Bye.' },
  ],
};
const OPTIONS = {
  agents: ['anna', { username: 'bruno', in: ['Sales'] }],
  managers: ['mara'],
  customFields: ['tags'],
  connected: true,
};
const server = (version?: string) => ({ routing: 'Manual_Selection' as const, ...(version && { version }) });

async function opened(options: Parameters<typeof sandbox>[0], play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({ ...OPTIONS, settings: { rules: { rules: [ALL] } }, server: server(), ...options });
  try {
    shop.web('https://hooks.example.com', () => ({ statusCode: 200 }));
    await play(shop);
  } finally {
    await shop.stop();
  }
}

async function statusOf(shop: Sandbox): Promise<string> {
  const seen = shop.agent('mara').sees().length;
  await shop.agent('mara').runs('/workflow status');
  await shop.settled();
  return shop.agent('mara').sees().slice(seen).join('\n');
}

/** What the last run did, action by action. */
const ran = (shop: Sandbox): string => runLines(shop).at(-1) ?? '';

describe('versions of the server', () => {
  it.each(['7.8', '8.8'])('%s: every action is done', (version) =>
    opened({ server: server(version) }, async (shop) => {
      await shop.customer('ana', { email: 'ana@example.com' }).writes('hello');
      await shop.settled();
      expect(shop.customer('ana').sees().slice(0, 2)).toEqual(['ana: hello', 'Workflow: Got hello.']);
      expect(ran(shop)).not.toMatch(/failed|uncertain/);
      expect(await statusOf(shop)).not.toMatch(/permission|endpoint/i);
    }),
  );

  it('without REST endpoints the rest goes on, and health tells', () =>
    opened({ settings: { rules: { rules: [{ ...ALL, if: 'always' }] } } }, async (shop) => {
      shop.faults.rest({ kind: 'html', statusCode: 404 }, Infinity);
      await shop.customer('ana').writes('hello');
      await shop.settled();
      expect(ran(shop)).toMatch(/send_message done/);
      expect(ran(shop)).toMatch(
        /set_topic failed \(the server has no .*endpoint|set_topic failed \(.*livechat\/room\.saveInfo/,
      );
      expect(await statusOf(shop)).toMatch(/livechat\//);
    }));
});

describe('permissions that were not granted', () => {
  const PERMISSIONS = manifest.permissions.map(({ name }) => name);
  /** Used while the app starts: not granted from the beginning. */
  const AT_START = ['persistence', 'scheduler', 'user.read', 'server-setting.read', 'networking', 'room.read'];
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({ ...OPTIONS, settings: { rules: { rules: [ALL] } }, server: server() });
    shop.web('https://hooks.example.com', () => ({ statusCode: 200 }));
  }, 60_000);
  afterAll(() => shop.stop());

  it.each(AT_START)('%s, from the start', (permission) =>
    opened({ without: [permission] }, async (lacking) => {
      const told = await tells(lacking, permission);
      expect(told).toContain(permission);
    }),
  );

  it.each(PERMISSIONS.filter((name) => !AT_START.includes(name)))('%s, taken away', async (permission) => {
    shop.permission(permission, false);
    const told = await tells(shop, permission);
    shop.permission(permission, true);
    // Where the server asks for no permission everything is done without it.
    if (/failed|uncertain/.test(told) || !told.startsWith('all on ')) expect(told).toContain(permission);
    else expect(told).toMatch(/^all on customer_message: send_message done.*close done/);

    // With it everything is as it was; a rule that has failed three times in a row is put back.
    await shop.setting('rules', { rules: [{ ...ALL, description: `After ${permission}` }] });
    await shop.customer(`with-${permission}`).writes('hello');
    await shop.settled();
    expect(ran(shop)).toMatch(/send_message done/);
    expect(ran(shop)).not.toMatch(/failed|uncertain/);
  });
});

describe('permissions that a question needs', () => {
  const ASK = atFirst(asking('fruit', 'Which?', { apples: 'Apples', pears: 'Pears' }));
  it.each(['livechat-message.write', 'message.read'])('health tells after a tap without %s', (permission) =>
    opened({ without: [permission], settings: { rules: { rules: [ASK] } } }, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hello');
      await shop.settled();
      await customer.taps('Pears').catch(() => undefined);
      await shop.settled();
      expect(await statusOf(shop)).toContain(`was not granted the permission “${permission}”`);
      // The other way to answer is there as before.
      if (permission === 'livechat-message.write') await customer.writes('Pears');
      await shop.settled();
      expect(ran(shop)).toMatch(/ask done \(answered/);
    }),
  );
});

/** What becomes of a message, and what health says. */
async function tells(shop: Sandbox, permission: string): Promise<string> {
  const before = runLines(shop).length;
  await shop.customer(`without-${permission}`).writes('hello');
  await shop.settled();
  return `${runLines(shop).slice(before).join('\n')}\n${await statusOf(shop)}`;
}
