import type { SeenText } from '../catalogue/operators';
import { foldSensitive } from '../text/fold';
import { A_TURN } from './aho-corasick';
import type { CompiledLeaf, FieldSlot, Scanner, FactView } from './rule-set';

/** Below this many keywords, one pass for all of them is no gain. */
export const WORTH_A_SCAN = 8;

export function emptyScanner(slot: FieldSlot, sensitive: boolean): Scanner {
  const stamps = new Int32Array(0);
  return { slot, sensitive, words: new Map(), automaton: undefined, stamps, turn: 0, found: [], owner: undefined };
}

/** Gives the keywords of a comparison their numbers; a list of thousands takes a while. */
export function* numberWords({ compiled: { indexHint }, words }: CompiledLeaf): Generator<void> {
  if (!words || indexHint?.by !== 'words') return;
  const { words: numbers } = words.scanner;
  for (const word of indexHint.words) {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    if (words.numbers.push(number) % A_TURN === 0) yield;
  }
}

/**
 * Looks for all keywords, unless that was done for this view already. Only for a slot whose value is present.
 * Views of conversations take turns, so that what was found counts only while its view is the owner.
 */
export function findWords(scanner: Scanner, on: FactView): readonly number[] {
  if (scanner.owner === on) return scanner.found;
  const { automaton, stamps, found } = scanner;
  const turn = (scanner.turn = (scanner.turn + 1) | 0);
  scanner.owner = on;
  if (found.length > 0) found.length = 0;
  automaton?.scan(textOf(scanner, on), stamps, turn, found);
  return found;
}

/** Is one of these keywords in the text? */
export function isWordFound(scanner: Scanner, on: FactView, numbers: readonly number[]): boolean {
  findWords(scanner, on);
  const { stamps, turn } = scanner;
  for (const number of numbers) if (stamps[number] === turn) return true;
  return false;
}

function textOf({ sensitive, slot }: Scanner, on: FactView): string {
  const text = on.seen[slot.index] as SeenText;
  return sensitive ? (text.sensitive ??= foldSensitive(text.raw)) : text.folded;
}
