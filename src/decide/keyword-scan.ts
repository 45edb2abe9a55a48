import type { SeenText } from '../catalogue/operators/index';
import { foldSensitive } from '../text/fold';
import type { FieldSlot, Scanner, FactView } from './rule-set';
/** Below this many keywords, one pass for all of them is no gain. */
export const WORTH_A_SCAN = 8;

export function emptyScanner(slot: FieldSlot, sensitive: boolean): Scanner {
  const stamps = new Int32Array(0);
  return { slot, sensitive, words: new Map(), automaton: undefined, stamps, turn: 0, found: [], owner: undefined };
}

/** The number of a keyword, given one when it is new. */
export function wordNumber({ words }: Scanner, word: string): number {
  const number = words.get(word) ?? words.size;
  words.set(word, number);
  return number;
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
