import type { Seen, SeenText } from '../catalogue/operators';
import { gatesOf } from './gates';
import { WAITING, type CompiledRule, type EventIndex, type FactView, type Gated, type Opened } from './rule-set';
import { leavesOf } from './condition';
import { WORTH_A_SCAN } from './keyword-scan';
import { look } from './view';

/** Beyond so many, a value is not worth reading just to rule rules out. */
const MOST_KEYED = 32;

/** Builds the index of the rules that listen to one event, in document order. */
export function* buildIndex(rules: readonly CompiledRule[], positions: number): Generator<void, EventIndex> {
  const size = Math.ceil(positions / 32);
  const listening = new Int32Array(size);
  const byId = new Map<string, Gated>();
  const words: number[] = [];
  for (const { position } of rules) add(listening, position);
  for (const { condition, position } of rules) {
    yield;
    words[position] = 0;
    if (!condition) continue;
    for (const leaf of leavesOf(condition)) words[position] += leaf.words?.numbers.length ?? 0;
    for (const gate of gatesOf(condition)) {
      // Of this gate alone: which rules another leaves free is another matter.
      const own: Opened = { positions: [position] };
      const at = byId.get(gate.id) ?? {
        ...gate,
        free: listening.slice(),
        byKey: new Map<string | number, Opened>(),
        uses: 0,
      };
      byId.set(gate.id, at);
      at.uses++;
      remove(at.free, position);
      for (const key of gate.keys) at.byKey.set(key, joined(at.byKey.get(key), own));
    }
  }
  // First what leaves fewest.
  const gated = [...byId.values()].sort((a, b) => b.uses - a.uses || b.byKey.size - a.byKey.size);
  const keyed = gated.filter(({ isWords }) => !isWords).slice(0, MOST_KEYED);
  const [left, open] = [new Int32Array(size), new Int32Array(size)];
  return { listening, keyed, worded: gated.filter(({ isWords }) => isWords), words, left, open };
}

/** What one rule alone opens is there once, however long its list is. */
function joined(others: Opened | undefined, own: Opened): Opened {
  if (!others || others.positions.at(-1) === own.positions[0]) return others ?? own;
  return { positions: [...others.positions, ...own.positions] };
}

/** The positions of the rules worth asking, in document order. */
export function positionsOf(index: EventIndex, on: FactView): readonly number[] {
  if (on.index !== index) {
    on.positions = candidates(index, on);
    on.index = index;
  }
  return on.positions!;
}

const NONE: readonly number[] = [];

function candidates(index: EventIndex, on: FactView): readonly number[] {
  const { keyed, left, listening, worded } = index;
  copy(listening, left);
  if (!narrow(index, keyed, on)) return NONE;
  const positions = list(left);
  on.scans = isWorthAScan(index, positions);
  if (!on.scans) return positions;
  return narrow(index, worded, on) ? list(left) : NONE;
}

/** Leaves only the rules whose gates are open; false when none is left. */
function narrow({ left, open }: EventIndex, gated: readonly Gated[], on: FactView): boolean {
  if (left.length === 1) return (left[0] = narrowFew(left[0]!, open, gated, on)) !== 0;
  for (const each of gated) {
    const { free, slot } = each;
    // A value is read only when a rule hangs on it, and a text is folded only then.
    if (isWithin(left, free)) continue;
    const found = look(on, slot);
    if (found === WAITING) continue;
    const opened = typeof found === 'symbol' ? free : openedBy(found, each, open, on);
    let some = 0;
    for (let at = 0; at < left.length; at++) some |= left[at]! &= opened[at]!;
    if (some === 0) return false;
  }
  return true;
}

/** As `narrow`, of a set that is one number, as up to 32 rules are: no loops, and nothing written on the way. */
function narrowFew(few: number, open: Int32Array, gated: readonly Gated[], on: FactView): number {
  let left = few;
  for (const each of gated) {
    const free = each.free[0]!;
    if ((left & ~free) === 0) continue;
    const found = look(on, each.slot);
    if (found === WAITING) continue;
    left &= typeof found === 'symbol' ? free : openedBy(found, each, open, on)[0]!;
    if (left === 0) break;
  }
  return left;
}

function openedBy(found: Seen, gated: Gated, open: Int32Array, on: FactView): Int32Array {
  // Names of channels and plans come again and again: what one opened last is kept beside it.
  const text = found as Partial<SeenText>;
  if (text.gate === gated) return text.opens!;
  const { byKey, free, keysOf } = gated;
  const keys = keysOf(found, on);
  if (typeof keys === 'string') {
    const opened = byKey.get(keys);
    const set = opened ? (opened.withFree ??= addAll(free.slice(), opened)) : free;
    if (typeof found === 'object') {
      text.gate = gated;
      text.opens = set;
    }
    return set;
  }
  copy(free, open);
  for (const key of keys) addAll(open, byKey.get(key));
  return open;
}

/** For few keywords, looking for each is faster than one pass for those of all rules. */
function isWorthAScan({ words }: EventIndex, positions: readonly number[]): boolean {
  let count = 0;
  for (const position of positions) count += words[position]!;
  return count >= WORTH_A_SCAN;
}

/** `set` of typed arrays takes longer for so few. */
function copy(from: Int32Array, to: Int32Array): void {
  for (let at = 0; at < to.length; at++) to[at] = from[at]!;
}

function add(set: Int32Array, position: number): void {
  set[position >>> 5]! |= 1 << (position & 31);
}

function remove(set: Int32Array, position: number): void {
  set[position >>> 5]! &= ~(1 << (position & 31));
}

function addAll(set: Int32Array, opened: Opened | undefined): Int32Array {
  if (opened) for (const position of opened.positions) add(set, position);
  return set;
}

function isWithin(set: Int32Array, other: Int32Array): boolean {
  for (let at = 0; at < set.length; at++) if ((set[at]! & ~other[at]!) !== 0) return false;
  return true;
}

function list(set: Int32Array): readonly number[] {
  const positions: number[] = [];
  for (let at = 0; at < set.length; at++) {
    for (let bits = set[at]!; bits !== 0; bits &= bits - 1) positions.push(at * 32 + lowest(bits));
  }
  return positions;
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
