import { read, rule, said } from '../../support/read-rules';

const acts = { if: 'always', do: [{ action: 'note_conversation', text: 'x' }] };

test.each([
  ['manual', {}],
  ['schedule', { schedule: { every: 'PT1H' } }],
])('rules on %s are run one by one: one that stops stands in the way of no other', (on, more) => {
  const result = read({
    rules: [
      rule({ id: 'one', name: 'One', on, stop: true, ...acts, ...more }),
      rule({ id: 'two', name: 'Two', on, ...acts, ...more }),
    ],
  });
  expect(JSON.stringify(said(result))).not.toContain('never');
});
