import { isUnknown, unknown, type Fact } from '../model/value';
import { WRONG_KIND, wrongKind } from '../catalogue/operators/index';
import type { Facts } from '../model/facts';
import { MISSING, UNKNOWN, WAITING, type Reader, type FieldSlot, type FactView, type Found } from './rule-set';

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
  const seen = new Array<Found | undefined>(slots.length);
  const [whys, index] = [undefined, undefined];
  return { slots, facts, reader, seen, whys, index, scans: false, positions: NO_POSITIONS };
}

/**
 * Takes more facts about the same moment into the view: what was waiting for them is looked at again, what was read
 * stays. Facts that have *changed* need a new view.
 */
export function learn(on: FactView, facts: Facts): void {
  on.facts = facts;
  on.index = undefined;
  for (let slot = 0; slot < on.seen.length; slot++) if (on.seen[slot] === WAITING) on.seen[slot] = undefined;
}

/** The prepared value of a slot, or why there is none; reads its fact when that has not happened yet. */
export function look(on: FactView, slot: FieldSlot): Found {
  return on.seen[slot.index] ?? (on.seen[slot.index] = read(on, slot));
}

/** `prepare`, for the hot path: the same without anything made for the answer. */
function read(on: FactView, slot: FieldSlot): Found {
  if (isWaiting(on, slot)) return WAITING;
  const fact = factOf(on, slot);
  if (fact === undefined || fact === null) return MISSING;
  if (typeof fact === 'object' && isUnknown(fact)) return unknownFor(on, slot, fact.unknown);
  const seen = slot.prepare(fact);
  if (seen === WRONG_KIND) return unknownFor(on, slot, wrongKind(slot.ref.field.kind, fact));
  return seen ?? MISSING;
}

function unknownFor(on: FactView, { index }: FieldSlot, why: string): typeof UNKNOWN {
  (on.whys ??= [])[index] = why;
  return UNKNOWN;
}

function isWaiting(on: FactView, { needs }: FieldSlot): boolean {
  const known = on.facts?.known;
  if (known === undefined) return false;
  // An index, since this is asked of every field for every message.
  for (let at = 0; at < needs.length; at++) if (known[needs[at]!] === undefined) return true;
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
export function unknowns(on: FactView): readonly { readonly field: string; readonly why: string }[] {
  return on.slots
    .filter(({ index }) => on.seen[index] === UNKNOWN)
    .map(({ index, ref }) => ({ field: ref.id, why: on.whys?.[index] ?? '' }));
}
