import { act, contextOf } from './doing';
import { createServer, room } from './server';

describe('set_topic', () => {
  const step = { action: 'set_topic', topic: ' Refund ' };

  test('done: the topic is new, and no tag is lost on the way', async () => {
    const server = createServer({ connected: true });
    expect(await act(server, step)).toMatchObject({ outcome: 'done' });
    expect(server.rooms[0]?._unmappedProperties_).toEqual({ topic: 'Refund', tags: ['first'] });
  });

  test('already: it is the topic', async () => {
    const server = createServer({ rooms: [room({ _unmappedProperties_: { topic: 'Refund' } })] });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
  });

  test('failed: without a connection, with the sentence that says so', async () => {
    expect((await act(createServer(), step)).said).toContain('this needs the connection');
  });

  test('failed, to be tried again: the connection does not answer', async () => {
    const server = createServer({ connected: true });
    server.errors.set('saveRoom', 'timeout');
    expect(await act(server, step)).toMatchObject({ outcome: 'failed', retry: true });
  });
});

describe('tag_conversation', () => {
  test.each([
    [{ add: ['new'] }, ['first', 'new']],
    [{ remove: ['FIRST'] }, []],
    [{ add: ['new', 'new'], remove: ['first'] }, ['new']],
  ])('done: %j', async (change, tags) => {
    const server = createServer({ connected: true });
    expect(await act(server, { action: 'tag_conversation', ...change })).toMatchObject({ outcome: 'done' });
    expect(server.rooms[0]?._unmappedProperties_.tags).toEqual(tags);
  });

  test('tags that somebody sets after the event are kept', async () => {
    const server = createServer({ connected: true });
    const stale = (await contextOf(server)).conversation;
    server.rooms[0]!._unmappedProperties_.tags = ['first', 'by an agent'];
    await act(server, { action: 'tag_conversation', add: ['new'] }, { conversation: stale });
    expect(server.rooms[0]?._unmappedProperties_.tags).toEqual(['first', 'by an agent', 'new']);
  });

  test('a tag of an agent that has a comma in it is one tag, and stays', async () => {
    const rooms = [room({ _unmappedProperties_: { tags: ['Refund, partial'] } })];
    const server = createServer({ connected: true, rooms });
    expect(await act(server, { action: 'tag_conversation', add: ['new'] })).toMatchObject({ outcome: 'done' });
    expect(server.rooms[0]?._unmappedProperties_.tags).toEqual(['Refund, partial', 'new']);
    expect(await act(server, { action: 'tag_conversation', add: ['new'] })).toMatchObject({ outcome: 'already' });
  });

  test('already: they are so', async () => {
    const outcome = await act(createServer(), { action: 'tag_conversation', add: ['First'], remove: ['gone'] });
    expect(outcome).toMatchObject({ outcome: 'already' });
  });

  test('failed: without a connection', async () => {
    expect((await act(createServer(), { action: 'tag_conversation', add: ['new'] })).said).toContain('connection');
  });
});

describe('note_conversation', () => {
  const step = { action: 'note_conversation', text: 'Wants a refund.' };

  test('done: kept, and shown to the agent alone', async () => {
    const server = createServer();
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { shown: 'maria' } });
    expect(server.whispers).toEqual([{ user: 'maria', text: '📝 Wants a refund.' }]);
    expect(server.messages).toHaveLength(0);
    const { conversation } = await contextOf(server);
    const notes = await server.host.notes(conversation);
    expect(notes.conversation).toMatchObject([{ text: 'Wants a refund.', by: 'rule' }]);
  });

  test('done: nobody has it, so nobody is shown it', async () => {
    const server = createServer({ rooms: [room({ servedBy: undefined })] });
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { shown: 'nobody' } });
  });

  test('failed: the app was not granted the permission to keep records, and nobody is shown what is not kept', async () => {
    const server = createServer();
    server.denied.add('persistence');
    const outcome = await act(server, step);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: { key: 'reason_record_not_kept' } });
    expect(outcome.said).toContain('"persistence"');
    expect(server.whispers).toEqual([]);
  });

  test('already: the same run wrote it before', async () => {
    const server = createServer();
    await act(server, step);
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
    expect(await act(server, step, { key: 'another:0' })).toMatchObject({ outcome: 'done' });
  });
});
