import type { Captured } from '../decide';
import type { ChainState } from './chain';
import { untilAnswered } from './unanswered';
import type { Leases, Work } from './instances/leases';
import type { RunRecord } from '../model/run';
import type { Event } from '../model/event';
import { conversationKey, customerKey, dayKey, hourKey, type Keys } from '../ports/keys';
import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';

/**
 * What a matched rule is about to do, written before it is done (DESIGN.md 2.7). Two writes a run: a slot before, the
 * record of the run after. A slot is not emptied, it is written over by the next run; a slot whose run has a record is
 * over. So there are never more slots than there were runs at once.
 */
export interface Journal {
  /** Before the first action. */
  begin(intent: Intent): Promise<void>;
  /** A text hangs on what an earlier action of the run has changed: the slot has to say what is really sent. */
  amend(run: string, texts: Intent['texts']): Promise<void>;
  /** May this process go on with the run? Not when it stood still for so long that another one may have taken it up. */
  holdsLease(run: string): boolean;
  /** It goes on with the run under this, in place of what it held before: undefined, it has nothing more to do with it. */
  renew(run: string, take: () => Promise<Work | undefined>): Promise<boolean>;
  /** After the last one: the run's record. */
  finish(run: RunRecord): Promise<void>;
  /** Nothing of it was done and nothing is to be done. */
  forget(run: string): Promise<void>;
  /** This process does not go on with it: whoever takes it up next does. */
  abandon(run: string): void;
  /** A record that had no intent: rules in watch mode, skipped runs. */
  note(run: RunRecord): Promise<void>;
  /** A run that had a record already has gone on. */
  correct(run: RunRecord): Promise<void>;
  /** The record of a run; undefined while there is none. */
  record(run: string): Promise<RunRecord | undefined>;
  /** The runs of a conversation, in no order. */
  recordsOf(conversation: string): Promise<readonly RunRecord[]>;
  /** Of a rule, from one day. @param day any moment of it, ms since 1970 */
  recordsOfRule(rule: string, day: number): Promise<readonly RunRecord[]>;
  /** Every slot of every instance, also those whose runs are over. */
  slots(): Promise<readonly RunSlot[]>;
  /** Those of other instances. */
  slotsElsewhere(): Promise<readonly RunSlot[]>;
  /** Is the run in this process' hands? */
  holds(run: string): boolean;
  removeSlot(slot: RunSlot): Promise<void>;
  /** Removes the slots of a customer's runs that are over, before their records go. @param customer id of the visitor */
  forgetCustomer(customer: string): Promise<void>;
}

/** Everything needed to take a run up again. */
export interface Intent {
  readonly run: string;
  readonly rule: string;
  /** `fingerprint` of the rule as it was. */
  readonly print: string;
  readonly event: Event;
  /** When it began, ms since 1970. */
  readonly at: number;
  /** When it should have been done: `at`, or when its wait was due. */
  readonly due: number;
  readonly waited?: RunRecord['waited'];
  readonly chain: ChainState;
  /** Its actions, by their ids. */
  readonly actions: readonly string[];
  /** The texts as they were about to be said, by the action's place: to be looked for in the conversation. */
  readonly texts: readonly (readonly string[])[];
  /** How often it has been taken up again. */
  readonly takenUp: number;
  /** What the named groups of its patterns held. */
  readonly captured?: Captured;
}

export interface RunSlot extends StoredRecord, Intent {
  readonly v: 1;
  readonly instance: string;
  readonly slot: number;
  /** When the slot was written, ms since 1970. */
  readonly marked: number;
}

export const SLOTS = 'journal';
export const RUNS = 'runs';

/** A slot that has not been used for so long may be removed by whoever finds it (`recovery.ts`), ms. */
export const SLOT_KEPT = 600_000;

/** Under which keys a run's record is kept: the one, all of a conversation, of a customer, of a rule's day, or of an hour. */
function runKeys(run: Pick<RunRecord, 'id' | 'rule' | 'conversation' | 'customer' | 'at'>): Keys {
  const { id, rule, conversation, customer, at } = run;
  return [runKey(id), conversationKey(conversation), customerKey(customer), ruleDayKey(rule, at), hourKey(at), RUNS];
}

function ruleDayKey(rule: string, at: number): string {
  return `rule:${rule}/${dayKey(at)}`;
}

function runKey(run: string): string {
  return `run:${run}`;
}

/** A run in this process' hands. */
interface Open {
  readonly slot: number;
  work: Work;
  record: RunSlot;
}

/** @param now ms since 1970 */
export function createJournal(store: Store, leases: Leases, now: () => number): Journal {
  const { instance } = leases;
  const open = new Map<string, Open>();
  /** Slots whose runs are over, the latest last. */
  let unused: { readonly slot: number; readonly written: number }[] = [];
  let slots = 0;

  /** One that is long unused is left to whoever removes it, so that nobody removes what has just been written. */
  function freeSlot(): number {
    const last = unused.pop();
    if (last && now() - last.written < SLOT_KEPT / 2) return last.slot;
    unused = [];
    return slots++;
  }

  function leave(run: string): Open | undefined {
    const mine = open.get(run);
    open.delete(run);
    mine?.work.end();
    return mine;
  }

  const allSlots = (): Promise<RunSlot[]> => store.read<RunSlot>([SLOTS]);

  return {
    begin: async (intent) => {
      const slot = freeSlot();
      const record: RunSlot = { v: 1, instance, slot, marked: now(), ...intent };
      open.set(intent.run, { slot, work: leases.begin(), record });
      try {
        await untilAnswered(() => store.write(slotKeys(record), record));
      } catch (error) {
        // It may still be written: then the run is found, and taken up.
        leave(intent.run);
        throw error;
      }
    },
    amend: async (run, texts) => {
      const mine = open.get(run);
      if (!mine) return;
      mine.record = { ...mine.record, texts, marked: now() };
      await store.write(slotKeys(mine.record), mine.record);
    },
    holdsLease: (run) => open.get(run)?.work.holdsLease() ?? false,
    renew: async (run, take) => {
      const mine = open.get(run);
      if (!mine) return false;
      mine.work.end();
      const work = await take();
      if (work) mine.work = work;
      return work !== undefined;
    },
    finish: async (run) => {
      await (run.takenUp ? store.write(runKeys(run), run) : store.create(runKeys(run), run));
      const mine = leave(run.id);
      if (mine) unused.push({ slot: mine.slot, written: mine.record.marked });
    },
    forget: async (run) => {
      const mine = leave(run);
      if (mine) await store.remove(slotKeys(mine.record));
    },
    abandon: (run) => void leave(run),
    note: (run) => store.create(runKeys(run), run),
    correct: (run) => store.write(runKeys(run), run),
    record: async (run) => (await store.read<RunRecord>([runKey(run), RUNS])).toSorted(laterFirst)[0],
    recordsOf: (conversation) => store.read<RunRecord>([conversationKey(conversation), RUNS]),
    recordsOfRule: (rule, day) => store.read<RunRecord>([ruleDayKey(rule, day), RUNS]),
    slots: allSlots,
    slotsElsewhere: async () => (await allSlots()).filter((slot) => slot.instance !== instance),
    holds: (run) => open.has(run),
    removeSlot: (slot) => store.remove(slotKeys(slot)),
    forgetCustomer: async (customer) => {
      for (const slot of (await allSlots()).filter(({ event }) => event.conversation.customer.id === customer)) {
        const [record] = await store.read<RunRecord>([runKey(slot.run), RUNS]);
        if (!record || open.has(slot.run)) continue;
        // Nothing is written into it any more while it is being removed.
        if (slot.instance === instance) unused = unused.filter(({ slot: number }) => number !== slot.slot);
        await store.remove(slotKeys(slot));
      }
    },
  };
}

function slotKeys({ instance, slot }: Pick<RunSlot, 'instance' | 'slot'>): Keys {
  return [`slot:${instance}:${slot}`, SLOTS];
}

/**
 * Of two records of one run the one that has gone further comes first: a run that began before an update and was tried
 * again after it has one under the keys of either version.
 */
export function laterFirst(one: RunRecord, other: RunRecord): number {
  return triesOf(other) - triesOf(one);
}

/** How often all actions of a run together were tried. */
export function triesOf({ actions }: RunRecord): number {
  return actions.reduce((sum, { tries = 1 }) => sum + tries, 0);
}
