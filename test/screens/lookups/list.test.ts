import { lookupsScreen } from '../../../src/screens/lookups/screen';
import { desk, RULE } from '../../support/admin';

test('the menu of a lookup is about the lookup that is shown, also when another one has gone since', async () => {
  const lookup = (ask: string) => ({ ask, choices: ['a', 'b'] });
  const made = await desk({ rules: [RULE], lookups: { alpha: lookup('Alpha?'), beta: lookup('Beta?') } });
  const { admin } = made.commands;
  const person = { id: 'boss', username: 'boss', roles: ['admin'] };
  const tools = { admin, person, say: (key: string) => key, world: { language: 'en' }, unused: 1 } as never;
  const view = await lookupsScreen.show({ at: 'lookups' }, tools, {});
  const line = view.blocks.find((block) => JSON.stringify(block).includes('alpha:'));
  const { actionId } = (line as unknown as { accessory: { actionId: string } }).accessory;
  await made.saves('rules', JSON.stringify({ rules: [RULE], lookups: { beta: lookup('Beta?') } }));
  await lookupsScreen.press({ at: 'lookups' }, actionId, 'remove', tools);
  expect(JSON.parse(made.settings().rules)).toHaveProperty('lookups.beta');
});

test('more lookups than fit on a page have further pages', async () => {
  const lookups = Object.fromEntries(
    Array.from({ length: 45 }, (_, n) => [`l${n}`, { ask: '?', choices: ['a', 'b'] }]),
  );
  const { admin } = (await desk({ rules: [RULE], lookups })).commands;
  const tools = { admin, say: (key: string) => key, world: { language: 'en' }, unused: 1 } as never;
  const first = JSON.stringify(await lookupsScreen.show({ at: 'lookups' }, tools, {}));
  expect(first).not.toContain('item.l44');
  const [, next] = /"actionId":"(page[^"]*)"/.exec(first)!;
  const { place } = await lookupsScreen.press({ at: 'lookups' }, next!, undefined, tools);
  const second = JSON.stringify(await lookupsScreen.show(place as { at: 'lookups' }, tools, {}));
  expect(second).toContain('item.l44');
  expect(second).not.toContain('item.l0"');
});
