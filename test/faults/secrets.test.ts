import { sandbox, type Sandbox } from '../sandbox';
import { runLines } from '../stories/runs';

/**
 * Marked secrets, every action and every failure, and then a look at everything that was stored, logged, shown or sent:
 * no mark is there. The settings alone hold them.
 */
const TOKEN = 'mark-of-the-token-1';
const SECRET = 'mark-of-the-signature-2';
const HEADER = 'mark-of-the-header-3';
const PATH = 'mark-of-the-path-4';
const MARKS = [TOKEN, SECRET, HEADER];

const HOOK = {
  action: 'webhook',
  url: `https://hooks.example.com/T0/${PATH}?key=${PATH}`,
  secret: SECRET,
  headers: { Authorization: `Bearer ${HEADER}`, 'X-Name': '{{customer.name}}' },
};
const EVERYTHING = {
  id: 'everything',
  name: 'Everything',
  on: ['customer_message', 'agent_message'],
  if: 'always',
  do: [
    HOOK,
    { action: 'tag_conversation', add: ['seen'] },
    { action: 'set_topic', topic: 'Topic' },
    { action: 'note_conversation', text: 'Noted {{message.text}}' },
    { action: 'note_contact', text: 'Noted {{message.text}}' },
    { action: 'add_contact_tags', tags: ['seen'] },
    { action: 'update_contact', email: 'ana@example.com', custom: { level: 'gold' } },
    { action: 'notify', room: 'general', text: '{{message.text}}' },
    { action: 'assign', to: { anyone: true } },
    { action: 'send_message', text: 'Got {{message.text}}', also: true },
    { action: 'unassign' },
  ],
};
const LATER = { ...EVERYTHING, id: 'later', name: 'Later', do: [HOOK], wait: { for: 'PT1M' } };
const AFTER = {
  id: 'after',
  name: 'After the close',
  on: 'conversation_closed',
  if: 'always',
  do: [HOOK, { action: 'open', text: 'One more thing.' }],
};
const WATCHED = { ...EVERYTHING, id: 'watched', name: 'Watched', mode: 'watch' };
/** Set aside, so that findings have to speak of it. */
const BROKEN = { ...EVERYTHING, id: 'broken', if: { field: 'nothing', operator: 'is', value: 'x' }, do: [HOOK] };
const RULES = { rules: [EVERYTHING, LATER, AFTER, WATCHED, BROKEN] };

const COMMANDS = [
  'rules',
  'status',
  'test',
  'export',
  'history',
  'runs',
  'why',
  'notes',
  'dry-run everything',
  'edit everything',
  'edit broken',
  'restore 1',
  'new',
  'import {"rules": []}',
  'mute',
];

describe('secrets', () => {
  let shop: Sandbox;
  const seen: string[] = [];
  /** What other systems were sent: their signature is there, the secret is not. */
  const sent: string[] = [];

  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      managers: ['mara'],
      server: { routing: 'Manual_Selection' },
      customFields: ['tags', 'notes', 'level'],
      connected: true,
      settings: { rules: RULES, alert_room: 'general' },
    });
    // The connection's own token bears the mark.
    const token = shop.workspace.data.tokens.find(({ userId }) => userId === 'connection')!;
    token.token = TOKEN;
    await shop.setting('server_token', TOKEN);
    let status = 200;
    shop.web('https://hooks.example.com', ({ headers, body }) => {
      sent.push(JSON.stringify({ ...headers, Authorization: '' }), body);
      return { statusCode: status, headers: { Location: `https://evil.example/${PATH}` }, body: `you sent ${HEADER}` };
    });

    for (const [round, ill] of ([undefined, 'dead', 'html', 'limited', 'lies'] as const).entries()) {
      if (ill) shop.faults.rest(ill, 4);
      status = [200, 302, 401, 503, 500][round]!;
      await shop.customer(`customer-${round}`, { name: 'Ana' }).writes(`round ${round}`);
      await shop.settled();
      shop.faults.clear();
      await shop.setting('rules', RULES);
    }
    // A server that says the token back.
    shop.faults.rest({ kind: 'lies', body: { success: false, error: `bad token ${TOKEN}` } }, 4);
    await shop.customer('customer-0').writes('again');
    await shop.settled();
    token.token = 'another';
    await shop.customer('customer-1').writes('with a token that is not valid any more');
    await shop.settled();
    shop.faults.fails('http.call', 3, `request to https://hooks.example.com/T0/${PATH}?key=${PATH} failed, ${HEADER}`);
    await shop.customer('customer-2').writes('and one that nobody can reach');
    // What waits is due, and what failed is tried again.
    await shop.advance('PT1M');
    await shop.customer('customer-2').closes();
    await shop.settled();

    const room = shop.customer('customer-0').conversation()._id;
    for (const line of COMMANDS) {
      await shop.agent('mara').runs(`/workflow ${line}`, room);
      await shop.settled();
      seen.push(JSON.stringify(shop.agent('mara').view() ?? null));
    }
    // Written over: the history keeps what was before.
    await shop.setting('rules', { rules: [EVERYTHING] });
    await shop.setting('rules', RULES);
    await shop.kill();
    await shop.settled();
  }, 120_000);
  afterAll(() => shop.stop());

  const places = (): Readonly<Record<string, string>> => ({
    records: JSON.stringify(shop.db.records),
    // The rules themselves stand in their history, and where somebody has them open.
    'records of what rules did': JSON.stringify(
      shop.db.records.filter(({ associations }) => !['history', 'view'].includes(associations.at(-1)?.id ?? '')),
    ),
    jobs: JSON.stringify(shop.db.jobs),
    // The app's own lines; around them the Apps-Engine writes down whatever it hands over.
    logs: JSON.stringify(shop.logs()),
    console: shop.console().join('\n'),
    messages: JSON.stringify(shop.workspace.data.messages),
    'what only one sees': JSON.stringify(shop.workspace.ephemeral),
    views: seen.join('\n'),
    report: shop.setting('rules_report') as string,
    webhooks: sent.join('\n'),
    'visitors and contacts': JSON.stringify([shop.workspace.data.visitors, shop.workspace.data.contacts]),
    rooms: JSON.stringify(shop.workspace.data.rooms),
  });

  it('something was there to be found', () => {
    const { records, logs, messages, views, webhooks } = places();
    expect(records).toContain('"outcome":"failed"');
    expect(records).toContain('"outcome":"done"');
    for (const place of [logs, messages, views, webhooks]) expect(place!.length).toBeGreaterThan(1_000);
    expect(JSON.stringify([...shop.db.apps.values()])).toContain(TOKEN);
    expect(sent.join('\n')).toContain('X-Workflow-Signature');
  });

  it.each(['records', 'jobs', 'logs', 'console', 'messages', 'what only one sees', 'views', 'report', 'webhooks'])(
    'no secret is in the %s',
    (place) => {
      for (const mark of MARKS) expect(around(places()[place]!, mark)).toEqual([]);
    },
  );

  it.each([
    'records of what rules did',
    'jobs',
    'logs',
    'console',
    'messages',
    'report',
    'visitors and contacts',
    'rooms',
  ])('nor the path of a webhook, in the %s', (place) => {
    for (const mark of [...MARKS, PATH]) expect(around(places()[place]!, mark)).toEqual([]);
  });

  it("a customer's token goes to nobody else", () => {
    const { token } = shop.customer('customer-0').profile();
    const { logs, views, webhooks, console: said } = places();
    for (const place of [logs, views, webhooks, said]) expect(around(place!, token)).toEqual([]);
  });

  it('every stored record says its version', () => {
    const families = new Map(shop.db.records.map(({ associations, data }) => [associations.at(-1)?.id, data]));
    expect(families.size).toBeGreaterThan(5);
    for (const [family, data] of families) expect([family, (data as { v?: unknown }).v]).toEqual([family, 1]);
  });

  it.each<[what: string, url: string]>([
    ['another scheme', 'ftp://hooks.example.com/x'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,x'],
    ['a user and password', 'https://user:pass@hooks.example.com/x'],
    ['no address', 'hooks.example.com/x'],
  ])('a webhook to %s is set aside', async (_what, url) => {
    await shop.setting('rules', { rules: [{ ...AFTER, do: [{ action: 'webhook', url }] }] });
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/^Active rules: 0\. Set aside: 1\.\nError "after" do\[0\]\.url: /);
  });

  it.each<[what: string, url: string]>([
    ['another scheme', 'ftp://chat.example.com'],
    ['a file', 'file:///etc/passwd'],
    ['a user and password', 'https://user:pass@chat.example.com'],
    ['a query', 'https://chat.example.com/?next=https://evil.example'],
    ['no address', 'chat.example.com'],
  ])('a server address with %s gets no request and no token', async (_what, url) => {
    await shop.setting('server_url', url);
    shop.resetCalls();
    await shop.setting('rules', { rules: [{ ...EVERYTHING, do: [{ action: 'set_topic', topic: 'Topic' }] }] });
    await shop.customer('customer-3').writes('hi');
    await shop.settled();
    expect(shop.calls()['http.call']).toBeUndefined();
    expect(shop.setting('rules_report')).toMatch(/Error: /);
  });

  it('a server address that sends elsewhere: the server follows, and the token goes along', async () => {
    const tokens: (string | undefined)[] = [];
    shop.web('https://elsewhere.example', ({ headers }) => {
      tokens.push(headers['X-Auth-Token']);
      return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"success":true}' };
    });
    shop.web('https://chat.example.com', ({ url }) => ({
      statusCode: 302,
      headers: { Location: `https://elsewhere.example${url.pathname}` },
    }));
    await shop.setting('server_url', 'https://chat.example.com');
    const rule = { ...EVERYTHING, do: [{ action: 'set_topic', topic: 'Topic' }] };
    await shop.setting('rules', { rules: [rule] });
    await shop.customer('customer-4').writes('hi');
    await shop.settled();
    expect(new Set(tokens)).toEqual(new Set([TOKEN]));
  });

  it('a webhook that sends elsewhere: the headers go along, and the rule was warned of', async () => {
    const tokens: (string | undefined)[] = [];
    shop.web('https://elsewhere.example', ({ headers }) => {
      tokens.push(headers['Authorization']);
      return { statusCode: 200 };
    });
    shop.web('https://hooks.example.com', () => ({
      statusCode: 307,
      headers: { Location: 'https://elsewhere.example/x' },
    }));
    await shop.setting('rules', { rules: [{ ...EVERYTHING, do: [HOOK] }] });
    await shop.customer('customer-4').writes('hi');
    await shop.settled();
    expect(runLines(shop).at(-1)).toBe('everything on customer_message: webhook done');
    expect(tokens).toEqual([`Bearer ${HEADER}`]);
    expect(shop.setting('rules_report')).toContain(
      'do[0].headers.Authorization: where hooks.example.com redirects, the server sends this header on',
    );
  });
});

/** Where a mark stands, with what is around it. */
function around(place: string, mark: string): readonly string[] {
  const found: string[] = [];
  for (let at = place.indexOf(mark); at >= 0 && found.length < 3; at = place.indexOf(mark, at + 1))
    found.push(place.slice(Math.max(0, at - 200), at + mark.length + 20));
  return found;
}
