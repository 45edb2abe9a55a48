import { ACTIONS } from '../../src/catalogue/actions/all';
import { openForm } from '../../src/screens/builder/forms';
import { toDraft } from '../../src/screens/builder/draft';
import { builderView } from '../../src/screens/builder/view';
import { bytesOf, LIMITS_OF_VIEWS } from '../../src/screens/kit/blocks';
import { surfaceOf } from '../../src/screens/kit/surface';
import { LANGUAGES, message, translate, type Language } from '../../src/text/message';
import { sandbox } from '../sandbox';
import { look, press } from '../support/look';

const APP = 'e664d2cb-7beb-413a-837a-80fd840c387b';

/** The builder with the first of these actions open. */
function opened(steps: readonly unknown[], language: Language) {
  const rule = { id: 'a', name: 'A', on: 'customer_message', if: 'always', do: steps };
  const draft = { ...toDraft(rule, { version: '1' }), tab: 'then' as const, focus: 1 };
  const world = { language, zone: 'UTC', calendars: [] };
  const surface = surfaceOf(builderView({ draft, world, findings: [] }), 'workflow-1', APP);
  return { surface, inputs: openForm(draft, world)?.inputs ?? [] };
}

describe('an action and what is done when it fails fit on one screen', () => {
  const note = { action: 'note_conversation', text: 'A longer note. '.repeat(30) };
  test.each([
    ['alone', []],
    ['among twenty', Array.from({ length: 19 }, () => note)],
  ])('%s', (_how, others) => {
    const fallbacks = ACTIONS.filter(({ messagesCustomer, id }) => messagesCustomer || id === 'email');
    const misfits = LANGUAGES.flatMap((language) =>
      ACTIONS.flatMap(({ id, example }) =>
        fallbacks.flatMap((other) => {
          const { surface, inputs } = opened([{ ...example, if_failed: [other.example] }, ...others], language);
          const shown = JSON.stringify(surface);
          const where = `${id}, then ${other.id}, ${language}`;
          const missing = inputs.filter((input) => !shown.includes(`"actionId":"${input.id}"`));
          const bytes = bytesOf(surface);
          return [
            ...missing.map((input) => `${where}: no ${input.id}`),
            ...(bytes > LIMITS_OF_VIEWS.view ? [`${where}: ${bytes} bytes`] : []),
          ];
        }),
      ),
    );
    expect(misfits).toEqual([]);
  });

  test.each(ACTIONS.map(({ id, example }) => [id, example] as const))(
    '%s has every list below its fields',
    (_id, step) => {
      for (const language of LANGUAGES) {
        const { surface, inputs } = opened([step, note, note], language);
        const shown = JSON.stringify(surface);
        for (const { id, tools = [] } of inputs)
          for (const tool of tools) expect(shown).toContain(`"actionId":"${id}!${tool.id}.`);
      }
    },
  );
});

test('where lists below fields do not fit, that is said once for each field that has none', () => {
  const asks = (length: number) => ({
    action: 'ask',
    id: 'topic',
    text: 'x'.repeat(length),
    again: 'y'.repeat(length),
  });
  for (const language of LANGUAGES)
    for (const length of [10, 12_000]) {
      const { surface, inputs } = opened([asks(length)], language);
      const shown = JSON.stringify(surface);
      const withLists = inputs.filter(({ tools = [] }) => tools.length > 0);
      const without = withLists.filter(({ id }) => !shown.includes(`"actionId":"${id}!`));
      const said = shown.split(translate(language, message('view_no_room'))).length - 1;
      expect([language, said]).toEqual([language, without.length]);
      expect(without.length > 0).toBe(length > 10);
    }
});

test('where the server’s list fills a select, what can be chosen beside it is there as well', () => {
  for (const count of [97, 98, 99, 100]) {
    const names = Array.from({ length: count }, (_, n) => `Department ${n}`);
    const world = { language: 'en', zone: 'UTC', calendars: [], departments: names, agents: names } as const;
    const one = { field: 'conversation.department', operator: 'is', value: 'Department 1' };
    const rule = { on: 'customer_message', if: one, do: [{ action: 'open', agent: 'Department 1' }] };
    const draft = toDraft(rule, { version: '1' });
    for (const part of [{ tab: 'if', focus: 1 } as const, { tab: 'then', focus: 2 } as const]) {
      const { inputs = [] } = openForm({ ...draft, ...part }, world) ?? {};
      for (const { choices = [] } of inputs) expect(choices.length).toBeLessThanOrEqual(LIMITS_OF_VIEWS.options);
    }
  }
});

test('long notes in Arabic are shortened so far that they and the buttons are shown', async () => {
  const text = 'السلام عليكم ورحمة الله '.repeat(60);
  const on = 'customer_message';
  const note = (action: string) => ({
    id: action.replace('_', '-'),
    name: action,
    on,
    if: 'always',
    do: [{ action, text }],
  });
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [note('note_conversation'), note('note_contact')] } },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    for (let n = 0; n < 22; n++) {
      await carla.writes(`Message ${n}`);
      await shop.settled();
    }
    await anna.takes(carla);
    await anna.presses('workflow-room', carla);
    expect(look(anna)).toContain('السلام');
    await press(anna, 'tab.runs');
    expect(look(anna)).toContain('note_contact');
  } finally {
    await shop.stop();
  }
});
