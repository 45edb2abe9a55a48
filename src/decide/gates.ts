import type { KeysOf } from '../catalogue/operators/index';
import type { CompiledLeaf, CompiledNode, FieldSlot, Scanner } from './rule-set';

/** One of these keys must be among the value's keys, or the rule cannot match. */
export interface KeyGate {
  readonly by: 'keys';
  /** Gates of one id look at the same keys of the same value. */
  readonly id: string;
  readonly slot: FieldSlot;
  readonly keysOf: KeysOf;
  readonly keys: readonly string[];
}
/** One of these keywords must be in the text, or the rule cannot match. */
export interface WordGate {
  readonly by: 'words';
  readonly id: string;
  readonly scanner: Scanner;
  readonly numbers: readonly number[];
}
export type Gate = KeyGate | WordGate;

/**
 * What a condition needs to be true, as far as an index can tell: it is not true unless every gate is open. An
 * unknown or missing value keeps a gate closed, since every gate comes from a positive operator; one that is not at
 * hand says nothing yet.
 */
export function gatesOf(node: CompiledNode): readonly Gate[] {
  if ('leaf' in node) return gateOf(node.leaf);
  if (node.group === 'all') return narrowest(node.nodes.flatMap(gatesOf));
  // One of the members must be true: a gate that all of them have, opened by what opens it for any.
  if (node.group === 'any') return node.nodes.map(gatesOf).reduce(common);
  return [];
}

function gateOf({ compiled, slot, words }: CompiledLeaf): readonly Gate[] {
  const { indexHint, positive } = compiled;
  if (!positive || !indexHint) return [];
  if (indexHint.by === 'keys') {
    const { keys, keysOf, of } = indexHint;
    return [{ by: 'keys', id: `${slot.index} ${of}`, slot, keys, keysOf }];
  }
  if (!words?.scanner.automaton) return [];
  const { scanner, numbers } = words;
  return [{ by: 'words', id: `${slot.index} words ${scanner.sensitive}`, scanner, numbers }];
}

/** For each id the gate that fewest things open. */
function narrowest(gates: readonly Gate[]): readonly Gate[] {
  const byId = new Map<string, Gate>();
  for (const gate of gates) {
    const other = byId.get(gate.id);
    if (!other || openersOf(gate) < openersOf(other)) byId.set(gate.id, gate);
  }
  return [...byId.values()];
}

function openersOf(gate: Gate): number {
  return gate.by === 'keys' ? gate.keys.length : gate.numbers.length;
}

function common(ours: readonly Gate[], theirs: readonly Gate[]): readonly Gate[] {
  return ours.flatMap((gate): readonly Gate[] => {
    const other = theirs.find(({ id }) => id === gate.id);
    if (gate.by === 'keys' && other?.by === 'keys') return [{ ...gate, keys: [...gate.keys, ...other.keys] }];
    if (gate.by === 'words' && other?.by === 'words')
      return [{ ...gate, numbers: [...gate.numbers, ...other.numbers] }];
    return [];
  });
}
