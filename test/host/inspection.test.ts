import { sandbox } from '../sandbox';

/** What `/workflow status` says of a connection whose address answers with a redirect to the server. */
async function status(version: string, statusCode: number): Promise<string> {
  const shop = await sandbox({ server: { version } });
  try {
    const { server_url: server, ...user } = shop.connection();
    const to = new URL(server);
    shop.web('http://chat.example.com', ({ url }) => {
      const asked = new URL(url, 'http://chat.example.com');
      return { statusCode, headers: { Location: `${to.origin}${asked.pathname}${asked.search}` } };
    });
    const settings = { server_url: 'http://chat.example.com', ...user };
    for (const [id, value] of Object.entries(settings)) await shop.setting(id, value);
    const admin = shop.agent('admin');
    await admin.runs('/workflow status');
    return admin.sees().join('\n');
  } finally {
    await shop.stop();
  }
}

const LOST = 'The connection does not work: the address redirects to another one; use the final address';

test('an address that redirects, where servers make GET of what is posted then, is told as one', async () => {
  expect(await status('8.1', 301)).toContain(LOST);
});

test.each([
  ['newer servers take along what is posted', '8.3', 301],
  ['so do older ones where the redirect says so', '8.1', 308],
])('else it works: %s', async (_why, version, statusCode) => {
  const told = await status(version, statusCode);
  expect(told).not.toContain('redirects');
  expect(told).not.toContain('does not work');
});
