import type { Locator, Page } from 'playwright-core';

/** What people do at the page, in their words. */
export function moves(page: Page) {
  const panel = (name: string): Locator => page.getByRole('region', { name });
  const view = page.getByRole('dialog');
  const tab = (name: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name }).click();
  const idle = (): Promise<void> => page.locator('.view.waiting').waitFor({ state: 'detached' });
  /** A list that somebody has chosen from fades away: until then it is there, and what stands in it. */
  const unlisted = (): Promise<void> => page.locator('.rcx-options').waitFor({ state: 'detached' });
  return {
    panel,
    view,
    idle,
    unlisted,
    tab,
    chat: page.getByRole('log', { name: 'Chat' }),
    customer: panel('Customer'),
    desk: panel('Agent’s desk'),
    doings: panel('What the rules did'),
    settings: panel('Settings of the app'),
    controls: page.getByRole('region', { name: 'Sandbox' }),

    /** A customer says something in the widget. */
    async says(text: string, who?: string): Promise<void> {
      if (who !== undefined) await page.getByLabel('Which customer').selectOption(who);
      await page.getByLabel('Message to the team').fill(text);
      await page.getByLabel('Message to the team').press('Enter');
      await page.getByRole('log', { name: 'Chat' }).getByText(text).first().waitFor();
    },
    /** An agent answers, or types a command, in the conversation in front of them. */
    async answers(text: string): Promise<void> {
      await page.getByLabel('Answer, or a command').fill(text);
      await page.getByLabel('Answer, or a command').press('Enter');
    },
    async loads(example: string): Promise<void> {
      await tab('Settings');
      await page.getByLabel('Load an example').selectOption(example);
      await page.getByRole('button', { name: 'Save rules' }).click();
      await page.getByRole('button', { name: 'Save rules' }).waitFor({ state: 'detached' });
      await tab('Chat and desk');
    },
    /** Chooses in a list that the renderer draws. */
    async picks(list: Locator, option: string): Promise<void> {
      await unlisted();
      await list.click();
      await page.locator('.rcx-option', { hasText: option }).first().click();
      await idle();
    },
    async presses(name: string): Promise<void> {
      await view.getByRole('button', { name, exact: true }).click();
      await idle();
    },
    /** Presses what the sandbox is busy with for a while: until it is through, its buttons are off and a press is lost. */
    async orders(name: string): Promise<void> {
      const order = page.waitForRequest((request) => request.url().endsWith('/orders'));
      await page.getByRole('button', { name }).click();
      await (await order).response();
    },
    /** Escape closes the view; a list that is still there would take it for itself. */
    async closes(): Promise<void> {
      await unlisted();
      await page.keyboard.press('Escape');
      await view.waitFor({ state: 'detached' });
    },
    /** A document in the editor of rules, saved. */
    async writesRules(document: object): Promise<void> {
      await tab('Settings');
      await page.getByLabel('Rules', { exact: true }).fill(JSON.stringify(document, null, 2));
      await page.getByRole('button', { name: 'Save rules' }).click();
      await page.getByRole('button', { name: 'Save rules' }).waitFor({ state: 'detached' });
    },
  };
}
