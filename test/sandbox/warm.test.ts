import { RUNTIMES, sandbox, type Sandbox } from '.';

describe.each(RUNTIMES)('the process of a sandbox that has been stopped, in %s', (runtime) => {
  const open: Sandbox[] = [];
  const start = async (): Promise<Sandbox> => {
    const shop = await sandbox({ app: 'test/sandbox/fixtures/probe-app', runtime, agents: ['agent-1'] });
    open.push(shop);
    return shop;
  };
  afterEach(async () => {
    for (const shop of open.splice(0)) await shop.stop();
  });
  const pidOf = (shop: Sandbox): number | undefined => shop.instance().controller().deno?.pid;

  test('serves the next one, which finds nothing of the earlier app: no record, no timer', async () => {
    const earlier = await start();
    const pid = pidOf(earlier);
    await earlier.customer('customer-1').writes('remember me');
    await earlier.customer('customer-1').writes('dozes 60000');
    await earlier.advance('PT10S');
    await earlier.stop();

    const later = await start();
    expect(pidOf(later)).toBe(pid);
    await later.customer('customer-1').writes('recall');
    await later.settled();
    await later.customer('customer-1').writes('time');
    await later.advance('PT5M');
    expect(later.customer('customer-1').sees()).toEqual([
      'customer-1: recall',
      'Probe: []',
      'customer-1: time',
      expect.stringMatching(/^Probe: 2026-03-04T10:00:00/),
    ]);
    expect(later.calls()['message.create']).toBe(2);
  });

  test('serves nobody else while it owes an answer', async () => {
    const earlier = await start();
    const pid = pidOf(earlier);
    const { reached } = earlier.faults.hangs('message.create');
    await earlier.customer('customer-1').writes('echo something');
    await reached;
    await earlier.stop();

    const later = await start();
    expect(pidOf(later)).not.toBe(pid);
  });
});
