import * as path from 'node:path';
import { choose, look, saved } from '../support/look';
import { playStory } from '../stories/story';
import { runLines } from '../stories/runs';
import { WORKFLOWS } from '../stories/workflows';
import { RUNTIMES, sandbox, type Runtime, type Sandbox } from '.';
import { ROOT } from './runtime/paths';

/** What the app answers to a customer's words. */
async function asks(shop: Sandbox, words: string): Promise<string | undefined> {
  const customer = shop.customer('customer-1');
  const before = customer.sees().length + 1;
  await customer.writes(words);
  await shop.settled();
  return customer.sees()[before]?.replace('Probe: ', '');
}

describe.each(RUNTIMES)('an app in %s', (runtime) => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({ runtime, app: 'test/sandbox/fixtures/probe-app', agents: ['agent-1'] });
  });
  afterAll(() => shop.stop());

  test.each([
    ["'deno' in process.versions", String(runtime === 'deno')],
    ['typeof globalThis', 'undefined'],
    ['typeof Deno', 'undefined'],
    ['typeof Buffer', 'function'],
    ['typeof fetch', 'function'],
  ])('sees %s: %s', async (expression, value) => {
    expect(await asks(shop, `sees ${expression}`)).toBe(value);
  });

  const GIVEN: Record<Runtime, readonly string[]> = {
    deno: ['fs', 'node:crypto', '@rocket.chat/apps-engine/definition/App.js'],
    // Whatever begins with an allowed name.
    node: ['fs', 'node:crypto', 'fs/promises', 'http2', 'uuid', '@rocket.chat/apps-engine/definition/App'],
  };
  test.each(GIVEN[runtime])('may require %s', async (name) => {
    expect(await asks(shop, `sees typeof require('${name}')`)).toMatch(/^(object|function)$/);
  });

  test.each(['events', 'timers', 'node:child_process', 'zod'])('may not require %s', async (name) => {
    expect(await asks(shop, `sees typeof require('${name}')`)).toBe(`Module ${name} is not allowed`);
  });

  test('rings what a jump of the clock makes due before the jump is over', async () => {
    const customer = shop.customer('customer-2');
    const seen: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      await customer.writes('dozes 60000');
      await shop.advance('PT1M');
      seen.push(customer.sees().filter((text) => text === 'Probe: awake').length);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, round) => round + 1));
  });

  test('rings the short ones, which give others their turn, before all is quiet', async () => {
    const customer = shop.customer('customer-3');
    const seen: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      await customer.writes(`dozes ${round % 4}`);
      await shop.settled();
      seen.push(customer.sees().filter((text) => text === 'Probe: awake').length);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, round) => round + 1));
  });

  test.each([
    ['throws', 'uncaughtException'],
    ['rejects', 'unhandledRejection'],
  ])('%s where nobody catches: it is in the log, and the process lives on', async (word, method) => {
    const pid = await asks(shop, 'sees process.pid');
    await asks(shop, `${word} nobody-catches-${word}`);
    expect(await asks(shop, 'sees process.pid')).toBe(pid);
    const logged = shop.logs().filter((line) => line.method === `runtime:${method}`);
    expect(logged.map(({ text }) => text).join()).toContain(`nobody-catches-${word}`);
  });
});

describe('Node', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({ runtime: 'node', app: 'test/sandbox/fixtures/probe-app', agents: ['agent-1'] });
  });
  afterAll(() => shop.stop());

  test('has nothing of the environment but where programs are', async () => {
    expect(await asks(shop, 'sees Object.keys(process.env)')).toBe('PATH');
  });

  test.each([
    ['node_modules/runtime-apps-engine/package.json', /^\d+$/],
    ['package.json', /^ERR_ACCESS_DENIED$/],
    ['node_modules/zod/package.json', /^ERR_ACCESS_DENIED$/],
  ])('reads of %s: %s', async (file, answer) => {
    expect(await asks(shop, `sees require('fs').readFileSync('${path.join(ROOT, file)}').length`)).toMatch(answer);
  });
});

test('a runtime that does not exist is refused with those that do', async () => {
  await expect(sandbox({ runtime: 'bun' as Runtime })).rejects.toThrow('it has deno, node');
});

// Everything else is played in Node, where nothing is said: WORKFLOW_RUNTIME=deno npm test plays it all in Deno.
describe('Workflow in Deno', () => {
  describe.each(WORKFLOWS)('$name', ({ stories }) => {
    it.each(stories)('$title', async (story) => {
      const { differences } = await playStory({ ...story, options: { ...story.options, runtime: 'deno' } });
      expect(differences).toEqual([]);
    });
  });

  describe('beside the workflows', () => {
    let shop: Sandbox;
    beforeAll(async () => {
      shop = await sandbox({
        runtime: 'deno',
        agents: ['anna'],
        managers: ['mia'],
        settings: { rules: { rules: [TELL] } },
      });
    });
    afterAll(() => shop.stop());

    it('goes on after kill -9 where it was', async () => {
      const customer = shop.customer('customer-1');
      let answer: () => void = () => undefined;
      const called = new Promise<void>((resolve) => {
        shop.web('https://hooks.example.com', async () => {
          resolve();
          await new Promise<void>((answered) => (answer = answered));
          return { statusCode: 200 };
        });
      });
      await customer.writes('tell them');
      await called;
      await shop.kill();
      answer();
      await shop.advance('PT2M');
      expect(runLines(shop)).toEqual([expect.stringMatching(/webhook uncertain .*, send_message done$/)]);
      expect(customer.sees()).toEqual(['customer-1: tell them', 'Workflow: They know.']);
    });

    it('answers commands, opens a screen and takes a choice', async () => {
      const mia = shop.agent('mia');
      await mia.runs('/workflow status');
      await shop.settled();
      expect(mia.sees().join('\n')).toMatch(/1 live/);
      await mia.runs('/workflow rules');
      await shop.settled();
      expect(look(mia)).toMatch(/Tell them · Live/);
      await choose(mia, 'Tell them', 'watch');
      expect(look(mia)).toMatch(/Tell them · Watching/);
      expect(saved(shop).map(({ mode }) => mode)).toEqual(['watch']);
    });
  });
});

const TELL = {
  id: 'tell',
  name: 'Tell them',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: 'tell' },
  do: [
    { action: 'webhook', url: 'https://hooks.example.com/x', secret: 'a long random text' },
    { action: 'send_message', text: 'They know.' },
  ],
};
