import { gatesOf } from './gates';
import type { KeysOf } from '../catalogue/operators/index';
import {
  WAITING,
  type CompiledRule,
  type EventIndex,
  type Keyed,
  type Worded,
  type Positions,
  type FactView,
} from './rule-set';
import { leavesOf } from './condition';
import { findWords, WORTH_A_SCAN } from './keyword-scan';
import { look } from './view';
/** Beyond so many, a value is not worth reading just to rule rules out. */
const MOST_KEYED = 32;

/** Builds the index of the rules that listen to one event, in document order. */
export function* buildIndex(rules: readonly CompiledRule[], positions: number): Generator<void, EventIndex> {
  const size = Math.ceil(positions / 32);
  const listening = new Int32Array(size);
  const keyed = new Map<string, Keyed & { uses: number }>();
  const worded = new Map<string, Worded>();
  const words: number[] = [];
  for (const { position } of rules) add(listening, position);
  for (const { condition, position } of rules) {
    yield;
    const leaves = condition ? leavesOf(condition) : [];
    words[position] = leaves.reduce((sum, leaf) => sum + (leaf.words?.numbers.length ?? 0), 0);
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
  return { listening, keyed: used, worded: [...worded.values()], words, left, open };
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

function candidates(index: EventIndex, on: FactView): readonly number[] {
  const { keyed, left, listening, open, worded } = index;
  copy(listening, left);
  for (const each of keyed) {
    const { free, keysOf, slot } = each;
    // A value is read only when a rule hangs on it, and a text is folded only then.
    if (isWithin(left, free)) continue;
    const found = look(on, slot);
    if (found === WAITING) continue;
    if (!keep(left, typeof found === 'symbol' ? free : openedBy(keysOf(found), each, open))) return NONE;
  }
  on.scans = isWorthAScan(index);
  if (!on.scans) return list(left);
  for (const { byWord, free, scanner } of worded) {
    if (isWithin(left, free)) continue;
    const found = look(on, scanner.slot);
    if (found === WAITING) continue;
    copy(free, open);
    if (typeof found !== 'symbol') for (const number of findWords(scanner, on)) addAll(open, byWord[number]);
    if (!keep(left, open)) return NONE;
  }
  return list(left);
}

function openedBy(keys: ReturnType<KeysOf>, { byKey, free }: Keyed, open: Int32Array): Int32Array {
  copy(free, open);
  if (typeof keys === 'string') addAll(open, byKey.get(keys));
  else for (const key of keys) addAll(open, byKey.get(key));
  return open;
}

/** For few keywords, looking for each is faster than one pass for those of all rules. */
function isWorthAScan({ left, words }: EventIndex): boolean {
  let count = 0;
  for (let at = 0; at < left.length; at++) {
    for (let bits = left[at]!; bits !== 0; bits &= bits - 1) {
      count += words[at * 32 + lowest(bits)]!;
      if (count >= WORTH_A_SCAN) return true;
    }
  }
  return false;
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
    for (let bits = set[at]!; bits !== 0; bits &= bits - 1) positions.push(at * 32 + lowest(bits));
  }
  return positions;
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
