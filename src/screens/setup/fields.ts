import { MODES } from '../../catalogue/document';
import { LANGUAGES } from '../../text/languages';
import { WORKFLOW_IDS, type Answers } from '../../admin/setup';
import { modeKey } from '../../catalogue/keys';
import { listed, sayIn, type Input, type Sent, type World } from '../kit/form';
import type { Choice } from '../kit/blocks';

/** What is asked first, and what then. */
export type Step = 'what' | 'who';

/** What one field of the view asks for, by its name in the answers. */
export interface Asked {
  readonly key: keyof Answers;
  readonly input: Input<Answers>;
}

/**
 * The fields of a step: those that the chosen workflows need.
 * @param count names them: a client holds what was typed by a field's name
 * @param names the agents that the server lists; undefined where it does not
 */
export function fieldsOf(
  step: Step,
  answers: Answers,
  count: number,
  names: readonly string[] | undefined,
  world: Pick<World, 'language'>,
): readonly Asked[] {
  const t = sayIn(world);
  const wants = (...some: Answers['workflows']): boolean => some.some((each) => answers.workflows.includes(each));
  const asked = (key: keyof Answers, more: Omit<Input<Answers>, 'id' | 'place' | 'set'>): Asked => ({
    key,
    input: {
      id: `${key}.${count}`,
      place: '',
      ...more,
      set: (part, sent) => ({ ...part, [key]: keyed(part[key], sent) }),
    },
  });
  const text = (key: keyof Answers, label: string, hint?: string, multiline?: boolean): Asked =>
    asked(key, { label, hint, multiline, optional: true, shown: String(answers[key]) });
  if (step === 'what') {
    const speaks = new Intl.DisplayNames([world.language], { type: 'language' });
    return [
      asked('workflows', {
        label: t('setup_workflows'),
        hint: t('setup_workflows_hint'),
        optional: true,
        shown: answers.workflows,
        choices: WORKFLOW_IDS.map((id): Choice => [id, t(`setup_${id}`)]),
      }),
      asked('languages', {
        label: t('setup_languages'),
        hint: t('setup_languages_hint'),
        shown: answers.languages,
        choices: LANGUAGES.map((id): Choice => [id, speaks.of(id) ?? id]),
      }),
      asked('mode', {
        label: t('setup_mode'),
        hint: t('setup_mode_hint'),
        shown: answers.mode,
        choices: MODES.filter((mode) => mode !== 'off').map((mode): Choice => [mode, t(modeKey(mode))]),
      }),
    ];
  }
  const bots = listed(names, answers.bot === '' ? [] : [answers.bot]);
  return [
    text('timezone', t('setting_timezone'), t('setup_timezone_hint')),
    text('hours', t('setting_hours'), t('setup_hours_hint')),
    ...(wants('ai_agent')
      ? [asked('bot', { label: t('setup_bot'), hint: t('setup_bot_hint'), shown: answers.bot, choices: bots })]
      : []),
    ...(names === undefined && wants('reassign', 'by_profile')
      ? [text('agents', t('setting_agents'), t('setup_agents_hint'))]
      : []),
    ...(wants('by_profile') ? [text('places', t('setup_places'), t('setup_places_hint'), true)] : []),
    ...(wants('labels')
      ? [
          text('tag', t('setup_tag')),
          text('words', t('setup_words'), t('setup_words_hint'), true),
          text('wordsOff', t('setup_words_off'), undefined, true),
        ]
      : []),
  ];
}

function keyed(before: Answers[keyof Answers], sent: Sent): Sent {
  if (Array.isArray(before)) return typeof sent === 'string' ? [sent] : sent;
  return typeof sent === 'string' ? sent.trim() : sent.join(', ');
}
