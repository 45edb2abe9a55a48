import { rebased, wordsFor, type Answers } from '../../admin/setup';
import { translate } from '../../text/message';
import { actions, button, context, section, type View } from '../kit/blocks';
import { blockOf, receive } from '../kit/form';
import type { Place } from '../place';
import { sayConflict, toRules, type Next, type Screen, type ScreenTools } from '../screen';
import { fieldsOf, type Asked } from './fields';

export type SetupPlace = Extract<Place, { at: 'setup' }>;

/** Setup begins with what there is. @param count of its fields */
export function toSetup({ admin }: Pick<ScreenTools, 'admin'>, count: number): Next {
  const answers = admin.setup.read();
  const { version } = admin.book.read();
  return { place: { at: 'setup', step: 'what', count, answers, before: answers, version } };
}

/** `/workflow setup`: what Workflow should do, then who and when; then it is there. */
export const setupScreen: Screen<SetupPlace> = {
  right: 'change',
  show: async (place, desk, { notice }) =>
    place.step === 'done' ? doneView(place, desk) : asking(place, desk, notice),
  press: async (place, id, value, desk) => {
    const { step } = place;
    if (id === 'rules' || step === 'done') return id === 'rules' ? toRules(desk) : { place };
    if (id === 'back') return { place: { ...place, step: 'what', count: desk.unused } };
    const answers = filled(place.answers, await fieldsAt(place, desk), { [id]: value });
    return { place: { ...place, answers } };
  },
  submit: async (place, state, desk) => {
    if (place.step === 'done') return { place };
    const fields = await fieldsAt(place, desk);
    const answers = filled(place.answers, fields, state);
    if (place.step === 'who') return finished({ ...place, answers }, fields, desk);
    if (answers.languages.length === 0) {
      const field = fields.find(({ key }) => key === 'languages');
      return { place, errors: { [field?.input.id ?? '']: desk.say('setup_needed') } };
    }
    return { place: { ...place, step: 'who', count: desk.unused, answers: inLanguages(answers, place.before) } };
  },
};

async function fieldsAt(
  { step, answers, count }: SetupPlace,
  { admin, world }: ScreenTools,
): Promise<readonly Asked[]> {
  const lists = step === 'who' && (await admin.host.connected().catch(() => false));
  return step === 'done' ? [] : fieldsOf(step, answers, count, lists ? world.agents : undefined, world);
}

function filled(answers: Answers, fields: readonly Asked[], state: Readonly<Record<string, unknown>>): Answers {
  return fields.reduce(
    (all, { input }) => (Object.hasOwn(state, input.id) ? receive(input, all, state[input.id]) : all),
    answers,
  );
}

/** Words that nobody has touched are those of the languages chosen. */
function inLanguages(answers: Answers, before: Answers): Answers {
  if (before.workflows.includes('labels')) return answers;
  const fresh = (key: 'words' | 'wordsOff', first: Parameters<typeof wordsFor>[1]): string =>
    answers[key] === before[key] ? wordsFor(answers.languages, first) : answers[key];
  return {
    ...answers,
    words: fresh('words', 'setup_words_first'),
    wordsOff: fresh('wordsOff', 'setup_words_off_first'),
  };
}

/** Checked, and saved; or what is wrong, at the fields. */
async function finished(place: SetupPlace, fields: readonly Asked[], desk: ScreenTools): Promise<Next> {
  const { admin, person, say, world } = desk;
  const { answers, before, version } = place;
  const wrong = Object.entries(await admin.setup.check(answers)).map(([key, text]) => ({
    id: fields.find((field) => field.key === key)?.input.id,
    text: translate(world.language, text),
  }));
  const errors = wrong.flatMap(({ id, text }) => (id === undefined ? [] : [[id, text] as const]));
  if (errors.length > 0) return { place, errors: Object.fromEntries(errors) };
  const [first] = wrong;
  if (first) return { place, notice: first.text };
  const changed = await admin.setup.save(person, answers, before, version);
  if (changed.ok) return { place: { ...place, step: 'done' } };
  const now = admin.setup.read();
  const again = {
    ...place,
    answers: rebased(answers, before, now),
    before: now,
    version: admin.book.read().version,
    // What is shown may be other than what fields of these names hold.
    count: desk.unused,
  };
  if (changed.reason === 'conflict')
    return { place: again, notice: `${sayConflict(changed, desk)} ${say('view_again_add')}` };
  return { place: again, notice: changed.findings.map((each) => translate(world.language, each.text)).join(' ') };
}

async function asking(place: SetupPlace, desk: ScreenTools, notice?: string): Promise<View> {
  const { say } = desk;
  const isFirst = place.step === 'what';
  const fields = await fieldsAt(place, desk);
  return {
    title: say('setup_title'),
    submit: say(isFirst ? 'setup_next' : 'setup_title'),
    close: say('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      section(say(isFirst ? 'setup_intro' : 'setup_who')),
      ...(isFirst ? [] : [actions(button('back', say('setup_back')))]),
      ...fields.map(({ input }) => blockOf(input)),
    ],
  };
}

/** What is there now. */
function doneView({ answers }: SetupPlace, { say }: ScreenTools): View {
  const chosen = answers.workflows.map((each) => `✓ ${say(`setup_${each}`)}`);
  return {
    title: say('setup_title'),
    close: say('view_close'),
    blocks: [
      section(say(chosen.length === 0 ? 'setup_done_none' : `setup_done_${answers.mode}`)),
      ...(chosen.length > 0 ? [section(chosen.join('\n'))] : []),
      actions(button('rules', say('view_rules'), 'primary')),
      context(say('setup_done_more')),
    ],
  };
}
