import { isUnknown, unknown, type Fact } from '../model/value';
import { WRONG_KIND, wrongKind, type Seen } from '../catalogue/operators/index';
import type { Facts } from '../model/facts';
import type { Reader, FieldSlot, FactView } from './rule-set';

/** What is known of a slot: not looked at yet, a value, none, unknown, or waiting for facts that are not at hand. */
export const UNSEEN = 0;
export const PRESENT = 1;
export const MISSING = 2;
export const UNKNOWN = 3;
export const WAITING = 4;
const NO_POSITIONS: readonly number[] = [];

/** A view of facts that the event carries and the run has loaded. */
export function view(set: { readonly slots: readonly FieldSlot[] }, facts: Facts): FactView {
  return emptyView(set.slots, facts, undefined);
}

/** A view of facts by field id, as the tests in rules give them. */
export function viewOf(set: { readonly slots: readonly FieldSlot[] }, reader: Reader): FactView {
  return emptyView(set.slots, undefined, reader);
}

function emptyView(slots: readonly FieldSlot[], facts: Facts | undefined, reader: Reader | undefined): FactView {
  const states: number[] = [];
  for (let slot = 0; slot < slots.length; slot++) states.push(UNSEEN);
  const seen = new Array<Seen | undefined>(slots.length);
  return { slots, facts, reader, states, seen, whys: undefined, index: undefined, positions: NO_POSITIONS };
}

/**
 * Takes more facts about the same moment into the view: what was waiting for them is looked at again, what was read
 * stays. Facts that have *changed* need a new view.
 */
export function learn(seen: FactView, facts: Facts): void {
  seen.facts = facts;
  seen.index = undefined;
  for (let slot = 0; slot < seen.states.length; slot++) {
    if (seen.states[slot] === WAITING) seen.states[slot] = UNSEEN;
  }
}

/** The state of a slot; reads its fact when that has not happened yet. */
export function look(on: FactView, slot: FieldSlot): number {
  const state = on.states[slot.index];
  return state === UNSEEN || state === undefined ? read(on, slot) : state;
}

/** `prepare`, for the hot path: the same without anything made for the answer. */
function read(on: FactView, slot: FieldSlot): number {
  if (isWaiting(on, slot)) return (on.states[slot.index] = WAITING);
  const fact = factOf(on, slot);
  if (fact === undefined || fact === null) return (on.states[slot.index] = MISSING);
  if (typeof fact === 'object' && isUnknown(fact)) return setUnknown(on, slot, fact.unknown);
  const seen = slot.prepare(fact);
  if (seen === undefined) return (on.states[slot.index] = MISSING);
  if (seen === WRONG_KIND) return setUnknown(on, slot, wrongKind(slot.ref.field.kind, fact));
  on.seen[slot.index] = seen;
  return (on.states[slot.index] = PRESENT);
}

function setUnknown(on: FactView, { index }: FieldSlot, why: string): number {
  (on.whys ??= [])[index] = why;
  return (on.states[index] = UNKNOWN);
}

function isWaiting(on: FactView, slot: FieldSlot): boolean {
  const known = on.facts?.known;
  if (known === undefined) return false;
  for (const source of slot.needs) if (known[source] === undefined) return true;
  return false;
}

/** One field that fails must not take the other rules down: what it would have said is unknown. */
function factOf(on: FactView, { ref }: FieldSlot): Fact {
  if (on.reader) return on.reader(ref.id);
  try {
    return on.facts && ref.field.read(on.facts, ref.key);
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

/** The fields that were looked at and could not be told, for the record and the health page. */
export function unknowns(seen: FactView): readonly { readonly field: string; readonly why: string }[] {
  return seen.slots
    .filter(({ index }) => seen.states[index] === UNKNOWN)
    .map(({ index, ref }) => ({ field: ref.id, why: seen.whys?.[index] ?? '' }));
}
