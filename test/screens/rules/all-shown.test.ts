import { rulesScreen } from '../../../src/screens/rules/screen';
import { desk, RULE } from '../../support/admin';

test('"switch all that is shown" switches what is shown, not what has begun to fail since', async () => {
  const made = await desk({
    rules: [
      { ...RULE, id: 'one' },
      { ...RULE, id: 'two', name: 'Two' },
    ],
  });
  const { admin } = made.commands;
  const tools = {
    admin,
    person: { id: 'boss', username: 'boss', roles: ['admin'] },
    say: (key: string) => key,
    world: { language: 'en', zone: 'UTC' },
    unused: 1,
    unsaved: async () => undefined,
  } as never;
  const failed = [{ action: 'send_message', outcome: 'failed' as const, ms: 1 }];
  made.ran({ rule: 'one', actions: failed });
  const { version } = admin.book.read();
  const place = { at: 'rules', page: 0, version, finding: 1 } as const;
  const { place: chosen } = await rulesScreen.press(place, 'filter.state', 'failing', tools);
  const view = await rulesScreen.show(chosen as typeof place, tools, {});
  expect(JSON.stringify(view.blocks)).toContain('1');
  expect(JSON.stringify(view.blocks)).not.toContain('Two');
  made.ran({ rule: 'two', actions: failed });
  const menu = /"actionId":"(shown[^"]*)"/.exec(JSON.stringify(view.blocks))![1]!;
  await rulesScreen.press(chosen as typeof place, menu, 'off', tools);
  const { rules } = JSON.parse(made.settings().rules) as { rules: { id: string; mode?: string }[] };
  expect(rules.map(({ mode }) => mode)).not.toEqual(['off', 'off']);
});
