import { act, contextOf } from './doing';
import { agent, createServer, NOW, room, type Server } from './server';

function holder(server: Server): string | undefined {
  return server.rooms[0]?.servedBy?.username;
}

describe('to one agent', () => {
  test('done: they have it', async () => {
    const server = createServer();
    const outcome = await act(server, { action: 'assign', to: { agent: 'jonas' } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { agent: 'jonas' } });
    expect(holder(server)).toBe('jonas');
  });

  test('already: they have it', async () => {
    const server = createServer();
    expect(await act(server, { action: 'assign', to: { agent: 'maria' } })).toMatchObject({ outcome: 'already' });
  });

  test('done: a queued conversation, and a bot who is offline', async () => {
    const server = createServer({
      rooms: [room({ servedBy: undefined })],
      users: [agent('robot', 'offline', { roles: ['bot', 'livechat-agent'] })],
    });
    expect(await act(server, { action: 'assign', to: { agent: 'robot' } })).toMatchObject({ outcome: 'done' });
    expect(holder(server)).toBe('robot');
  });

  test.each([
    ['nobody of that name', 'nobody', room(), 'there is no user "nobody"'],
    ['they are offline', 'away', room(), 'offline or not available'],
    ['they are no agent', 'clerk', room(), 'does not know this user as an omnichannel agent'],
    ['they have enough: the server says yes and does nothing', 'busy', room(), 'none of busy could take it'],
    ['the conversation is closed', 'jonas', room({ isOpen: undefined }), 'the conversation is closed'],
    ['it is on hold', 'jonas', room({ _unmappedProperties_: { onHold: true } }), 'on hold'],
  ])('failed: %s', async (_name, wanted, conversation, said) => {
    const server = createServer({
      rooms: [conversation],
      users: [
        agent('maria'),
        agent('jonas'),
        agent('busy'),
        agent('away', 'offline'),
        agent('clerk', 'online', { roles: ['user'] }),
      ],
    });
    server.full.add('busy');
    const outcome = await act(server, { action: 'assign', to: { agent: wanted } });
    expect(outcome.outcome).toBe('failed');
    expect(outcome.said).toContain(said);
    expect(holder(server)).toBe('maria');
  });

  test('done: whoever ran the rule by hand', async () => {
    const server = createServer();
    const { event } = await contextOf(server);
    const by = { event: { ...event, on: 'manual' as const, actor: { username: 'jonas' } } };
    expect(await act(server, { action: 'assign', to: { actor: true } }, by)).toMatchObject({ outcome: 'done' });
    expect(holder(server)).toBe('jonas');
  });

  test('failed: the permission was not granted', async () => {
    const server = createServer();
    server.denied.add('livechat-visitor.write');
    const outcome = await act(server, { action: 'assign', to: { agent: 'jonas' } });
    expect(outcome.said).toContain('"livechat-visitor.write"');
  });
});

describe('to one of several', () => {
  const users = () => [agent('ana'), agent('bob'), agent('cid', 'away'), agent('dan', 'offline')];
  const busy = (username: string, count: number) =>
    Array.from({ length: count }, (_, index) => room({ id: `${username}-${index}`, servedBy: agent(username) }));

  test.each([
    ['least_busy: fewer conversations', [...busy('ana', 2), ...busy('bob', 1)], 'least_busy', 'bob'],
    ['least_busy: a tie goes by username', [], 'least_busy', 'ana'],
    ['least_busy: online before away, however idle', [...busy('ana', 3), ...busy('bob', 3)], 'least_busy', 'ana'],
    ['first: the order of the rule', [], 'first', 'bob'],
    ['random: as the dice fall', [], 'random', 'ana'],
  ])('%s', async (_name, others, pick, chosen) => {
    const server = createServer({ rooms: [room(), ...others], users: users() });
    const outcome = await act(server, { action: 'assign', to: { agents: ['dan', 'cid', 'bob', 'ana'], pick } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { agent: chosen } });
    expect(holder(server)).toBe(chosen);
  });

  test('never the one who has it', async () => {
    const server = createServer({ rooms: [room({ servedBy: agent('ana') })], users: users() });
    await act(server, { action: 'assign', to: { agents: ['ana', 'bob'] } });
    expect(holder(server)).toBe('bob');
  });

  test('already: the only one named has it', async () => {
    const server = createServer();
    expect(await act(server, { action: 'assign', to: { agents: ['maria'] } })).toMatchObject({ outcome: 'already' });
  });

  test('the next one when the server refuses, aloud or in silence', async () => {
    const server = createServer({ users: users() });
    server.full.add('ana');
    server.full.add('bob');
    const outcome = await act(server, { action: 'assign', to: { agents: ['ana', 'bob', 'cid', 'dan'] } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { agent: 'cid' } });
  });

  test('failed: nobody can', async () => {
    const server = createServer({ users: [agent('maria'), agent('dan', 'offline')] });
    const outcome = await act(server, { action: 'assign', to: { agents: ['maria', 'dan'] } });
    expect(outcome.outcome).toBe('failed');
    expect(outcome.said).toContain('none of maria, dan could take it');
  });

  test('round robin goes on after a restart, and skips those who cannot', async () => {
    const first = createServer({ users: users() });
    const take = (server: Server) =>
      act(server, { action: 'assign', to: { agents: ['ana', 'dan', 'bob'], pick: 'round_robin' } });
    await take(first);
    expect(holder(first)).toBe('ana');
    const restarted = createServer({ users: users() });
    restarted.records.push(...first.records);
    await take(restarted);
    expect(holder(restarted)).toBe('bob');
    await take(restarted);
    expect(holder(restarted)).toBe('ana');
  });

  test('two at once get two different turns', async () => {
    const { host } = createServer();
    const turns = await Promise.all([1, 2].map(() => host.changes.takeTurn('rule', ['a', 'b'], ['a', 'b'])));
    expect(turns.map(([first]) => first)).toEqual(['a', 'b']);
  });
});

describe('to anyone', () => {
  test('of the roster, without a connection', async () => {
    const server = createServer();
    server.settings = { ...server.settings, roster: ['maria', 'jonas'] };
    await act(server, { action: 'assign', to: { anyone: true } });
    expect(holder(server)).toBe('jonas');
  });

  test('of those whom the connection lists', async () => {
    const server = createServer({ connected: true });
    await act(server, { action: 'assign', to: { anyone: true } });
    expect(holder(server)).toBe('jonas');
  });

  test('failed: neither a connection nor a roster', async () => {
    const outcome = await act(createServer(), { action: 'assign', to: { anyone: true } });
    expect(outcome.outcome).toBe('failed');
    expect(outcome.said).toContain('setting "Agents"');
  });

  test('failed, to be tried again: the connection does not answer', async () => {
    const server = createServer({ connected: true });
    server.errors.set('agents', 'timeout');
    expect(await act(server, { action: 'assign', to: { anyone: true } })).toMatchObject({
      outcome: 'failed',
      retry: true,
    });
  });
});

describe('to a department', () => {
  test.each([
    ['its routing queues', 'Manual_Selection'],
    ['its routing assigns', 'Auto_Selection'],
  ])('with a connection somebody of it has it: %s', async (_name, routing) => {
    const server = createServer({ connected: true });
    server.routing = routing;
    const outcome = await act(server, { action: 'assign', to: { department: 'Support' } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { agent: 'jonas', department: 'Support' } });
    expect(server.rooms[0]).toMatchObject({ department: { id: 'dep' }, servedBy: { username: 'jonas' } });
  });

  test('the name is compared folded where the connection lists departments', async () => {
    const server = createServer({ connected: true });
    expect(await act(server, { action: 'assign', to: { department: ' SUPPORT ' } })).toMatchObject({ outcome: 'done' });
  });

  test('without a connection it goes where the server routes it, and waits there', async () => {
    const server = createServer();
    const outcome = await act(server, { action: 'assign', to: { department: 'dep' } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { department: 'Support' } });
    expect(outcome.said).toBe('it waits in the queue of Support');
  });

  test('with a connection that does not work, as without one, and it says why', async () => {
    const server = createServer({ connected: true });
    server.errors.set('agents', 'timeout');
    const outcome = await act(server, { action: 'assign', to: { department: 'Support' } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { department: 'Support' } });
    expect(outcome.said).toContain('could not be listed: no answer came in time');
    expect(server.rooms[0]).toMatchObject({ department: { id: 'dep' }, servedBy: undefined });
  });

  test('failed, to be tried again: it is there, nobody has it, and the connection does not work', async () => {
    const rooms = [room({ department: { id: 'dep', name: 'Support' }, servedBy: undefined })];
    const server = createServer({ connected: true, rooms });
    server.errors.set('members', 'timeout');
    const outcome = await act(server, { action: 'assign', to: { department: 'Support' } });
    expect(outcome).toMatchObject({ outcome: 'failed', retry: true });
  });

  test('with nobody there it waits in the queue of the department', async () => {
    const server = createServer({
      connected: true,
      users: [agent('maria'), agent('jonas', 'offline'), agent('zoe', 'offline')],
    });
    const outcome = await act(server, { action: 'assign', to: { department: 'Support' } });
    expect(outcome).toMatchObject({ outcome: 'done', reason: { key: 'reason_waits_in_department' } });
  });

  test('already: it is there, and the server names nobody', async () => {
    const server = createServer({ rooms: [room({ department: { id: 'dep', name: 'Support' } })] });
    expect(await act(server, { action: 'assign', to: { department: 'Support' } })).toMatchObject({
      outcome: 'already',
    });
  });

  test('failed: there is no such department', async () => {
    const outcome = await act(createServer(), { action: 'assign', to: { department: 'Sales' } });
    expect(outcome).toMatchObject({ outcome: 'failed', said: 'there is no department "Sales", or it is disabled' });
  });

  test('inside of its department it goes to another agent', async () => {
    const server = createServer({
      connected: true,
      rooms: [room({ department: { id: 'dep', name: 'Support' }, servedBy: agent('jonas') })],
    });
    await act(server, { action: 'assign', to: { department: 'Support' } }, { now: () => NOW });
    expect(holder(server)).toBe('zoe');
  });
});
