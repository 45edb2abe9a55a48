import { readHistory } from '../../src/host/messages-read';
import type { Conversation } from '../../src/model/event';

/** Dry runs look at what has been written as rules did when it came. */
test.each([
  ['image', { file: { type: 'image/jpeg' }, attachments: [{ imageUrl: '/file-upload/1' }] }],
  ['audio', { files: [{ type: 'audio/ogg' }] }],
  ['video', { attachments: [{ videoUrl: 'https://cdn.example/1.mp4' }] }],
  ['file', { file: { type: 'application/pdf' } }],
  ['text', {}],
])('the type of an earlier message is what it was when it came: %s', async (type, parts) => {
  const raw = { id: 'm', text: 'Look', createdAt: new Date(0), sender: { _id: 'v' }, ...parts };
  const rooms = { getMessages: () => Promise.resolve([raw]) } as never;
  const conversation = { id: 'r', customer: { id: 'v' } } as Conversation;
  const { messages } = await readHistory(rooms, conversation, () => Promise.resolve(false), { isOwn: () => false });
  expect(messages).toMatchObject([{ type, text: 'Look', from: 'customer' }]);
});
