import { LOOKUP_KEYS } from '../../catalogue/document';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { fromPairs, pairsOf } from '../builder/pairs';
import {
  durationOf,
  fromLines,
  linesOf,
  sayIn,
  shortDuration,
  withKey,
  yesOrNo,
  type Input,
  type World,
} from '../kit/form';

/** A lookup while it is written. */
export interface LookupDraft {
  /** Undefined: it is not in the document yet. */
  readonly id?: string;
  /** What a new one is to be called. */
  readonly name: string;
  readonly kind: 'data' | 'model';
  /** Without secrets: those that stand in the document are masked. */
  readonly entry: RawRule;
}

export const NEW_LOOKUP = {
  data: { get: 'https://', read: '/' },
  model: { ask: '', choices: [] },
} as const;

/** @param n names the fields: a client holds what was typed by the field's name */
export function lookupInputs(
  { id, kind, entry, name }: LookupDraft,
  n: number,
  world: World,
): readonly Input<LookupDraft>[] {
  const say = sayIn(world);
  const of = (key: string, input: Omit<Input<RawRule>, 'id' | 'place' | 'tools'>): Input<LookupDraft> => ({
    ...input,
    id: `l${n}.${key}`,
    place: `.${key}`,
    set: (draft, sent) => ({ ...draft, entry: input.set(draft.entry, sent) }),
  });
  const typed = (key: string, label: string, more: Partial<Input<RawRule>> = {}): Input<LookupDraft> =>
    of(key, {
      label,
      shown: textOf(entry[key]),
      set: (part, sent) => withKey(part, key, filled(sent)),
      ...more,
    });
  const duration = (key: 'within' | 'keep', label: string): Input<LookupDraft> =>
    typed(key, label, {
      optional: true,
      shown: shortDuration(entry[key]) ?? '',
      set: (part, sent) => withKey(part, key, filled(sent) === undefined ? undefined : durationOf(String(sent))),
    });
  const flag = (key: string, label: string): Input<LookupDraft> =>
    of(key, {
      label,
      ...yesOrNo(entry[key] === true, say),
      set: (part, sent) => withKey(part, key, sent === 'yes' ? true : undefined),
    });
  const times = [duration('within', say('view_lookup_within')), duration('keep', say('view_lookup_keep'))];
  const own: Input<LookupDraft> = {
    id: `l${n}.name`,
    label: say('view_name'),
    hint: say('view_lookup_name_hint'),
    place: '',
    shown: name,
    set: (draft, sent) => ({ ...draft, name: String(sent).trim() }),
  };
  return [
    ...(id === undefined ? [own] : []),
    ...(kind === 'data'
      ? [
          typed(LOOKUP_KEYS.address, say('view_lookup_get'), { hint: say('view_lookup_get_hint') }),
          typed('read', say('view_lookup_read'), { set: (part, sent) => ({ ...part, read: String(sent).trim() }) }),
          typed('headers', say('view_lookup_headers'), {
            multiline: true,
            optional: true,
            shown: pairsOf(entry.headers) ?? '',
            set: (part, sent) => withKey(part, 'headers', filled(sent) === undefined ? undefined : fromPairs(sent)),
          }),
          flag('local', say('view_lookup_local')),
        ]
      : [
          typed(LOOKUP_KEYS.question, say('view_lookup_ask')),
          typed('choices', say('view_lookup_choices'), {
            multiline: true,
            optional: true,
            shown: linesOf(entry.choices) ?? '',
            set: (part, sent) => withKey(part, 'choices', fromLines(sent).length > 0 ? fromLines(sent) : undefined),
          }),
          typed('text', say('view_lookup_text'), {
            optional: true,
            set: (part, sent) => withKey(part, 'text', filled(sent) === undefined ? undefined : numberIn(String(sent))),
          }),
          of('about', {
            label: say('view_lookup_about'),
            shown: entry.about === 'conversation' ? 'conversation' : 'message',
            choices: [
              ['message', say('view_lookup_about_message')],
              ['conversation', say('view_lookup_about_conversation')],
            ],
            set: (part, sent) => withKey(part, 'about', sent === 'conversation' ? sent : undefined),
          }),
          flag('send_personal', say('view_lookup_personal')),
        ]),
    ...times,
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const filled = (sent: unknown): string | undefined => String(sent).trim() || undefined;

const numberIn = (sent: string): number | string => (/^\s*\d+\s*$/.test(sent) ? Number(sent) : sent);
