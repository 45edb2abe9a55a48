import {
  addAgent,
  addToken,
  addUser,
  addVisitor,
  agentForwards,
  agentWrites,
  createWorkspace,
  openWidget,
  rest,
  settle,
  visitorWrites,
  type AppObject,
  type Edition,
  type RestRequest,
  type RoomDoc,
  type Workspace,
} from '.';

interface Office {
  ws: Workspace;
  room: RoomDoc;
  asks(user: string, method: RestRequest['method'], path: string, body?: AppObject): Promise<AppObject>;
}

/** ana has a conversation with carla; mia is a manager. The answer's status stands in its body. */
async function office(edition: Edition, settings: AppObject = {}): Promise<Office> {
  let second = 0;
  const now = (): Date => new Date(Date.UTC(2026, 5, 1, 9, 0, (second += 1)));
  const ws = createWorkspace({ edition, now, data: { settings } });
  addAgent(ws, { _id: 'ana' });
  addUser(ws, { _id: 'mia', roles: ['user', 'livechat-manager'] });
  addVisitor(ws, { _id: 'carla', token: 'carla', name: 'Carla', visitorEmails: [{ address: 'carla@example.com' }] });
  for (const id of ['ana', 'mia']) addToken(ws, id);
  const { room } = await openWidget(ws, 'carla');
  return {
    ws,
    room,
    async asks(user, method, path, body = {}) {
      const headers = { 'X-User-Id': user, 'X-Auth-Token': `token-of-user-${user}` };
      const answer = await rest(ws, { method, path: `/api/v1/${path}`, headers, body });
      return { ...answer.body, status: answer.statusCode };
    },
  };
}

const types = ({ data }: Workspace): (string | undefined)[] => data.messages.map(({ t }) => t);

describe('without a licence', () => {
  it.each([
    ['POST', 'livechat/room.onHold', { roomId: 'room-1' }],
    ['POST', 'livechat/room.resumeOnHold', { roomId: 'room-1' }],
    ['POST', 'livechat/room/room-1/priority', { priorityId: 'priority-high' }],
    ['GET', 'livechat/priorities', {}],
  ] as const)('%s %s is told to be licensed', async (method, path, body) => {
    const { asks } = await office('CE');
    const error = 'This is an enterprise feature [error-action-not-allowed]';
    expect(await asks('ana', method, path, body)).toMatchObject({ status: 400, error });
  });
});

describe('on hold, with a licence', () => {
  const hold = async (): Promise<Office> => {
    const shop = await office('EE');
    await visitorWrites(shop.ws, { token: 'carla', rid: shop.room._id, msg: 'hi' });
    return shop;
  };

  it('is refused while the customer wrote last, and kept until they write', async () => {
    const { ws, room, asks } = await hold();
    const roomId = room._id;
    expect(await asks('ana', 'POST', 'livechat/room.onHold', { roomId })).toMatchObject({
      error: 'error-cannot-place-chat-on-hold',
    });
    agentWrites(ws, { userId: 'ana', rid: roomId, msg: 'One moment' });
    expect(await asks('ana', 'POST', 'livechat/room.onHold', { roomId })).toMatchObject({ status: 200 });
    expect([room.onHold, types(ws).at(-1)]).toEqual([true, 'omnichannel_placed_chat_on_hold']);
    expect(() => agentForwards(ws, { byUserId: 'mia', rid: roomId, toUserId: 'ana' })).toThrow('error-room-onHold');
    await visitorWrites(ws, { token: 'carla', rid: roomId, msg: 'still there?' });
    expect([room.onHold, types(ws).at(-2)]).toEqual([undefined, undefined]);
    expect(types(ws)).toContain('omnichannel_on_hold_chat_resumed');
  });

  it('is ended by the agent; by somebody else only with the permission', async () => {
    const { ws, room, asks } = await hold();
    const roomId = room._id;
    addAgent(ws, { _id: 'ben' });
    addToken(ws, 'ben');
    agentWrites(ws, { userId: 'ana', rid: roomId, msg: 'One moment' });
    expect(await asks('ben', 'POST', 'livechat/room.onHold', { roomId })).toMatchObject({ error: 'Not_authorized' });
    await asks('mia', 'POST', 'livechat/room.onHold', { roomId });
    expect(await asks('ana', 'GET', 'livechat/rooms?agents=ana&open=true')).toMatchObject({ total: 0 });
    expect(await asks('mia', 'GET', 'livechat/rooms?onhold=true')).toMatchObject({ total: 1 });
    await asks('ana', 'POST', 'livechat/room.resumeOnHold', { roomId });
    expect(room.onHold).toBeUndefined();
    expect(await asks('ana', 'POST', 'livechat/room.resumeOnHold', { roomId })).toMatchObject({
      error: 'error-room-not-on-hold',
    });
  });
});

describe('a priority, with a licence', () => {
  it('is one of five, is told in the conversation, and can be taken away', async () => {
    const { ws, room, asks } = await office('EE');
    const path = `livechat/room/${room._id}/priority`;
    const { priorities } = await asks('ana', 'GET', 'livechat/priorities');
    expect(priorities).toHaveLength(5);
    const priorityId = ws.data.priorities[1]?._id;
    expect(await asks('ana', 'POST', path, { priorityId })).toMatchObject({ status: 200 });
    expect([room.priorityId, room.priorityWeight]).toEqual([priorityId, 2]);
    expect(await asks('ana', 'POST', path, { priorityId: 'x' })).toMatchObject({ error: 'error-invalid-priority' });
    await asks('ana', 'DELETE', path);
    expect([room.priorityId, room.priorityWeight]).toEqual([undefined, 99]);
    expect(types(ws).slice(-2)).toEqual(Array(2).fill('omnichannel_priority_change_history'));
  });
});

describe('a transcript, licence or not', () => {
  it('is asked for once and mailed when the conversation ends', async () => {
    const { ws, room, asks } = await office('CE');
    const path = `livechat/transcript/${room._id}`;
    const mail = { email: 'carla@example.com', subject: 'Your chat' };
    agentWrites(ws, { userId: 'ana', rid: room._id, msg: 'Hello' });
    expect(await asks('ana', 'POST', path, mail)).toMatchObject({ status: 403 });
    expect(await asks('mia', 'POST', path, mail)).toMatchObject({ status: 200 });
    expect(await asks('mia', 'POST', path, mail)).toMatchObject({ errorType: 'error-transcript-already-requested' });
    expect(ws.mails).toEqual([]);
    await asks('ana', 'POST', 'livechat/room.closeByUser', { rid: room._id, comment: 'bye' });
    await settle(ws);
    expect(ws.mails).toMatchObject([{ to: 'carla@example.com', subject: 'Your chat', text: 'ana: Hello' }]);
    expect(types(ws).at(-1)).toBe('livechat_transcript_history');
    expect(room.transcriptRequest).toBeUndefined();
  });

  it('goes to every customer with an address where the server says so', async () => {
    const { ws, room, asks } = await office('CE', { Livechat_transcript_send_always: true });
    await asks('ana', 'POST', 'livechat/room.closeByUser', { rid: room._id, comment: 'bye' });
    expect(ws.mails.map(({ to }) => to)).toEqual(['carla@example.com']);
  });
});

describe('lists of conversations', () => {
  it('tell what waits, what is open and what is over', async () => {
    const { ws, room, asks } = await office('CE', { Livechat_Routing_Method: 'Manual_Selection' });
    const total = async (query: string): Promise<unknown> =>
      (await asks('mia', 'GET', `livechat/rooms?${query}`)).total;
    expect([await total('queued=true'), await total('open=true'), await total('open=false')]).toEqual([1, 0, 0]);
    room.livechatData = { plan: 'Gold' };
    const fields = encodeURIComponent(JSON.stringify({ plan: 'gold' }));
    expect([await total(`customFields=${fields}`), await total('roomName=carl')]).toEqual([1, 1]);
    expect([await total('roomName="Carl"'), await total('tags[]=vip')]).toEqual([0, 0]);
    await asks('mia', 'POST', 'livechat/room.closeByUser', { rid: room._id, comment: 'bye' });
    expect([await total('open=false'), ws.data.rooms.length]).toEqual([1, 1]);
    const { contactId } = room;
    expect(await asks('ana', 'GET', `omnichannel/contacts.history?contactId=${contactId}`)).toMatchObject({
      history: [{ _id: room._id, closer: 'user' }],
      total: 1,
    });
    expect(await asks('mia', 'GET', 'livechat/rooms?colour=red')).toMatchObject({ errorType: 'invalid-params' });
    expect(await asks('mia', 'GET', 'livechat/rooms?customFields=red')).toMatchObject({
      error: 'The "customFields" query parameter must be a valid JSON.',
    });
  });
});
