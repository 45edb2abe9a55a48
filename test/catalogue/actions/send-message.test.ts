import { actionOf } from '../../../src/catalogue/actions';
import { act, contextOf, verify } from './doing';
import { agent, createServer, NOW, room } from './server';

const step = { action: 'send_message', text: 'We are closed.' };

test('done: the customer reads it, written by the app', async () => {
  const server = createServer();
  expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { message: 'message-0' } });
  expect(server.messages).toMatchObject([
    { roomId: 'room', text: 'We are closed.', sender: { username: 'workflow.bot' } },
  ]);
});

test('done in the name of the agent who has the conversation', async () => {
  const server = createServer();
  expect(await act(server, { ...step, as: 'agent' })).toMatchObject({ outcome: 'done' });
  expect(server.messages[0]?.sender.username).toBe('maria');
});

test.each([
  ['a closed conversation', room({ isOpen: undefined }), {}, 'the conversation is closed'],
  [
    'no agent to speak as',
    room({ servedBy: undefined }),
    { as: 'agent' },
    'nobody has the conversation, so there is no agent',
  ],
  [
    'an agent whose account is off',
    room({ servedBy: agent('gone') }),
    { as: 'agent' },
    'the account of gone is deactivated',
  ],
])('failed: %s', async (_name, conversation, more, said) => {
  const server = createServer({
    rooms: [conversation],
    users: [agent('maria'), agent('gone', 'offline', { isEnabled: false })],
  });
  const outcome = await act(server, { ...step, ...more });
  expect(outcome.outcome).toBe('failed');
  expect(outcome.said).toContain(said);
  expect(server.messages).toHaveLength(0);
});

test('skipped: a text that came out empty', async () => {
  const server = createServer();
  const outcome = await actionOf('send_message')?.perform({ text: ' ' }, await contextOf(server));
  expect(outcome).toMatchObject({ outcome: 'skipped', reason: { key: 'reason_nothing_to_say' } });
  expect(server.messages).toHaveLength(0);
});

test.each([
  ['Message size exceeds Message_MaxAllowedSize [error-message-size-exceeded]', 'longer than the server allows', false],
  ['[error-not-allowed]', 'this sender is not allowed to write', false],
  ['connect ECONNREFUSED 127.0.0.1:27017', 'ECONNREFUSED', true],
])('failed, and tried again only when it may pass: %s', async (error, said, retry) => {
  const server = createServer();
  server.errors.set('createMessage', error);
  const outcome = await act(server, step);
  expect(outcome).toMatchObject({ outcome: 'failed', retry });
  expect(outcome.said).toContain(said);
});

test('failed: a permission that was not granted gives nothing, and is named', async () => {
  const server = createServer();
  server.denied.add('message.write');
  const outcome = await act(server, step);
  expect(outcome.outcome).toBe('failed');
  expect(outcome.said).toContain('"message.write"');
});

describe('after a crash in the middle', () => {
  test('it happened when the conversation shows it', async () => {
    const server = createServer();
    await act(server, step);
    expect(await verify(server, step, NOW)).toBe(true);
  });

  test.each([
    ['nothing was written', () => []],
    ['the same was written before', () => [{ at: NOW - 1, text: 'We are closed.', by: 'id-app' }]],
    ['the customer wrote the same', () => [{ at: NOW, text: 'We are closed.', by: 'visitor' }]],
    ['something else was written', () => [{ at: NOW, text: 'Hello.', by: 'id-app' }]],
  ])('it did not: %s', async (_name, written) => {
    const server = createServer();
    written().forEach(({ at, text, by }, index) =>
      server.messages.push({
        id: String(index),
        roomId: 'room',
        text,
        sender: { _id: by, username: by },
        createdAt: new Date(at),
      }),
    );
    expect(await verify(server, step, NOW)).toBe(false);
  });

  test('nobody can tell when more was written since than the server shows', async () => {
    const server = createServer();
    for (let index = 0; index < 100; index++) {
      server.messages.push({
        id: String(index),
        roomId: 'room',
        text: 'more',
        sender: { _id: 'visitor', username: 'guest' },
        createdAt: new Date(NOW + index),
      });
    }
    expect(await verify(server, step, NOW)).toBeUndefined();
  });
});
