import { isUnknown, unknown, type Fact, type Unknown } from '../model/value';
import { sightOf, UNKNOWN } from '../catalogue/operators';
import type { Facts } from '../model/facts';
import { WAITING, type Reader, type FieldSlot, type FactView, type Found } from './rule-set';

/** A view of facts that the event carries and the run has loaded; or by field id, as the tests in rules give them. */
export function view(
  { slots }: { readonly slots: readonly FieldSlot[] },
  facts: Facts | undefined,
  reader?: Reader,
): FactView {
  const seen = new Array<Found | undefined>(slots.length);
  return { facts, reader, seen, index: undefined, scans: false, positions: undefined };
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

function read(on: FactView, slot: FieldSlot): Found {
  return isWaiting(on, slot) ? WAITING : sightOf(factOf(on, slot), slot.prepare);
}

function isWaiting(on: FactView, { needs, ofConversation }: FieldSlot): boolean {
  const known = on.facts?.known;
  if (known === undefined) return false;
  if (ofConversation) return known.conversation === undefined;
  // An index, since this is asked of every field for every message.
  for (let at = 0; at < needs.length; at++) if (known[needs[at]!] === undefined) return true;
  return false;
}

/** One field that fails must not take the other rules down: what it would have said is unknown. */
function factOf(on: FactView, { key, read, ref }: FieldSlot): Fact {
  if (on.reader) return on.reader(ref.id);
  try {
    return on.facts && read(on.facts, key);
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

/** Was there a field that could not be told? */
export function isUnclear(on: FactView): boolean {
  return on.seen.includes(UNKNOWN);
}

/** Why a field cannot be told. */
export function whyUnknown(on: FactView, slot: FieldSlot): Unknown['unknown'] {
  const fact = factOf(on, slot);
  return isUnknown(fact) ? fact.unknown : `a ${typeof fact} is no ${slot.ref.field.kind}`;
}
