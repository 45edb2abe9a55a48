import { allActions } from '../../catalogue/actions';
import { actionKey } from '../../catalogue/keys';
import type { RawRule } from '../../admin/rule-book/raw-document';
import type { Choice } from '../kit/blocks';
import { sayIn, withKey, type Form, type Input, type Tool, type World } from '../kit/form';
import { isObject } from '../../util/json';

/** What makes the form of an action and a new one; handed in, for a fallback is an action as any other. */
export interface StepForms {
  form(raw: unknown, n: number, world: World): Form<unknown>;
  create(id: string): RawRule | undefined;
}

const KEY = 'if_failed';

/**
 * What is done when an action fails: the first of those actions, with its fields. Further ones are kept, and can be seen
 * as JSON.
 */
export function fallbackForm(raw: RawRule, n: number, world: World, steps: StepForms): Form<RawRule> {
  const list: unknown = raw[KEY];
  if (list !== undefined && (!Array.isArray(list) || list.length === 0)) return { inputs: [], hidden: true };
  const [first, ...more] = (list ?? []) as readonly unknown[];
  const known = isObject(first) ? allActions().find(({ id }) => id === first.action) : undefined;
  if ((first !== undefined && !known) || (isObject(first) && Object.hasOwn(first, KEY)))
    return { inputs: [], hidden: true };
  const say = sayIn(world);
  const chooser: Input<RawRule> = {
    id: `a${n}.f`,
    label: say('param_if_failed'),
    optional: true,
    place: `.${KEY}`,
    shown: known?.id ?? '',
    // Without it the next one, which is not shown, would be done in its place.
    choices: [
      ...(more.length > 0 ? [] : [['', '–'] as const]),
      ...allActions().map(({ id }): Choice => [id, say(actionKey(id))]),
    ],
    set: (part, sent) => putFirst(part, sent === '' ? undefined : steps.create(String(sent))),
  };
  const inner: Form<unknown> = first === undefined ? { inputs: [], hidden: false } : steps.form(first, n, world);
  const fields = inner.inputs.map((input): Input<RawRule> => ({
    ...input,
    id: input.id.replace(`a${n}.`, `a${n}.f.`),
    place: `.${KEY}[0]${input.place}`,
    set: (part, sent) => putFirst(part, input.set(firstOf(part), sent)),
    tools: input.tools?.map((tool): Tool<RawRule> => ({
      ...tool,
      use: (part, chosen, shown) => {
        const used = tool.use(firstOf(part), chosen, shown);
        return { ...used, part: putFirst(part, used.part) };
      },
    })),
  }));
  return { inputs: [chooser, ...fields], hidden: inner.hidden || more.length > 0 };
}

function firstOf(part: RawRule): unknown {
  const list: unknown = part[KEY];
  return Array.isArray(list) ? (list[0] as unknown) : undefined;
}

/** With this one in the place of the first; undefined: without it. */
function putFirst(part: RawRule, first: unknown): RawRule {
  const list: unknown = part[KEY];
  const more = Array.isArray(list) ? (list.slice(1) as unknown[]) : [];
  const next = first === undefined ? more : [first, ...more];
  return withKey(part, KEY, next.length === 0 ? undefined : next);
}
