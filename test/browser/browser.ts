import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { withPalette } from './png';
import { openPage, type OpenPage, type PageOptions } from '../sandbox/page';
import { bundlePage } from '../sandbox/page/bundle';
import { ROOT } from '../sandbox/runtime/paths';

/** Debian's chromium without the windows that nobody sees: they cost a fifth of its time. */
const SHELL = '/usr/bin/chromium-headless-shell';

/** The browser that CHROMIUM names, or Debian's. */
const EXECUTABLE = process.env.CHROMIUM ?? (fs.existsSync(SHELL) ? SHELL : '/usr/bin/chromium');

/** `npm run pictures`: the tests leave pictures behind. */
const PICTURES = process.env.PICTURES === 'true';

/** Without a browser these tests are skipped, and say so; where everything must hold (CI) they fail instead. */
export function describeInBrowser(name: string, tests: () => void): void {
  const isThere = fs.existsSync(EXECUTABLE);
  if (isThere || process.env.CI === 'true') return describe(name, tests);
  console.warn(`SKIPPED: "${name}" needs a browser, and there is none at ${EXECUTABLE} (set CHROMIUM to its path).`);
  describe.skip(name, tests);
}

function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      // What draws without a GPU need not be a process of its own.
      '--in-process-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Built once for all files that run together. */
let files: ReturnType<typeof bundlePage> | undefined;

/** One page in one tab for all tests of a description; both are there when its tests run. */
export interface Stage {
  readonly sandbox: () => OpenPage;
  /** The page as somebody finds it who comes for the first time: loaded anew, and nothing is remembered. */
  open(view?: View): Promise<Page>;
  /** All that the tab's console has complained about. */
  readonly complaints: readonly string[];
  /** Does it, and leaves a picture of what the tab shows behind (.cache/browser) when it fails. */
  seen(name: string, work: () => Promise<void>): Promise<void>;
}

interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

export function forAllTests(options?: PageOptions['options']): Stage {
  const complaints: string[] = [];
  let sandbox: OpenPage | undefined;
  let browser: Browser | undefined;
  let tab: Page | undefined;
  beforeAll(async () => {
    files ??= bundlePage();
    sandbox = await openPage({ options, files: await files });
    browser = await openBrowser();
    tab = await openTab(browser, complaints);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  return {
    sandbox: () => there(sandbox),
    complaints,
    async open({ width = 1280, height = 800, colorScheme = 'light' } = {}) {
      const [page, { url }] = [there(tab), there(sandbox)];
      // A tab of its own for each would compile the page's code anew, in a process of its own.
      if (page.url().startsWith(url)) await page.evaluate('localStorage.clear()');
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(url);
      return page;
    },
    async seen(name, work) {
      try {
        await work();
      } catch (error) {
        const file = `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`;
        // What failed counts, also where the tab is gone and no picture can be taken.
        await takeVisible(tab, file).catch((why: Error) => console.warn(`There is no ${file}: ${why.message}`));
        throw error;
      }
    },
  };
}

function there<T>(it: T | undefined): T {
  if (it === undefined) throw new Error('The page, or its browser, is not open.');
  return it;
}

async function openTab(browser: Browser, complaints: string[]): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  if (!PICTURES) await page.addInitScript(unseen);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // What was under way when the page was left is broken off.
    const why = request.failure()?.errorText;
    if (!request.url().endsWith('/live') && why !== 'net::ERR_ABORTED')
      complaints.push(`${request.url()} failed: ${why}`);
  });
  return page;
}

/** Nobody sees it: what is transparent is laid out, pressed and read as ever, and painted never. */
const unseen = `addEventListener('DOMContentLoaded', () => (document.documentElement.style.opacity = '0'));`;

async function takeVisible(tab: Page | undefined, file: string): Promise<void> {
  await tab?.addStyleTag({ content: ':root { opacity: 1 !important }' });
  await tab?.screenshot({ path: path.join(ROOT, '.cache', 'browser', file) });
}

/** What the marketplace wants pictures to measure. */
export const MARKETPLACE = { width: 1200, height: 600 };

/** Pictures for README and marketplace, taken on the way, where they are wanted. Otherwise nothing. */
export async function picture(
  page: Page,
  name: string,
  size?: { width: number; height: number },
  shown?: Locator,
): Promise<void> {
  if (!PICTURES) return;
  const file = path.join(ROOT, 'test', 'pictures', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const before = page.viewportSize();
  if (size) await page.setViewportSize(size);
  await shown?.first().scrollIntoViewIfNeeded();
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  fs.writeFileSync(file, withPalette(taken));
  if (size && before) await page.setViewportSize(before);
}
