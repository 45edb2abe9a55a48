import { toCustomer, toMessage } from '../../src/host/convert';
import type { Conversation } from '../../src/model/event';

const conversation = { id: 'r', customer: { id: 'v', token: 't' } } as Conversation;
const typeOf = (parts: object): string | undefined =>
  toMessage({ id: 'm', sender: { id: 'a' }, ...parts }, conversation)?.type;

test.each<[string, object, string]>([
  ['a text', { text: 'hi' }, 'text'],
  [
    'several files, of which the first counts',
    { files: [{ type: 'image/png' }, { type: 'application/pdf' }] },
    'image',
  ],
  [
    'a small picture, and the file that it is of',
    { files: [{ type: 'image/png', typeGroup: 'thumb' }, { type: 'application/pdf' }] },
    'file',
  ],
  ['files, and the file of before', { files: [{ type: 'audio/mpeg' }], file: { type: 'audio/mpeg' } }, 'audio'],
  ['one file, as older servers have it', { file: { type: 'video/mp4' } }, 'video'],
  ['files among the unmapped', { _unmappedProperties_: { files: [{ type: 'application/pdf' }] } }, 'file'],
  ['an empty list of files', { files: [] }, 'text'],
])('message.type of %s', (_what, parts, type) => {
  expect(typeOf(parts)).toBe(type);
});

test('a customer is called by the contact, unless that is only the username of a guest', () => {
  const visitor = { id: 'v', token: 't', username: 'guest-1', name: 'Ana' };
  expect(toCustomer(visitor)?.name).toBe('Ana');
  expect(toCustomer(visitor, { _id: 'c', name: 'Ana Lima' })).toMatchObject({ name: 'Ana Lima', visitorName: 'Ana' });
  expect(toCustomer({ ...visitor, name: undefined }, { _id: 'c', name: 'guest-1' })?.name).toBeUndefined();
});

const link = (id: string): string => `[ ](https://support.example/live/r?msg=${id})`;
test.each([
  ['as the browser writes it', `${link('a1')}\nThank you`, 'Thank you'],
  ['as the phone does', ` ${link('a1')} Thank you`, 'Thank you'],
  ['two of them', `${link('a1')}\n${link('b2')}\nThank you`, 'Thank you'],
  ['and nothing else', link('a1'), ''],
  ['a link that somebody wrote stays', '[here](https://support.example/live/r?msg=a1) it is', undefined],
])('the text of a message that quotes another is what its author wrote: %s', (_how, text, said) => {
  expect(toMessage({ id: 'm', sender: { id: 'a' }, text }, conversation)?.text).toBe(said ?? text);
});

test('of a file that answers a quoted message, the words that were sent with it are what its author wrote', () => {
  const attachments = [{ description: 'Your invoice', imageUrl: '/file-upload/1' }, { text: 'Can I have it?' }];
  expect(toMessage({ id: 'm', sender: { id: 'a' }, text: link('a1'), attachments }, conversation)).toMatchObject({
    text: 'Your invoice',
    type: 'image',
  });
});

test('of several files each may have words of its own, and all of them are what the message says', () => {
  const attachments = [{ imageUrl: '/1' }, { imageUrl: '/2', description: 'I want a refund' }, { description: 'Ana' }];
  expect(toMessage({ id: 'm', sender: { id: 'v' }, attachments }, conversation)?.text).toBe('I want a refund\nAna');
});
