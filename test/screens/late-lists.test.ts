import { createScreens } from '../../src/screens';
import { desk } from '../support/admin';

const RULE = {
  id: 'give',
  name: 'Give it',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'assign', to: { agents: ['anna'] } }],
  once: { per: 'conversation' },
};

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
};

test('what was chosen from a list is saved, also when the server is late to give its lists again', async () => {
  const made = await desk({ rules: [RULE] });
  await made.saves('agents', 'anna, bruno');
  let late = (): void => undefined;
  const views: { id: string }[] = [];
  const screens = createScreens({
    admin: made.commands.admin,
    appId: 'app',
    zone: () => 'UTC',
    failed: (what, error) => {
      throw new Error(`${what}: ${String(error)}`);
    },
    after: (_ms, call) => {
      late = call;
      return () => undefined;
    },
    modify: () =>
      ({ getUiController: () => ({ openSurfaceView: async (view: never) => void views.push(view) }) }) as never,
  });
  const user = { id: 'boss', username: 'boss', roles: ['admin'], language: 'en' };
  const shows = (view: { id: string }) => views.push(view);
  const getInteractionResponder = () => ({ updateModalViewResponse: shows });
  const about = { user, triggerId: 't' };
  await screens.openEdit({ person: user, triggerId: 't', arrived: made.clock.now() } as never, 'give');
  const container = { id: views.at(-1)?.id };
  const press = (actionId: string, value?: string) =>
    screens.block({
      getInteractionData: () => ({ ...about, actionId, value, container }),
      getInteractionResponder,
    } as never);
  await press('tab.then');
  await press('a1.menu', 'edit');
  const [, field] = /"actionId":"([^"]+\.to\.agents)"/.exec(JSON.stringify(views.at(-1)))!;

  await made.clock.pass(61_000);
  (made.commands.admin.host as { connected: unknown }).connected = () => new Promise(() => undefined);
  const view = { id: container.id, state: { [field!]: { [field!]: ['anna', 'bruno'] } } };
  const submitting = screens.submitted({
    getInteractionData: () => ({ ...about, view }),
    getInteractionResponder,
  } as never);
  await settled();
  late();
  await settled();
  late();
  await submitting;
  expect(JSON.stringify(views.at(-1))).toContain('was saved');
  expect(JSON.parse(made.settings().rules)).toMatchObject({ rules: [{ do: [{ to: { agents: ['anna', 'bruno'] } }] }] });
});
