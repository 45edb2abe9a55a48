import { createScreens } from '../../src/screens';
import { desk, type Desk } from '../support/admin';

/** A store that answers only when it is told to; until then a screen has nothing but what is at hand. */
async function slow(): Promise<{
  readonly desk: Desk;
  readonly opened: { id: string; blocks: { accessory?: { actionId?: string } }[] }[];
  readonly open: (arrived: number) => Promise<boolean>;
  /** Presses a button of the view that was opened last; gives what is answered. */
  readonly press: (actionId: string) => Promise<{ readonly view: unknown }>;
  readonly overdue: () => void;
  /** What was waited for, ms. */
  readonly waited: number[];
}> {
  const made = await desk();
  const opened: { id: string; blocks: { accessory?: { actionId?: string } }[] }[] = [];
  const waited: number[] = [];
  const timers: (() => void)[] = [];
  const never = new Promise<never>(() => undefined);
  const admin = { ...made.commands.admin, records: { ...made.commands.admin.records, stats: () => never } };
  const screens = createScreens({
    admin,
    appId: 'app',
    zone: () => 'UTC',
    failed: (what, error) => {
      throw new Error(`${what}: ${String(error)}`);
    },
    after: (ms, call) => {
      waited.push(ms);
      timers.push(call);
      return () => undefined;
    },
    modify: () =>
      ({
        getUiController: () => ({ openSurfaceView: async (view: never) => void opened.push(view) }),
      }) as never,
  });
  const person = { id: 'boss', username: 'boss', roles: ['admin'], language: 'en' } as never;
  const responder = { updateModalViewResponse: (view: unknown) => ({ view }) };
  const pressed = (actionId: string) => ({
    getInteractionData: () => ({ user: person, actionId, triggerId: 't', container: { id: opened.at(-1)?.id } }),
    getInteractionResponder: () => responder,
  });
  return {
    desk: made,
    opened,
    waited,
    open: (arrived) => screens.openRules({ person, triggerId: 't', arrived } as never),
    press: async (actionId) => (await screens.block(pressed(actionId) as never)) as never,
    overdue: () => timers.splice(0).forEach((call) => call()),
  };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

test('what takes longer than two and a half seconds is left out, and a button loads it', async () => {
  const { desk: made, opened, open, overdue, waited } = await slow();
  const opening = open(made.clock.now() - 400);
  await settled();
  expect(opened).toEqual([]);
  overdue();
  expect(await opening).toBe(true);
  // Opened once, whole as far as it goes.
  expect(opened).toHaveLength(1);
  expect(opened[0]!.blocks.map(({ accessory }) => accessory?.actionId)).toContain('reload');
  expect(JSON.stringify(opened[0])).toContain('Say hello');
  expect(waited).toEqual([2_100]);
});

test('a command that comes too late for its trigger is answered in words', async () => {
  const { desk: made, opened, open, overdue } = await slow();
  const opening = open(made.clock.now() - 4_500);
  await settled();
  overdue();
  expect(await opening).toBe(false);
  expect(opened).toEqual([]);
});

test('a press whose work takes longer than a client waits is answered in time, with a button to look again', async () => {
  const { desk: made, open, press, overdue, waited } = await slow();
  const opening = open(made.clock.now());
  await settled();
  overdue();
  await opening;
  made.store.read = () => new Promise(() => undefined);
  const pressing = press('history');
  await settled();
  expect(waited.at(-1)).toBe(4_000);
  overdue();
  const { view } = await pressing;
  expect(JSON.stringify(view)).toContain('This takes longer than usual.');
  expect(JSON.stringify(view)).toContain('"reload"');
});
