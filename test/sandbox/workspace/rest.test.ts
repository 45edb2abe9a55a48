import {
  addAgent,
  addBusinessHour,
  addCustomField,
  addDepartment,
  addToken,
  addUser,
  addVisitor,
  agentCloses,
  createWorkspace,
  openWidget,
  rest,
  type AppObject,
  type RestRequest,
  type RestResponse,
  type Workspace,
} from '.';

/** A workspace with a manager, an agent, a plain user and one served conversation of carla's. */
async function office(version?: string): Promise<{ ws: Workspace; rid: string }> {
  const ws = createWorkspace({ version, now: () => new Date('2026-06-01T09:00:00Z') });
  addUser(ws, { _id: 'mia', roles: ['user', 'livechat-manager'] });
  addUser(ws, { _id: 'uwe' });
  addAgent(ws, { _id: 'ana' });
  addAgent(ws, { _id: 'ben', statusLivechat: 'not-available' });
  addVisitor(ws, { _id: 'carla', token: 'carla', name: 'Carla' });
  addCustomField(ws, { _id: 'labels', label: 'Labels' });
  for (const id of ['mia', 'uwe', 'ana']) addToken(ws, id);
  const { room } = await openWidget(ws, 'carla');
  return { ws, rid: room._id };
}

function ask(
  ws: Workspace,
  method: RestRequest['method'],
  path: string,
  body: AppObject | undefined,
  userId: string,
): Promise<RestResponse> {
  const headers = { 'x-user-id': userId, 'X-Auth-Token': `token-of-user-${userId}` };
  return rest(ws, { method, path: `/api/v1/${path}`, headers, body });
}

describe('who may ask', () => {
  it.each([
    ['nobody', 'GET', 'livechat/custom-fields', 401],
    ['uwe', 'GET', 'livechat/custom-fields', 403],
    ['ana', 'GET', 'livechat/custom-fields', 200],
    ['ana', 'POST', 'livechat/custom-fields.save', 403],
    ['uwe', 'GET', 'livechat/users/agent', 403],
    ['ana', 'GET', 'livechat/users/agent?onlyAvailable=true', 200],
    ['ana', 'GET', 'livechat/business-hour', 403],
    ['mia', 'GET', 'livechat/business-hour', 200],
    ['mia', 'GET', 'livechat/business-hours', 400],
    ['ana', 'GET', 'livechat/rooms', 403],
    ['ana', 'GET', 'livechat/rooms?agents=ana', 200],
    ['mia', 'GET', 'livechat/rooms?open=true', 200],
    ['mia', 'GET', 'livechat/nonsense', 404],
    ['nobody', 'GET', 'info', 200],
  ] as const)('%s %s %s → %d', async (user, method, path, statusCode) => {
    const { ws } = await office();
    expect((await ask(ws, method, path, {}, user)).statusCode).toBe(statusCode);
  });

  it('too often: 429 unless the permission says otherwise', async () => {
    const { ws } = await office();
    addToken(ws, 'rocket.cat');
    const wait = { wait: () => 42 };
    const request = (userId: string): RestRequest => ({
      method: 'GET',
      path: '/api/v1/me',
      headers: { 'X-User-Id': userId, 'X-Auth-Token': `token-of-user-${userId}` },
    });
    expect(await rest(ws, request('mia'), wait)).toMatchObject({
      statusCode: 429,
      body: { errorType: 'error-too-many-requests' },
    });
    expect((await rest(ws, request('rocket.cat'), wait)).statusCode).toBe(200);
  });
});

describe('returning to the queue', () => {
  const call = (rid: string): AppObject => ({
    message: JSON.stringify({ msg: 'method', id: '1', method: 'livechat:returnAsInquiry', params: [rid] }),
  });

  it('is an endpoint on 8.x', async () => {
    const { ws, rid } = await office();
    const path = 'livechat/inquiries.returnAsInquiry';
    expect((await ask(ws, 'POST', path, { roomId: rid }, 'ana')).body).toEqual({ result: true, success: true });
    expect((await ask(ws, 'POST', path, { roomId: rid }, 'ana')).body).toEqual({ result: false, success: true });
    expect((await ask(ws, 'POST', path, { roomId: 'x' }, 'ana')).body.error).toBe('error-room-not-found');
    const byMethod = await ask(ws, 'POST', 'method.call/livechat:returnAsInquiry', call(rid), 'ana');
    expect(JSON.parse(String(byMethod.body.message))).toMatchObject({ error: { error: 404 } });
  });

  it('shows a closed room by its code alone', async () => {
    const { ws, rid } = await office();
    agentCloses(ws, { userId: 'ana', rid, comment: 'done' });
    const answer = await ask(ws, 'POST', 'livechat/inquiries.returnAsInquiry', { roomId: rid }, 'ana');
    expect(answer).toEqual({ statusCode: 400, body: { success: false, error: 'room-closed' } });
  });

  it('is a method call before', async () => {
    const { ws, rid } = await office('7.9');
    const answer = await ask(ws, 'POST', 'method.call/livechat:returnAsInquiry', call(rid), 'ana');
    expect(JSON.parse(String(answer.body.message))).toMatchObject({ id: '1', result: true });
    const refused = await ask(ws, 'POST', 'method.call/livechat:returnAsInquiry', call(rid), 'uwe');
    expect(JSON.parse(String(refused.body.message))).toMatchObject({ error: { error: 'error-not-allowed' } });
    const path = 'livechat/inquiries.returnAsInquiry';
    expect((await ask(ws, 'POST', path, { roomId: rid }, 'ana')).statusCode).toBe(404);
  });
});

describe('custom field definitions', () => {
  const save = (field: string, id: string | null = null): AppObject => ({
    customFieldId: id,
    customFieldData: { field, label: field, scope: 'visitor', visibility: 'visible', regexp: '' },
  });

  it.each([
    [save('notes'), 200, undefined],
    [save('labels', 'labels'), 200, undefined],
    [save('labels'), 400, 'Custom Field already exists'],
    [save('no spaces'), 400, 'must match pattern "^[0-9a-zA-Z_-]+$"'],
    [save('other', 'other'), 400, 'Custom Field Not found'],
  ])('%j → %d %s', async (body, statusCode, error) => {
    const { ws } = await office();
    const answer = await ask(ws, 'POST', 'livechat/custom-fields.save', body, 'mia');
    expect([answer.statusCode, answer.body.error]).toEqual([statusCode, error]);
  });

  it('are made without an id before 8.2: null is refused', async () => {
    const { ws } = await office('8.1');
    const { customFieldId, customFieldData } = save('notes');
    const path = 'livechat/custom-fields.save';
    const refused = await ask(ws, 'POST', path, { customFieldId, customFieldData }, 'mia');
    expect([refused.statusCode, refused.body.error]).toEqual([
      400,
      expect.stringMatching(/^Invalid custom field name/),
    ]);
    expect((await ask(ws, 'POST', path, { customFieldData }, 'mia')).statusCode).toBe(200);
  });

  it('are saved by a method before 7.11', async () => {
    const { ws } = await office('7.10');
    expect((await ask(ws, 'POST', 'livechat/custom-fields.save', save('notes'), 'mia')).statusCode).toBe(404);
    const message = JSON.stringify({ id: '1', params: [null, save('notes').customFieldData] });
    await ask(ws, 'POST', 'method.call/livechat:saveCustomField', { message }, 'mia');
    expect(ws.data.customFields.map(({ _id }) => _id)).toEqual(['labels', 'notes']);
  });
});

describe('agents, departments and hours', () => {
  it('are listed as the server lists them', async () => {
    const { ws } = await office();
    addDepartment(ws, { _id: 'sales' }, ['ana', 'ben']);
    addBusinessHour(ws);
    const agents = await ask(ws, 'GET', 'livechat/users/agent?onlyAvailable=true', undefined, 'mia');
    expect(agents.body).toMatchObject({ users: [{ _id: 'ana', departments: ['sales'] }], count: 1, total: 1 });
    const members = await ask(ws, 'GET', 'livechat/department/sales/agents', undefined, 'ana');
    expect(members.body).toMatchObject({ agents: [{ agentId: 'ana' }, { agentId: 'ben' }], total: 2 });
    const hours = await ask(ws, 'GET', 'livechat/business-hour?type=default', undefined, 'mia');
    expect(hours.body.businessHour).toMatchObject({ timezone: { name: 'UTC' } });
    await ask(ws, 'POST', 'livechat/agent.status', { agentId: 'ben', status: 'available' }, 'mia');
    expect(ws.data.users.find(({ _id }) => _id === 'ben')?.statusLivechat).toBe('available');
  });
});

describe('contacts', () => {
  it('are read and updated from 7.1 on: lists replace, a new name reaches the room', async () => {
    const { ws, rid } = await office();
    const contactId = ws.data.rooms[0]?.contactId;
    const change = { contactId, name: 'Carla C.', emails: ['c@example.com'], customFields: { labels: 'vip' } };
    const updated = await ask(ws, 'POST', 'omnichannel/contacts.update', change, 'ana');
    expect(updated.body.contact).toMatchObject({ name: 'Carla C.', emails: [{ address: 'c@example.com' }] });
    expect(ws.data.rooms.find(({ _id }) => _id === rid)?.fname).toBe('Carla C.');
    const read = await ask(ws, 'GET', `omnichannel/contacts.get?contactId=${String(contactId)}`, undefined, 'ana');
    expect(read.body.contact).toMatchObject({ customFields: { labels: 'vip' } });
    for (const [wrong, error] of [
      [{ contactId: 'x' }, 'error-contact-not-found'],
      [{ contactId, contactManager: 'uwe' }, 'error-contact-manager-not-found'],
    ] as const) {
      expect((await ask(ws, 'POST', 'omnichannel/contacts.update', wrong, 'ana')).body.error).toBe(error);
    }
    const old = await office('7.0');
    expect((await ask(old.ws, 'POST', 'omnichannel/contacts.update', change, 'ana')).statusCode).toBe(404);
  });

  it('have a history of their closed conversations', async () => {
    const { ws, rid } = await office();
    agentCloses(ws, { userId: 'ana', rid, comment: 'done' });
    await openWidget(ws, 'carla');
    const contactId = String(ws.data.rooms[0]?.contactId);
    const answer = await ask(ws, 'GET', `omnichannel/contacts.history?contactId=${contactId}`, undefined, 'ana');
    expect(answer.body).toMatchObject({ history: [{ _id: rid }], total: 1 });
  });
});

describe('messages', () => {
  it('are posted as the caller, who needs access to the room', async () => {
    const { ws, rid } = await office();
    const posted = await ask(ws, 'POST', 'chat.postMessage', { roomId: rid, text: 'hello' }, 'ana');
    expect(posted.body).toMatchObject({ success: true, message: { msg: 'hello', rid } });
    const refused = await ask(ws, 'POST', 'chat.postMessage', { roomId: rid, text: 'hello' }, 'uwe');
    expect(refused).toEqual({ statusCode: 400, body: { success: false, error: 'error-not-allowed' } });
  });
});
