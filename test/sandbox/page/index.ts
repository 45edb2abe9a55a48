/**
 * The sandbox in a browser: the page's own small server on this machine, over the very sandbox that the tests use.
 *
 *   const page = await openPage();
 *   console.log(page.url);
 *   await page.stop();
 */
import fs from 'node:fs';
import path from 'node:path';
import { sandbox, openPackage, type SandboxOptions, type Sandbox } from '..';
import { ROOT } from '../runtime/paths';
import { bundlePage, type Bundle } from './bundle';
import { applyFaults } from './faults';
import { CUSTOMERS, FURNITURE } from './furniture';
import { obey } from './orders';
import { servePage } from './server';
import type { PageState } from './shapes';
import { pageState } from './state';
import { createAsker, type Asker } from './why';

export interface PageOptions {
  /** Where to listen; a free port unless given. */
  readonly port?: number;
  /** What the sandbox is furnished with besides the page's own people. */
  readonly options?: SandboxOptions;
  /** A page that has been built already. */
  readonly files?: Bundle;
}

export interface OpenPage {
  readonly url: string;
  /** The sandbox of the moment; a reset brings another. */
  shop(): Sandbox;
  stop(): Promise<void>;
}

/** How often the page looks for what has changed by itself, in ms of the machine's time. */
const GLANCE = 150;
const EXAMPLES = path.join(ROOT, 'settings', 'examples');

function examples(): string[] {
  const number = (name: string): number => Number.parseInt(name, 10);
  return fs
    .readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort((a, b) => number(a) - number(b));
}

/** A sandbox with people in it, whose clock goes by itself from the machine's moment on. */
async function started(options: SandboxOptions | undefined): Promise<Sandbox> {
  const shop = await sandbox({ clock: { start: new Date(), mode: 'running' }, ...FURNITURE, ...options });
  for (const [id, setup] of Object.entries(CUSTOMERS)) shop.customer(id, setup);
  return shop;
}

/** Starts the sandbox and its page. Throws a sentence when either does not start. */
export async function openPage({ port, options, files }: PageOptions = {}): Promise<OpenPage> {
  const { zip } = openPackage();
  const [built, first] = await Promise.all([files ?? bundlePage(), started(options)]);
  const names = examples();
  let shop = first;
  let asker: Asker = createAsker(shop);
  let buttons: PageState['buttons'] = {};
  let busy: string | null = null;
  let on: ReadonlySet<string> = new Set();
  let cut = false;
  let stopped = false;

  const faults = (next: ReadonlySet<string>, isCut: boolean): void => {
    on = next;
    cut = isCut;
    applyFaults(shop, on, cut);
  };
  const working = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    busy = what;
    server.tell();
    try {
      return await work();
    } finally {
      busy = null;
    }
  };
  const reset = async (): Promise<void> => {
    const next = await started(options);
    const old = shop;
    shop = next;
    asker = createAsker(shop);
    faults(new Set(), false);
    await old.stop();
  };

  const server = await servePage(
    {
      files: built,
      state: () =>
        JSON.stringify(
          pageState({
            shop,
            bytes: zip.length,
            busy,
            faults: [...on],
            cut,
            why: asker.answers(),
            examples: names,
            buttons,
          }),
        ),
      obey: async (order) => {
        try {
          return await obey(order, { shop, faults, on, cut, busy: working, reset });
        } finally {
          server.tell();
        }
      },
      example: (name) =>
        names.includes(name) ? fs.readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8') : undefined,
    },
    port,
  );

  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, GLANCE).unref());
  /** What changes without an order: the clock, jobs, the app at work. */
  const telling = (async () => {
    for (; !stopped; await pause()) server.tell();
  })();
  /** The app's own answers, asked for when it has done what it had to do: halfway through it knows but half of it. */
  const asking = (async () => {
    for (; !stopped; await pause()) {
      if (!server.watched() || busy !== null) continue;
      const now = shop;
      await now.settled().catch(() => undefined);
      if (stopped || now !== shop) continue;
      await asker.ask();
      buttons = await roomButtons(now).catch(() => ({}));
    }
  })();

  return {
    url: server.url,
    shop: () => shop,
    async stop() {
      stopped = true;
      await server.close();
      await Promise.all([telling, asking]);
      await shop.stop();
    },
  };
}

/** The buttons in the menu of a conversation as each user's client shows them, in the app's own words. */
async function roomButtons(shop: Sandbox): Promise<PageState['buttons']> {
  const { data } = shop.workspace;
  const room = data.rooms.findLast(({ t }) => t === 'l');
  if (room === undefined) return {};
  const { languageContent } = shop.instance().app().getStorageItem();
  const texts = languageContent as unknown as Record<string, Record<string, string> | undefined>;
  const seen = data.users.map(async ({ _id, username }) => {
    const isPhone = shop.clients.device(_id) === 'phone';
    const all = isPhone ? [] : await shop.clients.server(_id).buttons(room._id, 'roomAction');
    return [username, all.map(({ actionId, label }) => ({ actionId, label: texts.en?.[label] ?? label }))] as const;
  });
  return Object.fromEntries(await Promise.all(seen));
}
