import { addAgent, addToken, addUser, addVisitor, createWorkspace, openWidget } from '../workspace';
import { createClock } from '../runtime/clock';
import { createTraffic } from '../runtime/traffic';
import { startRest, type RestServer } from './rest-server';

let server: RestServer;
let rid: string;

beforeAll(async () => {
  const clock = createClock();
  const ws = createWorkspace();
  addUser(ws, { _id: 'mia', roles: ['user', 'livechat-manager'] });
  addUser(ws, { _id: 'uwe' });
  for (const id of ['mia', 'uwe']) addToken(ws, id);
  addAgent(ws, { _id: 'ana' });
  addVisitor(ws, { _id: 'carla', token: 'carla', name: 'Carla' });
  rid = (await openWidget(ws, 'carla')).room._id;
  server = await startRest(
    () => ws,
    { ...createTraffic(clock), ...clock },
    () => undefined,
    async () => ({ statusCode: 404, text: '' }),
  );
});
afterAll(() => server?.close());

/** Status and error of one request. */
async function ask(method: string, path: string, body?: unknown, userId = 'mia'): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { 'X-User-Id': userId, 'X-Auth-Token': `token-of-user-${userId}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { error = '' } = (await answer.json()) as { error?: string };
  return `${answer.status} ${error}`.trim();
}

describe('as the server does, a request is refused whose', () => {
  const room = { guestData: { _id: 'carla' }, roomData: { _id: 'RID' } };
  test.each<[what: string, method: string, path: string, body: unknown, answer: string]>([
    [
      'body has a property too many',
      'POST',
      'livechat/room.saveInfo',
      { ...room, tags: [] },
      'must NOT have additional properties',
    ],
    [
      'body has something else than a text',
      'POST',
      'livechat/inquiries.returnAsInquiry',
      { roomId: 5 },
      'must be string',
    ],
    [
      'body has something else than a list',
      'POST',
      'omnichannel/contacts.update',
      { contactId: 'c', emails: 'a@b.co' },
      'must be array',
    ],
    [
      'list says a thing twice',
      'POST',
      'omnichannel/contacts.update',
      { contactId: 'c', phones: ['1', '1'] },
      'must NOT have duplicate items (items ## 1 and 0 are identical)',
    ],
    [
      'field has a name that no field may have',
      'POST',
      'livechat/custom-fields.save',
      { customFieldId: null, customFieldData: { field: 'a b', label: 'a', scope: 'visitor', visibility: 'visible' } },
      'must match pattern "^[0-9a-zA-Z_-]+$"',
    ],
    [
      'query asks for what there is not',
      'GET',
      'livechat/department?name=Sales',
      undefined,
      'must NOT have additional properties',
    ],
    ['query has a word for a number', 'GET', 'livechat/users/agent?count=all', undefined, 'must be number'],
  ])('%s', async (_what, method, path, body, answer) => {
    const filled = JSON.parse(JSON.stringify(body ?? null).replace('RID', rid)) as unknown;
    // Routes of the newer kind leave the code out of the text.
    expect((await ask(method, path, filled ?? undefined)).replace(' [invalid-params]', '')).toBe(`400 ${answer}`);
  });
});

test('what the validators take gets through, and a number may be written as text in a query', async () => {
  expect(await ask('GET', 'livechat/users/agent?count=100&offset=0')).toBe('200');
  expect(
    await ask('POST', 'livechat/room.saveInfo', { guestData: { _id: 'carla' }, roomData: { _id: rid, tags: ['a'] } }),
  ).toBe('200');
  const message = JSON.stringify({ msg: 'method', id: '1', method: 'livechat:returnAsInquiry', params: [rid] });
  expect(await ask('POST', 'method.call/livechat:returnAsInquiry', { message })).not.toContain('invalid-params');
});

test('whoever may not ask is told so before anything is looked at', async () => {
  expect(await ask('GET', 'livechat/users/agent?count=all', undefined, 'uwe')).toMatch(/^403 /);
  expect(await ask('GET', 'livechat/users/agent?count=all', undefined, 'nobody')).toMatch(/^401/);
});
