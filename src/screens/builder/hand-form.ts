import type { RawRule } from '../../admin/rule-book/raw-document';
import { newRuleId } from '../../admin/rule-book/rule-book';
import { manual } from '../../catalogue/events';
import { fromLines, linesOf, withKey, type Input, type Say, type Sent } from '../kit/form';
import type { Choice } from '../kit/blocks';
import { eventsOf, yesNo } from './timing-form';
import { isObject } from '../../util/json';

/** What a rule that is run by hand has: its button, who may press it, and what they fill in. */

const ROLES = ['livechat-agent', 'livechat-manager', 'livechat-monitor', 'admin'];
const MOST = 5;

/** Empty where the rule is not run by hand and has nothing of it; undefined: it cannot be shown in fields. */
export function handInputs(
  rule: RawRule,
  id: (name: string) => string,
  say: Say,
): readonly Input<RawRule>[] | undefined {
  const { button = '', who = [], inputs = [] } = rule;
  const isWritten = ['button', 'who', 'inputs'].some((key) => Object.hasOwn(rule, key));
  if (!isWritten && !eventsOf(rule.on)?.includes(manual.id)) return [];
  const asked = askedOf(inputs);
  if (typeof button !== 'string' || !isTexts(who) || !asked) return undefined;
  const roles = [...new Set([...ROLES, ...who])].map((role): Choice => [role, role]);
  return [
    {
      id: id('button'),
      label: say('view_button'),
      optional: true,
      place: 'button',
      shown: button,
      set: (part, sent) => withKey(part, 'button', sent === '' ? undefined : sent),
    },
    {
      id: id('who'),
      label: say('view_who'),
      hint: say('view_who_hint'),
      optional: true,
      place: 'who',
      shown: who,
      choices: roles,
      set: (part, sent) => withKey(part, 'who', sent.length === 0 ? undefined : sent),
    },
    ...Array.from({ length: Math.min(MOST, asked.length + 1) }, (_, at) => inputFields(asked[at], at, id, say)).flat(),
  ];
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '');

/** Undefined when something among them is no input that fields can show. */
function askedOf(inputs: unknown): readonly RawRule[] | undefined {
  if (!Array.isArray(inputs) || inputs.length > MOST) return undefined;
  const fits = (each: unknown): each is RawRule =>
    isObject(each) &&
    typeof each.label === 'string' &&
    (each.kind === 'text' || each.kind === 'choice') &&
    (each.choices === undefined || (Array.isArray(each.choices) && linesOf(each.choices) !== undefined)) &&
    (each.required === undefined || typeof each.required === 'boolean');
  return inputs.every(fits) ? inputs : undefined;
}

/** Whoever names the next one gets its other fields; a last one without a name goes. */
function inputFields(
  asked: RawRule | undefined,
  at: number,
  id: (name: string) => string,
  say: Say,
): readonly Input<RawRule>[] {
  const place = `inputs[${at}]`;
  const own = (name: string): string => id(`in${at}-${name}`);
  const label: Input<RawRule> = {
    id: own('label'),
    label: say('view_input', { n: at + 1 }),
    hint: asked ? say('view_input_hint', { name: `{{input.${String(asked.id)}}}` }) : say('view_input_none'),
    optional: true,
    // What is wrong with its id is told here as well.
    place,
    shown: (asked?.label as string | undefined) ?? '',
    set: (part, sent) => put(part, at, (input, others) => named(input, String(sent), others)),
  };
  if (!asked) return [label];
  const change =
    (key: string, of: (sent: Sent) => unknown) =>
    (part: RawRule, sent: Sent): RawRule =>
      put(part, at, (input) => withKey(input, key, of(sent)));
  const kinds: Choice[] = [
    ['text', say('view_input_text')],
    ['choice', say('view_input_choice')],
  ];
  return [
    label,
    {
      id: own('kind'),
      label: say('view_input_kind', { n: at + 1 }),
      place: `${place}.kind`,
      shown: asked.kind as string,
      choices: kinds,
      set: (part, sent) =>
        put(part, at, (input) => withKey({ ...input, kind: sent }, 'choices', sent === 'text' ? undefined : [''])),
    },
    ...(asked.kind === 'choice'
      ? [
          {
            id: own('choices'),
            label: say('view_input_choices', { n: at + 1 }),
            place: `${place}.choices`,
            shown: linesOf(asked.choices) ?? '',
            multiline: true,
            set: change('choices', fromLines),
          },
        ]
      : []),
    yesNo(
      own('required'),
      say('view_input_required', { n: at + 1 }),
      `${place}.required`,
      asked.required === true,
      say,
      (part, on) => put(part, at, (input) => withKey(input, 'required', on || undefined)),
    ),
  ];
}

type Inputs = readonly RawRule[];

function put(part: RawRule, at: number, change: (input: RawRule, others: Inputs) => RawRule): RawRule {
  const now = [...(askedOf(part.inputs ?? []) ?? [])];
  const [input = { id: '', label: '', kind: 'text' }] = now.splice(at, 1);
  now.splice(at, 0, change(input, [...now]));
  while (now.at(-1)?.label === '') now.pop();
  return withKey(part, 'inputs', now.length === 0 ? undefined : now);
}

/** An id that was made of the name goes on following it. */
function named(input: RawRule, label: string, others: Inputs): RawRule {
  const idFrom = (text: unknown): string => newRuleId(String(text), { rules: others }, 'input');
  const follows = input.id === '' || input.id === idFrom(input.label);
  return { ...input, ...(follows && { id: idFrom(label) }), label };
}
