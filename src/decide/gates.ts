import type { CompiledLeaf, CompiledNode, Gate } from './rule-set';
import { findWords } from './keyword-scan';

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

function gateOf({ compiled: { indexHint, positive }, slot, words }: CompiledLeaf): readonly Gate[] {
  if (!positive || !indexHint) return [];
  if (indexHint.by === 'keys') {
    const { keys, keysOf, of } = indexHint;
    return [{ id: `${slot.index} ${of}`, slot, keys, keysOf, isWords: false }];
  }
  if (!words?.scanner.automaton) return [];
  const { numbers: keys, scanner } = words;
  const id = `${slot.index} words ${scanner.sensitive}`;
  return [{ id, slot, keys, keysOf: (_, on) => findWords(scanner, on), isWords: true }];
}

/** For each id the gate that fewest things open. */
function narrowest(gates: readonly Gate[]): readonly Gate[] {
  const byId = new Map<string, Gate>();
  for (const gate of gates) {
    const other = byId.get(gate.id);
    if (!other || gate.keys.length < other.keys.length) byId.set(gate.id, gate);
  }
  return [...byId.values()];
}

function common(ours: readonly Gate[], theirs: readonly Gate[]): readonly Gate[] {
  return ours.flatMap((gate) => {
    const other = theirs.find(({ id }) => id === gate.id);
    return other ? [{ ...gate, keys: [...gate.keys, ...other.keys] }] : [];
  });
}
