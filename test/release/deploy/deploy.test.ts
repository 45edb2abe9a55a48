import { strToU8, unzipSync, zipSync } from 'fflate';
import { openPackage, sandbox, type Sandbox } from '../../sandbox';
import { addressOf, deploy, type Deployment } from '../../../.ci/deploy/deploy';
import { whyNotRunning } from '../../../.ci/deploy/refusals';
import { manifestOf, startAppsServer, type AppsServer, type Manners } from './apps-server';

describe('npm run deploy', () => {
  const { zip } = openPackage();
  const unpacked = unzipSync(zip);
  let shop: Sandbox;
  let server: AppsServer;
  const told: string[] = [];

  beforeAll(async () => {
    // A server on which another app is installed already.
    shop = await sandbox({ app: 'test/sandbox/fixtures/empty-app', agents: ['anna'] });
    server = await startAppsServer(shop);
  });
  afterAll(async () => {
    await server.close();
    await shop.stop();
  });
  beforeEach(() => {
    told.splice(0);
    server.manners = { licensed: true };
  });

  /** The package, as it is or with another app.json. */
  function packed(change: object = {}): Pick<Deployment, 'zip' | 'app'> {
    const info = { ...manifestOf(zip), ...change };
    const files = { ...unpacked, 'app.json': strToU8(JSON.stringify(info)) };
    const { id, name, version, requiredApiVersion, permissions = [] } = info;
    return { zip: zipSync(files, { level: 0 }), app: { id, name, version, requiredApiVersion, permissions } };
  }

  const run = (given: Partial<Deployment> = {}) =>
    deploy({ url: server.url, ...server.token('admin'), ...packed(), ...given }, (line) => told.push(line));

  it('installs the app where it is not yet, with the permissions of its app.json', async () => {
    expect(await run()).toEqual({ what: 'installed', version: manifestOf(zip).version, status: 'manually_enabled' });
    expect(told).toEqual([
      `Looking for Rocket.Chat at ${server.url} …`,
      'It is Rocket.Chat 8.3.',
      'Installing Workflow …',
    ]);
    const item = shop.db.apps.get(manifestOf(zip).id);
    expect(item?.permissionsGranted).toEqual(manifestOf(zip).permissions);
  });

  it('says of an app that is installed but not switched on, that this takes a plan', async () => {
    server.manners = { licensed: false };
    const id = 'b1a2f3c4-0000-4000-8000-000000000002';
    const done = await run(packed({ id, nameSlug: 'another', name: 'Another' }));
    expect(done.what).toBe('installed');
    expect(whyNotRunning(done.status)).toMatch(
      /only with a plan \(Starter, Pro or Enterprise\).*without a plan it stays off/,
    );
    expect(whyNotRunning('manually_enabled')).toBe('');
    await shop.instance().manager.remove(id, { user: { id: 'admin' } as never });
  });

  it('updates it where it is installed, and what it has stored stays', async () => {
    const id = manifestOf(zip).id;
    const stored = shop.db.apps.get(id)?.settings.rules;
    expect(await run(packed({ version: '99.0.0' }))).toMatchObject({ what: 'updated', version: '99.0.0' });
    expect(told.at(-1)).toBe(`Updating Workflow from ${manifestOf(zip).version} to 99.0.0 …`);
    expect(shop.db.apps.get(id)?.settings.rules?.value).toEqual(stored?.value);
  });

  it.each<[string, Manners, RegExp]>([
    ['private apps are switched off', { noPrivateApps: true }, /does not take private apps/],
    [
      'there is no licence',
      { licensed: false },
      /updates no private app.*Do not uninstall it.*rules, notes, history and waits/,
    ],
    ['a proxy answers', { proxy: { status: 200, body: '<html>log in</html>' } }, /not as Rocket\.Chat \(status 200/],
    ['a gateway is down', { proxy: { status: 502, body: 'Bad gateway' } }, /not as Rocket\.Chat \(status 502/],
    [
      'it has moved',
      { proxy: { status: 301, body: '', headers: { location: 'https://chat.example' } } },
      /sends us on to https:\/\/chat\.example: give that address/,
    ],
    [
      'there were too many requests',
      { proxy: { status: 429, body: '{"success":false,"error":"Error, too many requests."}' } },
      /Wait a minute/,
    ],
  ])('says so when %s', async (_what, manners, sentence) => {
    server.manners = { licensed: true, ...manners };
    await expect(run()).rejects.toThrow(sentence);
  });

  it('says who may not', async () => {
    await expect(run({ token: 'wrong' })).rejects.toThrow(/does not know this user id and token/);
    await expect(run(server.token('anna'))).rejects.toThrow(/may not manage apps/);
  });

  it('says when the server is too old', async () => {
    const newer = packed({ id: 'b1a2f3c4-0000-4000-8000-000000000001', requiredApiVersion: '^9.0.0' });
    await expect(run(newer)).rejects.toThrow(/too old for the app: it needs Apps-Engine \^9\.0\.0/);
  });

  it('says when nobody is there', async () => {
    await expect(run({ url: 'http://127.0.0.1:9' })).rejects.toThrow(/127\.0\.0\.1:9 cannot be reached/);
  });

  it.each([
    ['https://chat.example.com/', 'https://chat.example.com'],
    ['https://example.com/chat//', 'https://example.com/chat'],
  ])('takes %s for %s', (given, address) => {
    expect(addressOf(given)).toBe(address);
  });

  it.each(['chat.example.com', 'ftp://chat.example.com', 'https://admin:secret@chat.example.com'])(
    'refuses %s',
    (given) => {
      expect(() => addressOf(given)).toThrow();
      try {
        addressOf(given);
      } catch (error) {
        // What was typed as a password is not printed.
        expect(String(error)).not.toContain('secret');
      }
    },
  );
});
