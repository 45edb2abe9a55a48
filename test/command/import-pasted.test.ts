import { desk, RULE } from '../support/admin';

const doc = (name: string) => JSON.stringify({ rules: [{ ...RULE, name }] });

test.each([
  ['changes nothing', doc('Say hello')],
  ['is none', '{"rules": '],
])('what was pasted before is not imported when what was pasted last %s', async (_what, last) => {
  const made = await desk();
  await made.types(`import ${doc('Older')}`);
  await made.types(`import ${last}`);
  await made.types('import now');
  expect(made.settings().rules).toContain('Say hello');
  expect(made.settings().rules).not.toContain('Older');
});
