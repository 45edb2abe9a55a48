import { ownMessages } from '../../../src/host/own-messages';

const message = { id: 'm1', roomId: 'room', text: 'Hello', senderId: 'maria' };

function registry(): { own: ReturnType<typeof ownMessages>; wait: (ms: number) => void } {
  let now = 0;
  return { own: ownMessages(() => now), wait: (ms) => (now += ms) };
}

test('a message as the app is known by its sender', () => {
  const { own } = registry();
  own.knowAppUser('app');
  expect(own.isOwn({ ...message, senderId: 'app' })).toBe(true);
  expect(own.isOwn(message)).toBe(false);
});

test("a message in an agent's name is known while it is on its way, however long that takes", () => {
  const { own, wait } = registry();
  own.sending('room', 'Hello', 'maria');
  wait(600_000);
  expect(own.isOwn(message)).toBe(true);
});

test.each([
  ['another room', { roomId: 'other' }],
  ['another text', { text: 'Hello!' }],
  ['another sender', { senderId: 'jonas' }],
])('but not %s', (_name, change) => {
  const { own } = registry();
  own.sending('room', 'Hello', 'maria');
  expect(own.isOwn({ ...message, ...change })).toBe(false);
});

test('afterwards by its id alone: the agent may say the same again', () => {
  const { own } = registry();
  own.sending('room', 'Hello', 'maria').sent('m1');
  expect(own.isOwn(message)).toBe(true);
  expect(own.isOwn({ ...message, id: 'm2' })).toBe(false);
});

test('one that failed may turn up for a minute', () => {
  const { own, wait } = registry();
  own.sending('room', 'Hello', 'maria').failed();
  expect(own.isOwn(message)).toBe(true);
  wait(60_001);
  expect(own.isOwn(message)).toBe(false);
});

test('two of the same are two', () => {
  const { own } = registry();
  const first = own.sending('room', 'Hello', 'maria');
  own.sending('room', 'Hello', 'maria');
  first.sent('m1');
  expect(own.isOwn({ ...message, id: 'm2' })).toBe(true);
});

test('memory is bounded: the oldest ids go', () => {
  const { own } = registry();
  for (let index = 0; index < 3000; index++) own.sending('room', `text ${index}`, 'maria').sent(`id-${index}`);
  expect(own.isOwn({ ...message, id: 'id-0' })).toBe(false);
  expect(own.isOwn({ ...message, id: 'id-2999' })).toBe(true);
});
