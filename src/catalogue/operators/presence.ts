import type { Kind } from '../../model/value';
import type { Operator } from './operator';

const KINDS: readonly Kind[] = ['text', 'locale', 'phone', 'custom', 'choice', 'username', 'department', 'list'];
const common = { kinds: KINDS, takes: 'nothing', cost: 1 } as const;

/** Is there a value at all? What is missing is decided where all operators get it from; here one is present. */
export const presenceOperators: readonly Operator[] = [
  { ...common, id: 'is_set', positive: true, compile: () => () => true },
  { ...common, id: 'is_not_set', positive: false, compile: () => () => false },
];
