import { endpointsOf, type Endpoints } from '../../../src/host/rest';
import { clientOf, failure, fakeHttp, type Answer, type Clock, type FakeHttp } from './http';

function endpoints(fake: FakeHttp, clock: Clock = { now: 0 }): Endpoints {
  return endpointsOf(clientOf(fake, clock), () => clock.now);
}
const ok = (json: object): Answer => ({ status: 200, json: { success: true, ...json } });
const agents = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    _id: `id-${from + index}`,
    username: `agent-${from + index}`,
    statusLivechat: index % 2 ? 'not-available' : 'available',
  }));

describe('lists', () => {
  test('are read to their end', async () => {
    const fake = fakeHttp().on('livechat/users/agent', ok({ users: agents(0, 100) }), ok({ users: agents(100, 3) }));
    const listed = await endpoints(fake).agents();
    expect(listed).toHaveLength(103);
    expect(listed.slice(0, 2)).toEqual([
      { id: 'id-0', username: 'agent-0', available: true },
      { id: 'id-1', username: 'agent-1', available: false },
    ]);
    expect(fake.requests.map(({ request }) => request.params?.['offset'])).toEqual(['0', '100']);
  });

  test('an entry without what is needed is left out; an answer without the list is an error', async () => {
    const fake = fakeHttp().on('livechat/users/agent', ok({ users: [{ _id: 'x' }, ...agents(0, 1)] }));
    expect(await endpoints(fake).agents()).toHaveLength(1);
    const strange = fakeHttp().on('livechat/users/agent', ok({ people: [] }));
    expect((await failure(endpoints(strange).agents())).text.key).toBe('reason_rest_strange_answer');
  });

  test('are asked for once by many at once, kept for ten seconds, and lent a little longer to a silent server', async () => {
    const clock = { now: 0 };
    const fake = fakeHttp().on('livechat/users/agent', ok({ users: agents(0, 1) }), new Error('ECONNREFUSED'));
    const rest = endpoints(fake, clock);
    await Promise.all([rest.agents(), rest.agents(), rest.agents()]);
    clock.now = 9_999;
    await rest.agents();
    expect(fake.requests).toHaveLength(1);
    clock.now = 10_000;
    expect(await rest.agents()).toHaveLength(1);
    clock.now = 200_000;
    expect((await failure(rest.agents())).kind).toBe('passing');
  });

  test('members of a department', async () => {
    const fake = fakeHttp().on('livechat/department/dep/agents', ok({ agents: [{ agentId: 'x', username: 'maria' }] }));
    expect(await endpoints(fake).departmentAgents('dep')).toEqual(['maria']);
  });

  test('departments', async () => {
    const fake = fakeHttp().on('livechat/department', ok({ departments: [{ _id: 'dep', name: 'Support' }] }));
    expect(await endpoints(fake).departments()).toEqual([{ id: 'dep', name: 'Support' }]);
  });
});

describe('back to the queue', () => {
  const NEW = 'livechat/inquiries.returnAsInquiry';
  const OLD = 'method.call/livechat:returnAsInquiry';
  const method = (answer: object): Answer =>
    ok({ message: JSON.stringify({ msg: 'result', id: 'workflow', ...answer }) });

  test('over the endpoint where there is one', async () => {
    const fake = fakeHttp().on(NEW, ok({ result: true }));
    await endpoints(fake).returnToQueue('room');
    expect(fake.requests.map(({ request }) => request.content)).toEqual(['{"roomId":"room"}']);
  });

  test('over the method where there is none', async () => {
    const fake = fakeHttp().on(OLD, method({ result: true }));
    await endpoints(fake).returnToQueue('room');
    const sent = JSON.parse(fake.requests[1]?.request.content ?? '') as { message: string };
    expect(JSON.parse(sent.message)).toMatchObject({
      msg: 'method',
      method: 'livechat:returnAsInquiry',
      params: ['room'],
    });
  });

  test.each<[string, string, Answer, string]>([
    ['the endpoint did nothing', NEW, ok({ result: false }), 'reason_no_inquiry'],
    [
      'the endpoint refused',
      NEW,
      { status: 400, json: { success: false, error: 'error-room-onHold' } },
      'reason_conversation_on_hold',
    ],
    ['the method did nothing', OLD, method({ result: false }), 'reason_no_inquiry'],
    [
      'the method refused',
      OLD,
      method({ error: { error: 'room-closed', reason: 'Room closed' } }),
      'reason_conversation_closed',
    ],
    ['the method is not allowed', OLD, method({ error: { error: 'error-not-allowed' } }), 'reason_rest_forbidden'],
    [
      'there is neither',
      OLD,
      method({ error: { error: 404, reason: "Method 'x' not found" } }),
      'reason_rest_lacks_endpoint',
    ],
  ])('refused: %s', async (_name, endpoint, answer, key) => {
    expect((await failure(endpoints(fakeHttp().on(endpoint, answer)).returnToQueue('room'))).text.key).toBe(key);
  });
});

test('topic and tags: both objects, all of the tags, and no topic that nobody named', async () => {
  const fake = fakeHttp().on('livechat/room.saveInfo', ok({}));
  const rest = endpoints(fake);
  await rest.saveRoom({ visitorId: 'v', roomId: 'r', tags: ['a', 'b'] });
  await rest.saveRoom({ visitorId: 'v', roomId: 'r', topic: 'T', tags: [] });
  expect(fake.requests.map(({ request }) => JSON.parse(request.content ?? '') as unknown)).toEqual([
    { guestData: { _id: 'v' }, roomData: { _id: 'r', tags: ['a', 'b'] } },
    { guestData: { _id: 'v' }, roomData: { _id: 'r', topic: 'T', tags: [] } },
  ]);
});

test('a contact, whatever of it is missing', async () => {
  const contact = { _id: 'c', name: 'Ana', emails: [{ address: 'a@b.co' }], phones: null };
  const fake = fakeHttp().on('omnichannel/contacts.get', ok({ contact }), ok({ contact: null }));
  const rest = endpoints(fake);
  expect(await rest.contact('c')).toEqual({ id: 'c', name: 'Ana', emails: ['a@b.co'], phones: [] });
  expect(await rest.contact('c')).toBeUndefined();
});

test('a custom field is created over the endpoint, or the method of older servers', async () => {
  const older = fakeHttp().on(
    'method.call/livechat:saveCustomField',
    ok({ message: '{"msg":"result","result":true}' }),
  );
  await endpoints(older).createVisitorField('tags');
  const newer = fakeHttp().on('livechat/custom-fields.save', ok({}));
  await endpoints(newer).createVisitorField('tags');
  const sent = JSON.parse(newer.requests[0]?.request.content ?? '') as object;
  expect(sent).toMatchObject({ customFieldData: { field: 'tags', scope: 'visitor', type: 'input' } });
  // Servers before 8.2 take null for a wrong name.
  expect(sent).not.toHaveProperty('customFieldId');
});

test.each<[string, string, Answer]>([
  [
    'the endpoint',
    'livechat/custom-fields.save',
    { status: 400, json: { success: false, error: 'Custom Field already exists' } },
  ],
  [
    'the method',
    'method.call/livechat:saveCustomField',
    ok({
      message: '{"msg":"result","error":{"error":"error-custom-field-exists","reason":"Custom Field already exists"}}',
    }),
  ],
])('a custom field that somebody else has created a moment before is there, says %s', async (_what, path, answer) => {
  await endpoints(fakeHttp().on(path, answer)).createVisitorField('tags');
});

describe('other conversations of the customer', () => {
  const customer = { id: 'v', token: 't', emails: [], phones: [], custom: {} };
  const visitor = 'livechat/visitors.searchChats/room/r/visitor/v';

  test('of the contact where there is one', async () => {
    const fake = fakeHttp().on('omnichannel/contacts.history', ok({ history: [{ _id: 'r' }, { _id: 'old' }] }));
    expect(await endpoints(fake).otherConversations({ id: 'r', customer: { ...customer, contactId: 'c' } })).toBe(1);
  });

  test('of the visitor where the app has opened the conversation, which has a contact of its own', async () => {
    const fake = fakeHttp()
      .on('omnichannel/contacts.history', ok({ history: [] }))
      .on(visitor, ok({ history: [{ _id: 'old' }] }));
    const channel = { type: 'app', name: 'Workflow' } as const;
    const opened = { id: 'r', channel, customer: { ...customer, contactId: 'c' } };
    expect(await endpoints(fake).otherConversations(opened)).toBe(1);
  });

  test('of the visitor where the contact has been deleted', async () => {
    const gone: Answer = { status: 400, json: { success: false, error: 'error-contact-not-found' } };
    const fake = fakeHttp()
      .on('omnichannel/contacts.history', gone)
      .on(visitor, ok({ history: [{ _id: 'old' }] }));
    expect(await endpoints(fake).otherConversations({ id: 'r', customer: { ...customer, contactId: 'c' } })).toBe(1);
  });

  test('of the visitor where there is none', async () => {
    const fake = fakeHttp().on(visitor, ok({ history: [{ _id: 'r' }] }));
    expect(await endpoints(fake).otherConversations({ id: 'r', customer })).toBe(0);
  });
});
