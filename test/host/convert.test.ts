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
