import { sandbox, type Customer, type SandboxOptions, type Sandbox } from './index';

const PROBE = 'test/sandbox/fixtures/probe-app';

/** Runs a story on a sandbox of its own and stops it, whatever happens. */
async function story(options: SandboxOptions, tell: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({ app: PROBE, agents: ['agent-1'], ...options });
  try {
    await tell(shop);
  } finally {
    await shop.stop();
  }
}

let common: Promise<Sandbox> | undefined;
let customers = 0;
afterAll(async () => (await common)?.stop());

/** Runs a story beside others in one sandbox, with a customer of its own. */
async function beside(tell: (shop: Sandbox, customer: Customer) => Promise<void>): Promise<void> {
  common ??= sandbox({ app: PROBE, agents: ['agent-1'] });
  const shop = await common;
  try {
    await tell(shop, shop.customer(`customer-${(customers += 1)}`));
  } finally {
    shop.faults.clear();
    await shop.settled();
  }
}

const logged = (shop: Sandbox): string[] => shop.logs().map(({ text }) => text);

describe('messages', () => {
  test('reach the app, and its own answer comes back as an event', () =>
    beside(async (shop, customer) => {
      await customer.writes('echo hello there');
      await shop.settled();
      expect(customer.sees()).toEqual([`${customer.id}: echo hello there`, 'Probe: hello there']);
      expect(logged(shop)).toEqual(
        expect.arrayContaining(['foreign message: echo hello there', 'own message: hello there']),
      );
    }));

  test('are told in the transcript, in order', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('echo one');
      await shop.settled();
      await shop.agent('agent-1').closes(customer, 'bye');
      await shop.settled();
      expect(shop.transcript()).toBe(
        [
          '10:00:00  customer-1 opens a conversation (widget)',
          '10:00:00  → agent-1 has the conversation',
          '10:00:00  customer-1: echo one',
          '10:00:00  probe.bot: one',
          '10:00:00  — closed by agent-1',
        ].join('\n'),
      );
    }));

  test('what the app does after its handler has answered is waited for', () =>
    beside(async (shop, customer) => {
      await customer.writes('behind a b c d');
      await shop.settled();
      expect(customer.sees()).toEqual([
        `${customer.id}: behind a b c d`,
        ...['a', 'b', 'c', 'd'].map((text) => `Probe: ${text}`),
      ]);
    }));
});

describe('events', () => {
  const order = async (shuffle?: number): Promise<string> => {
    let seen: string[] = [];
    await story({ shuffle }, async (shop) => {
      const customers = ['a', 'b', 'c', 'd', 'e'].map((id) => shop.customer(id));
      for (const customer of customers) await customer.starts();
      await shop.settled();
      await Promise.all(customers.map((customer) => customer.writes(`hello ${customer.id}`)));
      await shop.settled();
      seen = logged(shop).filter((line) => line.startsWith('foreign'));
    });
    return seen.map((line) => line.at(-1)).join('');
  };

  test('come in the order of firing, or shuffled by a seed that can be repeated', async () => {
    expect(await order()).toBe('abcde');
    const shuffled = await order(7);
    expect(shuffled).not.toBe('abcde');
    expect([...shuffled].sort().join('')).toBe('abcde');
    expect(await order(7)).toBe(shuffled);
  });

  test('one that the server never fired can be handed in by hand', () =>
    beside(async (shop) => {
      await shop.fire({ name: 'IPostLivechatRoomStarted', payload: { id: 'room-x' } });
      expect(logged(shop)).toContain('started room-x');
    }));
});

describe('the clock', () => {
  test('stands still in the app until it is told', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('time');
      await shop.settled();
      await shop.advance('P1DT2H');
      await customer.writes('time');
      await shop.settled();
      expect(customer.sees().filter((line) => line.startsWith('Probe'))).toEqual([
        'Probe: 2026-03-04T10:00:00.000Z 3/4/2026',
        'Probe: 2026-03-05T12:00:00.000Z 3/5/2026',
      ]);
    }));

  test('moves timers on that everybody waits for: nobody sits them out', () =>
    beside(async (shop, customer) => {
      await customer.writes('sleeps 30000');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: awake');
    }));

  test('takes timers along that nobody waits for, and only so far', () =>
    beside(async (shop, customer) => {
      await customer.writes('dozes 60000');
      await shop.advance('PT50S');
      expect(customer.sees()).toHaveLength(1);
      await shop.advance('PT11S');
      expect(customer.sees().at(-1)).toBe('Probe: awake');
    }));

  test("on the machine's time goes with the machine", () =>
    story({ clock: 'machine' }, async (shop) => {
      const before = Date.now();
      const customer = shop.customer('customer-1');
      await customer.writes('time');
      await shop.settled();
      const [, said = ''] = customer.sees();
      const told = Date.parse(said.split(' ')[1] ?? '');
      expect(told).toBeGreaterThanOrEqual(before);
      expect(told).toBeLessThanOrEqual(Date.now());
    }));

  test('that runs by itself runs jobs by itself', () =>
    story({ clock: { mode: 'running' } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('later 1 ring');
      while (!customer.sees().some((line) => line.includes('job: ring'))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(shop.now().getTime()).toBeGreaterThanOrEqual(Date.parse('2026-03-04T10:00:01Z'));
    }));

  test('runs jobs at their time, and at no other', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('later 300 wake up');
      await shop.advance('PT4M59S');
      expect(customer.sees()).toEqual(['customer-1: later 300 wake up', 'Probe: string']);
      await shop.advance('PT1H');
      expect(customer.sees().slice(2)).toEqual(['Probe: job: wake up 2026-03-04T10:05:00.000Z']);
      expect(shop.db.jobs).toEqual([]);
    }));
});

describe("the app's process", () => {
  test('is started again after kill -9, and hears the next message', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('remember before');
      await shop.settled();
      const before = shop.instance().controller().deno?.pid;
      await shop.kill();
      expect(shop.instance().controller().deno?.pid).not.toBe(before);
      await customer.writes('recall');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: ["before"]');
    }));

  test('what it writes as undefined it reads as null', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('undefined');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: [{"gone":null,"in":[{"gone":null}]}]');
    }));

  test('killed in the middle of its work fails what it was asked, and nothing else', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      shop.faults.slow('persistence.createWithAssociations', 200);
      await customer.writes('remember half');
      await shop.kill();
      await customer.writes('echo still here');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: still here');
    }));

  test('comes up again with the server, with settings and records', () =>
    story({ settings: { greeting: 'ahoy' } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('remember this');
      await shop.settled();
      await shop.restart();
      expect(shop.setting('greeting')).toBe('ahoy');
      await customer.writes('recall');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: ["this"]');
    }));

  test('two of them over one database share records, and each event reaches one', () =>
    story({}, async (shop) => {
      const customer = shop.customer('customer-1');
      const second = await shop.secondInstance();
      await second.does(() => customer.writes('remember from the second'));
      await shop.settled();
      await customer.writes('recall');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: ["from the second"]');
      expect(logged(shop).filter((line) => line.includes('remember'))).toHaveLength(1);
    }));

  test('a setting saved on one instance reaches the other', () =>
    story({}, async (shop) => {
      await shop.secondInstance();
      await shop.setting('greeting', 'moin');
      await shop.settled();
      expect(logged(shop).filter((line) => line === 'setting greeting is moin')).toHaveLength(2);
    }));
});

describe('permissions', () => {
  test('that are missing make a call do nothing, silently', () =>
    story({ without: ['persistence'] }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('remember me');
      await customer.writes('recall');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Probe: null');
      expect(shop.db.records).toEqual([]);
      expect(shop.console().join('\n')).toContain('lacks the following permissions:\n["persistence"]');
    }));

  test('can be taken away and given back', () =>
    beside(async (shop, customer) => {
      shop.permission('message.write', false);
      await customer.writes('echo one');
      await shop.settled();
      shop.permission('message.write', true);
      await customer.writes('echo two');
      await shop.settled();
      const own = ['echo one', 'echo two'].map((text) => `${customer.id}: ${text}`);
      expect(customer.sees()).toEqual([...own, 'Probe: two']);
    }));
});

describe('settings', () => {
  test("go through the app's hooks, which may keep the old value", () =>
    beside(async (shop) => {
      await shop.setting('greeting', 'servus');
      await shop.setting('greeting', 'refused');
      expect(shop.setting('greeting')).toBe('servus');
    }));

  test('that the app does not have are refused with those it has', () =>
    beside(async (shop) => {
      await expect(shop.setting('greating', 'x')).rejects.toThrow('it has greeting');
    }));
});

describe('faults', () => {
  describe('of a call', () => {
    let shop: Sandbox;
    beforeAll(async () => {
      const agents = ['agent-1', 'agent-2'];
      shop = await sandbox({ app: PROBE, agents, server: { routing: 'Manual_Selection' } });
    });
    afterAll(() => shop.stop());

    test.each([
      ['fails', () => shop.faults.fails('livechat.transferVisitor', 1, 'no'), 'assigned: no', 'agent-1'],
      ['lies', () => shop.faults.lies('livechat.transferVisitor', true), 'assigned: true', 'agent-1'],
      [
        'fails after its work',
        () => shop.faults.failsAfter('livechat.transferVisitor', 1, 'late'),
        'assigned: late',
        'agent-2',
      ],
      ['is slow', () => shop.faults.slow('livechat.transferVisitor', 20), 'assigned: true', 'agent-2'],
    ])('that %s', async (name, plan, answer, owner) => {
      const customer = shop.customer(name);
      await customer.starts();
      await shop.agent('agent-1').takes(customer);
      await shop.settled();
      shop.resetCalls();
      plan();
      await customer.writes('assign agent-2');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe(`Probe: ${answer}`);
      expect(customer.conversation().servedBy?._id).toBe(owner);
      expect(shop.calls()['livechat.transferVisitor']).toBe(1);
    });
  });

  test('a call that hangs holds nobody up who waits for quiet', () =>
    story({ timeout: 300 }, async (shop) => {
      const customer = shop.customer('customer-1');
      shop.faults.hangs('message.create');
      await customer.writes('echo lost');
      await shop.settled();
      await customer.writes('echo found');
      await shop.settled();
      expect(customer.sees()).toEqual(['customer-1: echo lost', 'customer-1: echo found', 'Probe: found']);
    }));

  test.each([
    ['twice', (shop: Sandbox) => shop.faults.doublesJobs(), 2],
    ['never', (shop: Sandbox) => shop.faults.losesJobs(), 0],
  ])('a job delivered %s', (_name, plan, times) =>
    beside(async (shop, customer) => {
      plan(shop);
      await customer.writes('later 60 ring');
      await shop.advance('PT10M');
      expect(customer.sees().filter((line) => line.includes('job: ring'))).toHaveLength(times);
    }),
  );
});

describe('the network', () => {
  test.each([
    ['the REST interface of this server', '/api/v1/nothing-of-the-kind', '404'],
    ['a site that the story plays', 'https://hooks.example/x', '201'],
    ['any other site, which is refused', 'https://elsewhere.example/', 'error: The sandbox reaches no network'],
  ])('%s', (_name, url, answer) =>
    beside(async (shop, customer) => {
      shop.web('https://hooks.example', () => ({ statusCode: 201 }));
      await customer.writes(`ask ${url}`);
      await shop.settled();
      expect(customer.sees().at(-1)).toContain(`Probe: ${answer}`);
    }),
  );

  test.each([
    ['dead', 'error: request to'],
    ['limited', '429'],
    ['html', '200'],
  ] as const)('a REST interface that is %s', (fault, answer) =>
    beside(async (shop, customer) => {
      const before = shop.rest.requests().length;
      shop.faults.rest(fault);
      await customer.writes('ask /api/v1/info');
      await shop.settled();
      expect(customer.sees().at(-1)).toContain(`Probe: ${answer}`);
      expect(shop.rest.requests().slice(before)).toEqual(['GET /api/v1/info']);
    }),
  );
});

describe('what agents do with the app', () => {
  test('a slash command answers them alone', () =>
    story({}, async (shop) => {
      await shop.agent('agent-1').runs('/probe a b');
      await shop.settled();
      expect(shop.agent('agent-1').sees()).toEqual(['(only you) you said a+b']);
    }));

  test('a button opens a view, an empty field is refused, a filled one is taken', () =>
    beside(async (shop, customer) => {
      const agent = shop.agent('agent-1');
      await customer.starts();
      await shop.settled();
      await agent.presses('open', customer);
      expect(agent.view()?.id).toBe(`view-of-${customer.conversation()._id}`);
      await agent.submits();
      expect(agent.errors()).toEqual({ name: 'Say a name.' });
      await agent.submits({ name: 'Maria' });
      expect(agent.view()).toBeUndefined();
      expect(logged(shop)).toContain('submitted Maria');
    }));
});

test('a sandbox that has been stopped leaves no port, and no process that nobody can use again', async () => {
  const shop = await sandbox({ app: PROBE, clock: 'machine' });
  const pid = shop.instance().controller().deno?.pid ?? 0;
  const { url } = shop.rest;
  await shop.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(fetch(url)).rejects.toThrow();
});

test('two sandboxes side by side know nothing of each other', async () => {
  const [one, two] = await Promise.all([
    sandbox({ app: PROBE, agents: ['a'] }),
    sandbox({ app: PROBE, agents: ['b'] }),
  ]);
  try {
    await one.customer('x').writes('remember one');
    await two.customer('x').writes('recall');
    await Promise.all([one.settled(), two.settled()]);
    expect(two.customer('x').sees().at(-1)).toBe('Probe: []');
  } finally {
    await one.stop();
    await two.stop();
  }
});

test('an app that does not start says so', async () => {
  await expect(sandbox({ app: 'test/sandbox/fixtures/nothing' })).rejects.toThrow('nothing');
});
