import { gatesOf } from './gates';
import type { CompiledRule, EventIndex, Keyed, Worded, Positions, FactView } from './rule-set';
import { findWords } from './keyword-scan';
import { look, PRESENT, WAITING } from './view';
/** Beyond so many, a value is not worth reading just to rule rules out. */
const MOST_KEYED = 32;

/** Builds the index of the rules that listen to one event, in document order. */
export function* buildIndex(rules: readonly CompiledRule[], positions: number): Generator<void, EventIndex> {
  const size = Math.ceil(positions / 32);
  const listening = new Int32Array(size);
  const keyed = new Map<string, Keyed & { uses: number }>();
  const worded = new Map<string, Worded>();
  for (const { position } of rules) add(listening, position);
  for (const { condition, position } of rules) {
    yield;
    for (const gate of condition ? gatesOf(condition) : []) {
      if (gate.by === 'keys') {
        const { id, slot, keysOf } = gate;
        const at = keyed.get(id) ?? {
          slot,
          keysOf,
          free: listening.slice(),
          byKey: new Map<string, Positions>(),
          uses: 0,
        };
        keyed.set(id, at);
        at.uses++;
        remove(at.free, position);
        for (const key of new Set(gate.keys)) at.byKey.set(key, [...(at.byKey.get(key) ?? []), position]);
      } else {
        const { id, scanner } = gate;
        const at = worded.get(id) ?? { scanner, free: listening.slice(), byWord: [] };
        worded.set(id, at);
        remove(at.free, position);
        for (const number of new Set(gate.numbers)) (at.byWord[number] ??= []).push(position);
      }
    }
  }
  const used = [...keyed.values()].sort((a, b) => b.uses - a.uses).slice(0, MOST_KEYED);
  const [left, open] = [new Int32Array(size), new Int32Array(size)];
  return { listening, keyed: used, worded: [...worded.values()], left, open };
}

/** The positions of the rules worth asking, in document order. */
export function positionsOf(index: EventIndex, on: FactView): readonly number[] {
  if (on.index !== index) {
    on.positions = candidates(index, on);
    on.index = index;
  }
  return on.positions;
}

const NONE: readonly number[] = [];

function candidates({ keyed, left, listening, open, worded }: EventIndex, on: FactView): readonly number[] {
  copy(listening, left);
  for (const { byKey, free, keysOf, slot } of keyed) {
    const state = look(on, slot);
    if (state === WAITING) continue;
    copy(free, open);
    if (state === PRESENT) for (const key of keysOf(on.seen[slot.index]!)) addAll(open, byKey.get(key));
    if (!keep(left, open)) return NONE;
  }
  for (const { byWord, free, scanner } of worded) {
    // A text is folded and looked through only when a rule hangs on it.
    if (isWithin(left, free)) continue;
    const state = look(on, scanner.slot);
    if (state === WAITING) continue;
    copy(free, open);
    if (state === PRESENT) for (const number of findWords(scanner, on)) addAll(open, byWord[number]);
    if (!keep(left, open)) return NONE;
  }
  return list(left);
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

function addAll(set: Int32Array, positions: Positions | undefined): void {
  if (positions) for (const position of positions) add(set, position);
}

/** Leaves only what is in both; false when nothing is left. */
function keep(set: Int32Array, other: Int32Array): boolean {
  let some = 0;
  for (let at = 0; at < set.length; at++) some |= set[at]! &= other[at]!;
  return some !== 0;
}

function isWithin(set: Int32Array, other: Int32Array): boolean {
  for (let at = 0; at < set.length; at++) if ((set[at]! & ~other[at]!) !== 0) return false;
  return true;
}

function list(set: Int32Array): readonly number[] {
  const positions: number[] = [];
  for (let at = 0; at < set.length; at++) {
    for (let bits = set[at]!; bits !== 0; bits &= bits - 1) positions.push(at * 32 + 31 - Math.clz32(bits & -bits));
  }
  return positions;
}
