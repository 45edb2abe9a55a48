import type { Page } from 'playwright-core';
import { describeInBrowser, forAllTests, picture } from './browser';
import { moves } from './moves';

jest.setTimeout(90_000);

interface Focused {
  readonly name: string;
  /** It can be seen which one has the focus. */
  readonly seen: boolean;
}

/** What somebody does who has no mouse. */
function keyboard(page: Page) {
  const focused = (): Promise<Focused> =>
    page.evaluate<Focused>(`(() => {
      const it = document.activeElement;
      const named = it?.labels?.[0]?.textContent ?? it?.getAttribute('aria-label') ?? it?.getAttribute('placeholder');
      const name = (named ?? it?.textContent ?? '').trim();
      return { name, seen: getComputedStyle(it).outlineStyle !== 'none' };
    })()`);
  const { idle, unlisted } = moves(page);
  const key = async (name: string): Promise<void> => {
    await page.keyboard.press(name);
    await idle();
  };
  /** Goes on with Tab until that has the focus; most of the page has fewer stops than this. */
  const reaches = async (name: string | RegExp, most = 60): Promise<void> => {
    const passed: string[] = [];
    for (let count = 0; count < most; count++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (typeof name === 'string' ? now.name.startsWith(name) : name.test(now.name)) {
        expect(now).toEqual({ name: now.name, seen: true });
        return;
      }
      passed.push(now.name.slice(0, 30));
    }
    throw new Error(`"${String(name)}" is not reached with Tab: ${passed.join(', ')}`);
  };
  return {
    key,
    reaches,
    async presses(name: string | RegExp, most?: number): Promise<void> {
      await reaches(name, most);
      await key('Enter');
    },
    async types(name: string, text: string): Promise<void> {
      await reaches(name);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    /** Opens the list that has this name, and goes down in it to what is chosen. */
    async chooses(name: string | RegExp, option: string): Promise<void> {
      await unlisted();
      await reaches(name);
      // A list that has just been closed is still there for a moment, hidden.
      const focus = page.locator('.rcx-option--focus:visible');
      const at = focus.filter({ hasText: option });
      for (let count = 0; (await at.count()) === 0; count++) {
        if (count > 40) throw new Error(`"${option}" is not in the list "${String(name)}".`);
        await page.keyboard.press('ArrowDown');
        await focus.waitFor();
      }
      await key('Enter');
    },
  };
}

const rule = (id: string, name: string) => ({
  id,
  name,
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: id },
  do: [{ action: 'note_conversation', text: name }],
});

describeInBrowser('With the keyboard alone', () => {
  const rules = { rules: [rule('one', 'First'), rule('two', 'Second'), rule('three', 'Third')] };
  const { sandbox, open, seen } = forAllTests({ settings: { rules } });

  interface Saved {
    readonly name: string;
    readonly mode?: string;
    readonly [key: string]: unknown;
  }
  const saved = (): readonly Saved[] =>
    (JSON.parse(String(sandbox().shop().setting('rules'))) as { rules: readonly Saved[] }).rules;
  const names = (): readonly string[] => saved().map(({ name }) => name);

  /** A page at whose desk the administrator sits, in a conversation. */
  const atTheDesk = (
    name: string,
    work: (at: ReturnType<typeof moves> & ReturnType<typeof keyboard>, page: Page) => Promise<void>,
  ): void => {
    test(name, () =>
      seen(name, async () => {
        const page = await open();
        const at = { ...moves(page), ...keyboard(page) };
        await at.says('One of my two parcels is missing.', 'ana');
        await page.getByLabel('Who sits at the desk').selectOption('admin');
        await at.desk.getByRole('button', { name: /Ana Souza/ }).click();
        await page.reload();
        await at.desk.getByLabel('Answer, or a command').waitFor();
        await work(at, page);
      }),
    );
  };

  atTheDesk('rules are found, switched, moved, copied and looked into', async (at, page) => {
    await at.types('Answer, or a command', '/workflow rules');
    await at.key('Enter');
    await at.view.waitFor();
    await at.presses('Find');
    // The focus goes on from where it was.
    await at.reaches('History', 1);
    await at.types('Find', 'sec');
    await at.view.getByText('1 of 3 rules shown.').waitFor();
    await at.chooses(/^Menu: .*Second/, 'Switch to: Off');
    await at.view.getByText(/Second · Off/).waitFor();
    expect(saved()[1]).toMatchObject({ name: 'Second', mode: 'off' });
    await at.presses('Show all');
    await at.view.getByText('3 of 3 rules shown.').waitFor();
    await at.chooses('State', 'Live');
    await at.view.getByText('2 of 3 rules shown.').waitFor();
    await at.presses('Show all');
    await at.view.getByText('3 of 3 rules shown.').waitFor();
    await at.chooses(/^Menu: .*Third/, 'Move up');
    await at.view.getByText(/2\D+Third/).waitFor();
    await at.chooses(/^Menu: .*Second/, 'Move to…');
    await at.types('Position', '1');
    await at.presses('Move to…');
    await at.view.getByText(/1\D+Second/).waitFor();
    expect(names()).toEqual(['Second', 'First', 'Third']);
    await at.chooses(/^Menu: .*First/, 'Duplicate');
    await at.chooses(/^Menu: .*First \(2\)/, 'Edit');
    await at.types('Name', 'First, at night');
    await at.presses('Save');
    await at.view.getByText('“First, at night” was saved.').waitFor();
    expect(names()).toEqual(['Second', 'First', 'First, at night', 'Third']);
    await at.chooses(/^Menu: .*First ·/, 'Runs');
    await at.view.getByText('Add a note to the conversation: done').waitFor();
    await at.presses('Rules');
    await at.view.getByText(/First, at night/).waitFor();
    await page.keyboard.press('Escape');
    await at.view.waitFor({ state: 'detached' });
    // What had the focus before has it again.
    const box = at.desk.getByLabel('Answer, or a command');
    await box.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('/workflow setup');
    expect(await box.inputValue()).toBe('/workflow setup');
  });

  atTheDesk('Workflow is set up from the first to the last step', async (at, page) => {
    await at.types('Answer, or a command', '/workflow setup');
    await at.key('Enter');
    await at.view.waitFor();
    await at.chooses('Workflows', 'Tag contacts by keyword');
    await at.reaches('Next');
    await picture(page, 'setup');
    await at.key('Enter');
    await at.types('Opening hours', '9-12 and 13-18');
    await at.types('Tag', 'money');
    await at.presses('Set up');
    await at.view.getByText(/Mon-Fri 09:00-12:00,13:00-18:00/).waitFor();
    await at.types('Opening hours', 'Mon-Fri 09:00-12:00,13:00-18:00');
    await at.presses('Set up');
    await at.presses('Rules');
    await at.view.getByText(/Tag contacts: money/).waitFor();
    await page.keyboard.press('Escape');
    await at.view.waitFor({ state: 'detached' });
    expect(sandbox().shop().setting('hours')).toBe('Mon-Fri 09:00-12:00,13:00-18:00');
    expect(saved().map(({ do: steps }) => steps)).toContainEqual([{ action: 'add_contact_tags', tags: ['money'] }]);
  });

  atTheDesk('a rule is made', async (at, page) => {
    await at.presses('Open rules');
    await at.view.waitFor();
    await at.presses('New rule');
    // From the top of the view: the first one is the empty rule.
    await at.reaches('Close');
    await at.presses('Use');
    await at.types('Name', 'By keyboard');
    await at.presses('If');
    await at.types('Find', 'keyword');
    await at.view.getByText('If: Message: text').waitFor();
    await at.presses('If: Message: text');
    await at.types('Value', 'hello');
    await at.types('Find', 'comment');
    await at.view.getByText('Then: Add a note to the conversation').waitFor();
    await at.presses('Then: Add a note to the conversation');
    await at.types('Text', 'Says hello.');
    await at.presses('Save');
    await at.view.getByText('“By keyboard” was saved.').waitFor();
    await page.keyboard.press('Escape');
    await at.view.waitFor({ state: 'detached' });
    expect(saved().at(-1)).toMatchObject({
      name: 'By keyboard',
      if: { field: 'message.text', operator: 'contains', value: 'hello' },
      do: [{ action: 'note_conversation', text: 'Says hello.' }],
    });
  });
});
