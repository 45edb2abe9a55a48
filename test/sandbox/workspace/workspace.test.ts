import {
  addAgent,
  addCustomField,
  addDepartment,
  addUser,
  addVisitor,
  agentCloses,
  agentForwards,
  agentReturnsToQueue,
  agentTakes,
  agentWrites,
  createWorkspace,
  hostBridges,
  openWidget,
  runQueueWorker,
  setAvailability,
  setPresence,
  settle,
  visitorWrites,
  type AppObject,
  type HostEvent,
  type Workspace,
} from '.';

const APP = 'app-1';

/** A workspace with the agents ana and ben, the customer carla and the app's user; its events in order. */
function shop(settings: Record<string, unknown> = {}, version?: string): { ws: Workspace; events: HostEvent[] } {
  const events: HostEvent[] = [];
  let minute = 0;
  const ws = createWorkspace({
    version,
    now: () => new Date(Date.UTC(2026, 5, 1, 9, (minute += 1))),
    onEvent: (event) => void events.push(event),
    data: { settings },
  });
  addUser(ws, { _id: 'app-user', username: 'workflow.bot', name: 'Workflow', type: 'app', roles: ['app'], appId: APP });
  addAgent(ws, { _id: 'ana' });
  addAgent(ws, { _id: 'ben' });
  addVisitor(ws, { _id: 'carla', token: 'carla', name: 'Carla' });
  return { ws, events };
}

const names = (events: HostEvent[]): string[] => events.map(({ name }) => name);
const MANUAL = { Livechat_Routing_Method: 'Manual_Selection' };

describe('a new conversation', () => {
  it('fires the system messages through their own event and shows the agent who got it', async () => {
    const { ws, events } = shop();
    const { room } = await openWidget(ws, 'carla');
    await visitorWrites(ws, { token: 'carla', rid: room._id, msg: 'hi' });
    await settle(ws);
    expect(names(events)).toEqual([
      'IPostSystemMessageSent',
      'IPostLivechatRoomStarted',
      'IPostSystemMessageSent',
      'IPostSystemMessageSent',
      'IPostLivechatAgentAssigned',
      'IPostMessageSent',
    ]);
    const assigned = events[4]?.payload.room as { servedBy?: { id: string } };
    expect(assigned.servedBy?.id).toBe('ana');
    expect(events[0]?.payload).toMatchObject({ type: 'livechat-started', token: 'carla' });
  });

  it('belongs to a contact, whose second conversation is with the same contact', async () => {
    const { ws } = shop();
    const first = await openWidget(ws, 'carla');
    agentCloses(ws, { userId: 'ana', rid: first.room._id, comment: 'done' });
    const second = await openWidget(ws, 'carla');
    expect(second.room._id).not.toBe(first.room._id);
    expect(second.room.contactId).toBe(first.room.contactId);
    expect(ws.data.contacts).toHaveLength(1);
    expect(ws.data.contacts[0]?.channels).toHaveLength(1);
  });

  it('goes to the agent with fewer conversations', async () => {
    const { ws } = shop();
    addVisitor(ws, { _id: 'dora', token: 'dora', name: 'Dora' });
    const one = await openWidget(ws, 'carla');
    const two = await openWidget(ws, 'dora');
    expect([one.room.servedBy?._id, two.room.servedBy?._id]).toEqual(['ana', 'ben']);
  });

  it.each([
    ['nobody online', {}, '[no-agent-online]'],
    ['omnichannel off', { Livechat_enabled: false }, '[error-omnichannel-is-disabled]'],
  ])('is refused with %s', async (_what, settings, text) => {
    const { ws } = shop(settings);
    setAvailability(ws, 'ana', 'not-available');
    setAvailability(ws, 'ben', 'not-available');
    await expect(openWidget(ws, 'carla')).rejects.toThrow(text);
    expect(ws.data.rooms).toEqual([]);
  });

  it.each([
    ['6.14', true, true],
    ['8.3', true, false],
    ['6.14', false, true],
    ['8.3', false, true],
  ])('at %s, with the idle setting %s, is refused for presence alone: %s', async (version, idle, refused) => {
    const { ws } = shop({ Livechat_enabled_when_agent_idle: idle }, version);
    for (const id of ['ana', 'ben']) setPresence(ws, id, 'offline');
    const opened = openWidget(ws, 'carla').then(() => false, String);
    expect(Boolean(await opened)).toBe(refused);
  });

  it('is asked about before it is stored, and not before 7.5', async () => {
    for (const [version, refused] of [
      ['8.3', true],
      ['7.4', false],
    ] as const) {
      const { ws } = shop({}, version);
      const refusal = Object.assign(new Error('not today'), { name: 'AppsEngineException' });
      ws.beforeRoomCreate = () => Promise.reject(refusal);
      const opened = await openWidget(ws, 'carla').then(
        () => false,
        (error: Error) => error.message === 'not today [error-app-prevented]',
      );
      expect(opened).toBe(refused);
    }
  });
});

describe('the queue with manual routing', () => {
  it('waits for an agent, comes back, and moves on', async () => {
    const { ws, events } = shop(MANUAL);
    const { room } = await openWidget(ws, 'carla');
    expect(room.servedBy).toBeUndefined();
    await agentTakes(ws, { userId: 'ben', rid: room._id });
    expect(room.servedBy?._id).toBe('ben');
    expect(agentReturnsToQueue(ws, { userId: 'ben', rid: room._id })).toBe(true);
    expect(ws.data.inquiries[0]?.status).toBe('queued');
    expect(agentReturnsToQueue(ws, { userId: 'ben', rid: room._id })).toBe(false);
    await settle(ws);
    expect(names(events)).toContain('IPostLivechatAgentUnassigned');
    expect(runQueueWorker(ws)).toBe(0);
  });

  it('is worked off by itself once routing is automatic', async () => {
    const { ws } = shop(MANUAL);
    const { room } = await openWidget(ws, 'carla');
    ws.data.settings.Livechat_Routing_Method = 'Auto_Selection';
    expect(runQueueWorker(ws)).toBe(1);
    expect(room.servedBy?._id).toBe('ana');
  });
});

describe('a transfer by the app', () => {
  it('tells on the newest server that nobody had the conversation before', async () => {
    const { ws, events } = shop(MANUAL);
    const { room } = await openWidget(ws, 'carla');
    const host = hostBridges(ws);
    const currentRoom = (await host.rooms.getById(room._id, APP)) as AppObject;
    const targetAgent = await host.users.getById('ben', APP);
    const visitor = currentRoom.visitor as AppObject;
    await expect(host.livechat.transferVisitor(visitor, { currentRoom, targetAgent }, APP)).resolves.toBe(true);
    await settle(ws);
    const transferred = events.find(({ name }) => name === 'IPostLivechatRoomTransferred');
    expect(transferred?.payload).toMatchObject({ type: 'agent', from: null, to: { id: 'ben' } });
  });

  it.each([
    ['6.14', true],
    ['8.3', false],
  ])('at %s answers %s and changes nothing when the agent is full', async (version, answer) => {
    const { ws } = shop({ Livechat_waiting_queue: true, Livechat_maximum_chats_per_agent: 1 }, version);
    ws.edition = 'EE';
    addVisitor(ws, { _id: 'dora', token: 'dora', name: 'Dora' });
    const one = await openWidget(ws, 'carla');
    const two = await openWidget(ws, 'dora');
    // From 7.9 on the waiting queue gives out what is new.
    runQueueWorker(ws);
    const done = agentForwards(ws, { byUserId: 'ana', rid: two.room._id, toUserId: 'ana' });
    expect([done, one.room.servedBy?._id, two.room.servedBy?._id]).toEqual([answer, 'ana', 'ben']);
  });
});

describe('a room update by the app', () => {
  const change = { customFields: { a: '1' }, _unmappedProperties_: { topic: 'new' } };

  it.each([
    ['8.8', undefined],
    ['7.3', 'new'],
  ])('of server %s writes the topic as %s', async (version, topic) => {
    const { ws } = shop({}, version);
    const { room } = await openWidget(ws, 'carla');
    await hostBridges(ws).rooms.update({ id: room._id, type: 'l', ...change }, [], APP);
    expect([room.customFields, room.topic]).toEqual([{ a: '1' }, topic]);
  });
});

describe('custom fields of the visitor', () => {
  it('reach the contact too, as a conflict where they may not overwrite', async () => {
    const { ws } = shop();
    addCustomField(ws, { _id: 'labels' });
    await openWidget(ws, 'carla');
    const { livechat } = hostBridges(ws);
    await livechat.setCustomFields({ token: 'carla', key: 'labels', value: 'vip', overwrite: true }, APP);
    await livechat.setCustomFields({ token: 'carla', key: 'labels', value: 'new', overwrite: false }, APP);
    expect(ws.data.contacts[0]).toMatchObject({
      customFields: { labels: 'vip' },
      conflictingFields: [{ field: 'customFields.labels', value: 'new' }],
    });
  });
});

describe('presence', () => {
  it('fires once for each change, with a user who has no name', async () => {
    const { ws, events } = shop();
    setPresence(ws, 'ana', 'away');
    setPresence(ws, 'ana', 'away');
    await settle(ws);
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toMatchObject({
      user: { id: 'ana', name: undefined, type: 'unknown' },
      currentStatus: 'away',
      previousStatus: 'online',
    });
  });
});

describe('departments', () => {
  it('send a conversation on to their fallback when nobody is there', async () => {
    const { ws } = shop();
    addDepartment(ws, { _id: 'sales', fallbackForwardDepartment: 'help' }, ['ben']);
    addDepartment(ws, { _id: 'help' }, ['ben']);
    setAvailability(ws, 'ben', 'not-available');
    const { room } = await openWidget(ws, 'carla');
    addAgent(ws, { _id: 'cem' });
    ws.data.departmentAgents.push({ departmentId: 'help', agentId: 'cem' });
    expect(agentForwards(ws, { byUserId: 'ana', rid: room._id, departmentId: 'sales' })).toBe(true);
    expect([room.departmentId, room.servedBy?._id]).toEqual(['help', 'cem']);
  });
});

describe('what nobody stores', () => {
  it('is a note to the room: the agent sees it, nobody does while the conversation waits', async () => {
    const { ws } = shop(MANUAL);
    const { room } = await openWidget(ws, 'carla');
    const note = { room: { id: room._id }, text: 'look' };
    await hostBridges(ws).messages.notifyRoom({ id: room._id }, note, APP);
    expect(ws.ephemeral).toEqual([]);
    await agentTakes(ws, { userId: 'ana', rid: room._id });
    await hostBridges(ws).messages.notifyRoom({ id: room._id }, note, APP);
    expect(ws.ephemeral.map(({ userId }) => userId)).toEqual(['ana']);
    expect(ws.data.messages.some(({ msg }) => msg === 'look')).toBe(false);
  });
});

describe('events', () => {
  it('leave after the operation, and what a handler causes is waited for', async () => {
    const { ws } = shop();
    const seen: string[] = [];
    ws.sink = async (event) => {
      seen.push(event.name);
      if (event.name !== 'IPostMessageSent' || seen.includes('answered')) return;
      seen.push('answered');
      await Promise.resolve();
      agentWrites(ws, { userId: 'app-user', rid: 'room-1', msg: 'welcome' });
    };
    const { room } = await openWidget(ws, 'carla');
    expect(room._id).toBe('room-1');
    await visitorWrites(ws, { token: 'carla', rid: room._id, msg: 'hi' });
    await settle(ws);
    expect(seen.filter((name) => name === 'IPostMessageSent')).toHaveLength(2);
    expect(ws.data.messages.at(-1)?.msg).toBe('welcome');
  });
});
