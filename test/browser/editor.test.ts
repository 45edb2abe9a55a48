import { watchedWorkflows } from '../../settings/workflows';
import { TEXTS } from '../support/texts';
import { LANGUAGES } from '../../src/text/message';
import { describeInBrowser, forAllTests } from './browser';
import { moves } from './moves';

jest.setTimeout(90_000);

const RULE = {
  id: 'night-shift',
  name: 'Nobody is here',
  on: ['customer_message', 'conversation_started'],
  if: {
    all: [
      { field: 'operation.hours.night', operator: 'is', value: 'closed' },
      { any: [{ field: 'customer.country', operator: 'is', value: 'Brazil' }] },
    ],
  },
  do: [
    { action: 'send_message', text: { en: 'Hi {{customer.first_name}}', de: 'Hallo {{customer.first_name}}' } },
    { action: 'add_contact_tags', tags: ['night'] },
  ],
  once: { per: 'conversation' },
  wait: { for: 'PT5M', in: 'night' },
};

describeInBrowser('The editor of rules', () => {
  // Setup shows all workflows as chosen.
  const { rules: workflows } = JSON.parse(watchedWorkflows()) as { rules: readonly object[] };
  const rules = { rules: [...workflows, RULE], calendars: { night: { hours: 'Mon-Fri 22:00-06:00' } } };
  const { sandbox, open, seen } = forAllTests({ settings: { rules } });

  const TABS = ['view_tab_when', 'view_tab_if', 'view_tab_then', 'view_tab_more'] as const;

  const SIGHTS = [
    ...LANGUAGES.flatMap((language) => [[language, 1280, 'light'] as const, [language, 390, 'dark'] as const]),
    ...[['en', 1280, 'dark'] as const, ['en', 390, 'light'] as const],
  ];

  test.each(SIGHTS)('%s at %i px, %s: list, setup and editor fit', async (language, width, colorScheme) => {
    const text = TEXTS[language];
    const admin = sandbox().shop().agent('admin');
    admin.user().settings = { preferences: { language } };
    const page = await open({ width, height: 900, colorScheme });
    const at = moves(page);
    const look = async (): Promise<void> => {
      const fits = async (what: string): Promise<void> => {
        const overflow = await page.evaluate<readonly string[]>(`(() => {
            const dialog = document.querySelector('[role=dialog]');
            const right = (each) => each.getBoundingClientRect().right;
            const most = Math.min(right(dialog), innerWidth) + 1;
            const wide = [dialog, ...dialog.querySelectorAll('*')].filter((each) => right(each) > most);
            return wide.map((each) => each.tagName + ' ' + each.textContent.slice(0, 60));
          })()`);
        expect([what, overflow]).toEqual([what, []]);
      };
      if (width < 800) await at.tab('Rules');
      await page.getByRole('button', { name: 'Open rules' }).click();
      await at.view.waitFor();
      await fits('list');
      await at.closes();
      await admin.runs('/workflow setup');
      await at.view.waitFor();
      await fits('setup');
      await at.closes();
      await page.getByRole('button', { name: 'Open rules' }).click();
      await at.picks(at.view.getByLabel('Menu').last(), text['view_do_edit']!);
      for (const tab of TABS) {
        await at.presses(text[tab]!);
        if (tab === 'view_tab_then') {
          await at.picks(at.view.getByLabel('Menu').first(), text['view_do_edit']!);
        }
        await fits(tab);
      }
      await at.closes();
    };
    try {
      await seen(`editor ${language} ${width}`, look);
    } finally {
      while (admin.view()) await admin.dismisses();
    }
  });
});
