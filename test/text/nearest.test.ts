import { nearest } from '../../src/text/nearest';

const FIELDS = ['customer.name', 'customer.email', 'conversation.owner', 'operation.hours', 'message.text'];

test.each<[word: string, near: string | undefined]>([
  ['customer.nam', 'customer.name'],
  ['customer-name', 'customer.name'],
  ['Customer.Email', 'customer.email'],
  ['operation.huors', 'operation.hours'],
  ['mesage.txt', 'message.text'],
  ['owner', 'conversation.owner'],
  ['customer.email.address', 'customer.email'],
  ['weather', undefined],
  ['', undefined],
])('the field nearest to %j is %j', (word, near) => expect(nearest(word, FIELDS)).toBe(near));

test('a word is near when at most half of it would change, or one is in the other', () => {
  expect(nearest('opne', ['queued', 'open', 'closed'])).toBe('open');
  expect(nearest('close', ['queued', 'open', 'closed'])).toBe('closed');
  expect(nearest('x', ['a', 'b'])).toBeUndefined();
  expect(nearest('contain', ['contains', 'contains_all', 'is'])).toBe('contains');
});

test('a field whose last part is the word is nearer than one with half of its letters', () => {
  expect(nearest('first_name', ['agent.name', 'customer.name', 'customer.first_name'])).toBe('customer.first_name');
});

test.each<[word: string, candidates: readonly string[], meant: string | undefined]>([
  ['and', ['all', 'any', 'none'], 'all'],
  ['not', ['all', 'any', 'none'], 'none'],
  ['conditions', ['on', 'if', 'do'], 'if'],
  ['contains', ['includes', 'excludes'], 'includes'],
  ['regex', ['is', 'matches'], 'matches'],
  ['constructor', ['a'], undefined],
  // Only its letters are written otherwise.
  ['Is', ['is', 'equals'], 'is'],
  ['not contains', ['excludes', 'not_contains'], 'not_contains'],
])('what others call %j is, of %j, %j', (word, candidates, meant) => expect(nearest(word, candidates)).toBe(meant));

test('a very long word costs no time', () => {
  expect(nearest('x'.repeat(1_000_000), FIELDS)).toBeUndefined();
});
