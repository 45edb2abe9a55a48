import type { Choice } from '../kit/blocks';
import { sayIn, type Input, type Sent, type World } from '../kit/form';

/** Stands in a list of choices for: more than one is meant. */
const SEVERAL = '*';

/** What both ways of the field have in common. */
interface Around<T> extends Pick<Input<T>, 'label' | 'place'> {
  /** The field's name for one value, and for several: a client keeps what it holds apart. */
  readonly ids: readonly [one: string, several: string];
  readonly choices: readonly Choice[];
  get(part: T): unknown;
  put(part: T, value: string | readonly string[]): T;
}

/**
 * One value is chosen in the place of another; only where several are meant, they add up. What is written as a list
 * stays one.
 * @param value of the part, as it is written: texts
 */
export function oneOrSeveral<T>(around: Around<T>, value: string | readonly string[], world: World): Input<T> {
  const { ids, choices, label, place, get, put } = around;
  if (typeof value !== 'string')
    return { id: ids[1], label, place, shown: value, choices, set: (part, sent) => put(part, sent) };
  const more: Choice[] = choices.length > 2 ? [[SEVERAL, sayIn(world)('view_several')]] : [];
  const set = (part: T, sent: Sent): T => {
    const old = get(part);
    return put(part, sent !== SEVERAL ? sent : typeof old === 'string' && old !== '' ? [old] : []);
  };
  return { id: ids[0], label, place, shown: value, choices: [...choices, ...more], set };
}
