import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { withPalette } from './png';
import { openPage, type OpenPage, type PageOptions } from '../sandbox/page';
import { ROOT } from '../sandbox/runtime/paths';

/** Debian's browser, or the one that CHROMIUM names. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

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
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** One page and one browser for all tests of a description; each is there when its tests run. */
export function forAllTests(options?: PageOptions['options']): {
  readonly sandbox: () => OpenPage;
  readonly browser: () => Browser;
} {
  let sandbox: OpenPage | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    sandbox = await openPage({ options });
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });
  return { sandbox: () => there(sandbox), browser: () => there(browser) };
}

function there<T>(it: T | undefined): T {
  if (it === undefined) throw new Error('The page, or its browser, is not open.');
  return it;
}

interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A tab, with everything that its console complains about. */
export interface Tab {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openTab(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, colorScheme = 'light' }: View = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // What was under way when a test closed its tab is broken off.
    const why = request.failure()?.errorText;
    if (!request.url().endsWith('/live') && why !== 'net::ERR_ABORTED')
      complaints.push(`${request.url()} failed: ${why}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** What every open page looks like, for whoever wants to know why a test failed. */
export async function lastSight(browser: Browser, name: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const file = `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}-${index}.png`;
    await page.screenshot({ path: path.join(ROOT, '.cache', 'browser', file) });
  }
}

/** What the marketplace wants pictures to measure. */
export const MARKETPLACE = { width: 1200, height: 600 };

/** `npm run pictures`: pictures for README and marketplace, taken on the way. Otherwise nothing. */
export async function picture(
  page: Page,
  name: string,
  size?: { width: number; height: number },
  shown?: Locator,
): Promise<void> {
  if (process.env.PICTURES !== 'true') return;
  const file = path.join(ROOT, 'test', 'pictures', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const before = page.viewportSize();
  if (size) await page.setViewportSize(size);
  await shown?.first().scrollIntoViewIfNeeded();
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  fs.writeFileSync(file, withPalette(taken));
  if (size && before) await page.setViewportSize(before);
}
