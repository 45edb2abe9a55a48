import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
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

export function openBrowser(): Promise<Browser> {
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

/** A tab, with everything that its console complains about. */
export interface Tab {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openTab(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, colorScheme = 'light' as 'light' | 'dark' } = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    if (!request.url().endsWith('/live')) complaints.push(`${request.url()} failed`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** `npm run pictures`: pictures for README and marketplace, taken on the way. Otherwise nothing. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES !== 'true') return;
  const file = path.join(ROOT, 'test', 'pictures', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}
