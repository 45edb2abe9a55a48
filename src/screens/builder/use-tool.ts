import { sameSent, type World } from '../kit/form';
import type { Draft } from './draft';
import { fill, formOfField, putPart } from './forms';
import type { Late } from './renamed-fields';
import { bareId, nameNow, toolIn, withNewName } from './tools';
import { own } from '../../util/json';

/** The draft after something below a field was chosen; unchanged when it cannot have been. */
export function useTool(draft: Draft, id: string, chosen: unknown, world: World): Draft {
  const pressed = toolIn(id);
  return pressed && typeof chosen === 'string' ? used(draft, pressed.field, pressed.tool, chosen, world) : draft;
}

function used(draft: Draft, field: string, name: string, chosen: string, world: World): Draft {
  const before = formOfField(draft, field, world);
  const input = before?.form.inputs.find(({ id }) => id === field);
  const tool = input?.tools?.find(({ id }) => id === name);
  if (!before || !input || !tool?.choices.some(([each]) => each === chosen)) return draft;
  const { part, tongue, moved } = tool.use(before.part, chosen, input.shown);
  const shown: Draft = { ...draft, tongue: tongue ?? draft.tongue, next: draft.next + 1 };
  if (part === before.part) {
    // A field that was shown before in this language holds what it held then; where that is old, it gets a new name.
    const { held = {} } = draft;
    const now = formOfField(shown, field.replace(/@.*/, ''), world)?.form.inputs ?? [];
    const old = now.filter(({ id, shown: to }) => Object.hasOwn(held, id) && !sameSent(held[id]!, to));
    return old.reduce((all, { id }) => withNewName(all, id), shown);
  }
  const put = putPart(shown, before, part);
  const now = moved === undefined ? field : `${bareId(field)}@${moved}`;
  // Fields that come, or come again, and the one that was changed.
  const known = new Set(before.form.inputs.map(({ id }) => id));
  const after = formOfField(put, field, world)?.form.inputs ?? [];
  const fresh = after.filter(({ id, shown: to }) => !known.has(id) || (id === field && to !== input.shown));
  const named = [...new Set([...fresh.map(({ id }) => id), now])].reduce(withNewName, put);
  return withLate(named, field, { now, from: String(input.shown), chosen: [[name, chosen]] }, moved, world);
}

/** Remembers what the field of this name is now, also for names that it had before. */
function withLate(
  draft: Draft,
  field: string,
  { now, from, chosen }: Omit<Late, 'to'>,
  moved: string | undefined,
  world: World,
): Draft {
  const name = nameNow(draft, now);
  const input = formOfField(draft, name, world)?.form.inputs.find(({ id }) => id === name);
  if (!input) return draft;
  const to = String(input.shown);
  const again = moved === undefined ? chosen : [];
  const earlier = Object.entries(draft.late ?? {}).flatMap(([old, late]) =>
    late.now === field && late.to === from
      ? [[old, { ...late, now: name, to, chosen: [...late.chosen, ...again] }]]
      : [],
  );
  return {
    ...draft,
    late: {
      ...draft.late,
      ...(Object.fromEntries(earlier) as Draft['late']),
      [field]: { now: name, from, to, chosen: again },
    },
  };
}

/** The draft after a field was sent, also under a name that it has no more. */
export function receive(draft: Draft, field: string, sent: unknown, world: World): Draft {
  const late = own(draft.late, field);
  if (!late) return fill(draft, field, sent, world);
  const shown = formOfField(draft, late.now, world)?.form.inputs.find(({ id }) => id === late.now)?.shown;
  if (sent === late.from || shown !== late.to) return draft;
  const put = withNewName(fill(draft, late.now, sent, world), late.now);
  const name = nameNow(put, late.now);
  const plain: Draft = { ...put, late: {} };
  return late.chosen.reduce<Draft>((all, [tool, choice]) => {
    const [now] = Object.values(all.late ?? {}).slice(-1);
    return used(all, now?.now ?? name, tool, choice, world);
  }, plain);
}
