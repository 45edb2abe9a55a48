import { unknown, type Fact } from '../../fields/value';
import { prepare, type Seen } from '../../operators/index';
import type { Facts } from '../facts';
import type { EventIndex } from './candidates';
import type { Reader, Slot } from './rule-set';

/** What is known of a slot: not looked at yet, a value, none, unknown, or waiting for facts that are not at hand. */
export const UNSEEN = 0;
export const PRESENT = 1;
export const MISSING = 2;
export const UNKNOWN = 3;
export const WAITING = 4;

/**
 * The facts of one decision as rules see them: each field is read and prepared once. Cheap to make; what is in it is
 * the business of deciding alone.
 */
export interface View {
  readonly slots: readonly Slot[];
  facts: Facts | undefined;
  readonly reader: Reader | undefined;
  /** By slot: one of the states above, the prepared value, and why it is unknown. */
  readonly states: number[];
  readonly seen: (Seen | undefined)[];
  readonly whys: (string | undefined)[];
  /** The rules that are worth asking, for the event last asked about. */
  index: EventIndex | undefined;
  positions: readonly number[];
}

/** A view of facts that the event carries and the run has loaded. */
export function view(set: { readonly slots: readonly Slot[] }, facts: Facts): View {
  return emptyView(set.slots, facts, undefined);
}

/** A view of facts by field id, as the tests in rules give them. */
export function viewOf(set: { readonly slots: readonly Slot[] }, reader: Reader): View {
  return emptyView(set.slots, undefined, reader);
}

function emptyView(slots: readonly Slot[], facts: Facts | undefined, reader: Reader | undefined): View {
  const states = new Array<number>(slots.length).fill(UNSEEN);
  return { slots, facts, reader, states, seen: [], whys: [], index: undefined, positions: [] };
}

/**
 * Takes more facts about the same moment into the view: what was waiting for them is looked at again, what was read
 * stays. Facts that have *changed* need a new view.
 */
export function learn(seen: View, facts: Facts): void {
  seen.facts = facts;
  seen.index = undefined;
  for (let slot = 0; slot < seen.states.length; slot++) {
    if (seen.states[slot] === WAITING) seen.states[slot] = UNSEEN;
  }
}

/** The state of a slot; reads its fact when that has not happened yet. */
export function look(on: View, slot: Slot): number {
  const state = on.states[slot.index];
  return state === UNSEEN || state === undefined ? read(on, slot) : state;
}

function read(on: View, slot: Slot): number {
  const { index } = slot;
  if (isWaiting(on, slot)) return (on.states[index] = WAITING);
  const sight = prepare(slot.ref.field.kind, factOf(on, slot));
  if (sight.is === 'present') {
    on.seen[index] = sight.seen;
    return (on.states[index] = PRESENT);
  }
  if (sight.is === 'missing') return (on.states[index] = MISSING);
  on.whys[index] = sight.why.unknown;
  return (on.states[index] = UNKNOWN);
}

function isWaiting(on: View, slot: Slot): boolean {
  const known = on.facts?.known;
  if (known === undefined) return false;
  for (const source of slot.needs) if (known[source] === undefined) return true;
  return false;
}

/** One field that fails must not take the other rules down: what it would have said is unknown. */
function factOf(on: View, { ref }: Slot): Fact {
  if (on.reader) return on.reader(ref.id);
  try {
    return on.facts && ref.field.read(on.facts, ref.key);
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

/** The fields that were looked at and could not be told, for the record and the health page. */
export function unknowns(seen: View): readonly { readonly field: string; readonly why: string }[] {
  return seen.slots
    .filter(({ index }) => seen.states[index] === UNKNOWN)
    .map(({ index, ref }) => ({ field: ref.id, why: seen.whys[index] ?? '' }));
}
