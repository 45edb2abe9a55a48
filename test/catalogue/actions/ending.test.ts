import { actionOf } from '../../../src/catalogue/actions';
import { conversationNotes } from '../../../src/host/notes';
import { act, contextOf } from './doing';
import { agent, createServer, NOW, room } from './server';

describe('close', () => {
  const step = { action: 'close', comment: 'Bye.' };

  test('done: closed by the app, not as the customer', async () => {
    const server = createServer();
    expect(await act(server, step)).toMatchObject({ outcome: 'done' });
    expect(server.rooms[0]).toMatchObject({ closer: 'user' });
  });

  test('done with a comment that came out empty: the server demands one', async () => {
    const server = createServer();
    const outcome = await actionOf('close')?.perform({ comment: '' }, await contextOf(server));
    expect(outcome).toMatchObject({ outcome: 'done' });
  });

  test('already: it was closed', async () => {
    const server = createServer({ rooms: [room({ isOpen: undefined })] });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
  });

  test.each([
    ['[error-tags-must-be-assigned-before-closing-chat]', 'requires tags', false],
    ['[error-room-cannot-be-closed-try-again]', 'try-again', true],
  ])('failed: %s', async (error, said, retry) => {
    const server = createServer();
    server.errors.set('closeRoom', error);
    const outcome = await act(server, step);
    expect(outcome).toMatchObject({ outcome: 'failed', retry });
    expect(outcome.said).toContain(said);
  });

  test('failed: the permission was not granted', async () => {
    const server = createServer();
    server.denied.add('livechat-room.write');
    expect((await act(server, step)).said).toContain('"livechat-room.write"');
  });
});

describe('unassign', () => {
  const step = { action: 'unassign' };

  test('done: nobody has it', async () => {
    const server = createServer({ connected: true });
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { from: 'maria' } });
    expect(server.rooms[0]?.servedBy).toBeUndefined();
  });

  test('already: nobody had it', async () => {
    const server = createServer({ rooms: [room({ servedBy: undefined })] });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
  });

  test('failed: without a connection, with the sentence that says so', async () => {
    const outcome = await act(createServer(), step);
    expect(outcome.outcome).toBe('failed');
    expect(outcome.said).toContain('"Personal access token"');
  });

  test('failed before anything is done: this routing forgets what is given back', async () => {
    const server = createServer({ connected: true });
    server.routing = 'Auto_Selection';
    const outcome = await act(server, step);
    expect(outcome.said).toContain('would wait forever');
    expect(server.rooms[0]?.servedBy?.username).toBe('maria');
  });

  test('failed, to be tried again: the connection does not answer', async () => {
    const server = createServer({ connected: true });
    server.errors.set('returnToQueue', 'timeout');
    expect(await act(server, step)).toMatchObject({ outcome: 'failed', retry: true });
  });
});

describe('open', () => {
  const closed = () => room({ isOpen: undefined });
  const step = { action: 'open', text: 'News for you.' };

  test('done: a new conversation with the text, linked in both directions', async () => {
    const server = createServer({ rooms: [closed()] });
    const outcome = await act(server, step);
    expect(outcome).toMatchObject({ outcome: 'done', detail: { conversation: 'room-1' } });
    expect(server.messages).toMatchObject([{ roomId: 'room-1', text: 'News for you.' }]);
    expect((await conversationNotes(server.host.store, 'room'))[0]?.text).toContain('room-1');
    expect((await conversationNotes(server.host.store, 'room-1'))[0]?.text).toContain('conversation room');
  });

  test('done: given to the agent, whatever the routing made of it', async () => {
    const server = createServer({ rooms: [closed()] });
    expect(await act(server, { action: 'open', agent: 'jonas' })).toMatchObject({ detail: { agent: 'jonas' } });
  });

  test('done, and it says so when the agent cannot take it', async () => {
    const server = createServer({ rooms: [closed()], users: [agent('maria'), agent('jonas', 'offline')] });
    expect(await act(server, { action: 'open', agent: 'jonas' })).toMatchObject({
      outcome: 'done',
      reason: { key: 'reason_agent_offline' },
    });
  });

  test('done without the links where the app may keep no records, and it says so', async () => {
    const server = createServer({ rooms: [closed()] });
    server.denied.add('persistence');
    expect(await act(server, step)).toMatchObject({ outcome: 'done', reason: { key: 'reason_record_not_kept' } });
    expect(server.messages).toMatchObject([{ text: 'News for you.' }]);
  });

  test.each([
    ['this one', [room()]],
    ['another one', [closed(), room({ id: 'other', createdAt: new Date(NOW - 1000) })]],
  ])('already: %s is open', async (_name, rooms) => {
    const server = createServer({ rooms });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
    expect(server.rooms).toHaveLength(rooms.length);
    expect(server.messages).toHaveLength(0);
  });

  test('what a crash left undone is done, and nothing twice', async () => {
    const server = createServer({ rooms: [closed()] });
    await act(server, { action: 'open' });
    for (const _again of [1, 2]) expect(await act(server, step)).toMatchObject({ outcome: 'done' });
    expect(server.rooms).toHaveLength(2);
    expect(server.messages).toHaveLength(1);
    expect(await conversationNotes(server.host.store, 'room')).toHaveLength(1);
  });

  test('already: another rule has just opened one, and nothing is said in it', async () => {
    const server = createServer({ rooms: [closed()] });
    await act(server, { action: 'open' });
    expect(await act(server, step, { key: 'other:0' })).toMatchObject({
      outcome: 'already',
      reason: { key: 'reason_no_longer_open' },
    });
    expect(server.rooms).toHaveLength(2);
    expect(server.messages).toHaveLength(0);
  });

  test.each([
    ['sms', undefined],
    ['email', undefined],
    ['app', 'whatsapp'],
  ])('failed: a customer who came by %s would not see it', async (type, label) => {
    const server = createServer({ rooms: [room({ isOpen: undefined, source: { type, label } })] });
    const outcome = await act(server, step);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: { key: 'reason_connector_channel' } });
    expect(server.rooms).toHaveLength(1);
  });

  test.each([
    ['[no-agent-online]', 'reason_nobody_online'],
    ['[error-app-prevented]', 'reason_prevented'],
    ['[error-contact-channel-blocked]', 'reason_channel_blocked'],
  ])('failed: %s', async (error, key) => {
    const server = createServer({ rooms: [closed()] });
    server.errors.set('createRoom', error);
    expect(await act(server, step)).toMatchObject({ outcome: 'failed', reason: { key } });
  });
});
