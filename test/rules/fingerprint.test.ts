import type { Rule } from '../../src/catalogue/document';
import { fingerprint } from '../../src/rules/fingerprint';

const rule: Rule = { id: 'a', name: 'A', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }] };

test.each<[string, Partial<Rule>]>([
  ['a description', { description: 'x' }],
  ['labels', { labels: ['vip'] }],
  ['tests', { tests: [] }],
])('a wait goes on when %s changes', (_what, change) => {
  expect(fingerprint({ ...rule, ...change })).toBe(fingerprint(rule));
});

test.each<[string, Partial<Rule>]>([
  ['the mode', { mode: 'watch' }],
  ['an action', { do: [{ action: 'close' }] }],
  ['the wait', { wait: { for: 'PT5M' } }],
])('a wait ends when %s changes', (_what, change) => {
  expect(fingerprint({ ...rule, ...change })).not.toBe(fingerprint(rule));
});
