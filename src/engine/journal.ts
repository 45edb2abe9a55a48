import type { Event } from '../events/event';
import type { StoredRecord, Store } from '../host/store';
import type { RunRecord } from './run';

/**
 * What a matched rule is about to do, written before it is done (DESIGN.md 2.7). Two writes a run: a slot before, the
 * record of the run after. A slot is not emptied, it is written over by the next run; a slot whose run has a record is
 * over. So there are never more slots than there were runs at once.
 */
export interface Journal {
  /** Before the first action. */
  begin(intent: Intent): Promise<void>;
  /** After the last one: the run's record. */
  finish(run: RunRecord): Promise<void>;
  /** A record that had no intent: rules in watch mode, skipped runs. */
  note(run: RunRecord): Promise<void>;
}

/** Everything needed to take a run up again. */
export interface Intent {
  readonly run: string;
  readonly rule: string;
  readonly event: Event;
  /** ms since 1970. */
  readonly at: number;
  readonly depth: number;
  /** The texts as they were about to be said, by the action's place: to be looked for in the conversation. */
  readonly texts: readonly (readonly string[])[];
}

export interface Slot extends StoredRecord, Intent {
  readonly v: 1;
  readonly instance: string;
  readonly slot: number;
}

export const SLOTS = 'journal';
export const RUNS = 'runs';

/** Under which keys a run's record is kept: all runs of a day, of a conversation, or the one. */
export function runKeys(run: Pick<RunRecord, 'id' | 'conversation' | 'at'>): readonly string[] {
  return [RUNS, dayKey(run.at), conversationKey(run.conversation), runKey(run.id)];
}

export function dayKey(at: number): string {
  return `day:${new Date(at).toISOString().slice(0, 10)}`;
}

export function conversationKey(conversation: string): string {
  return `conversation:${conversation}`;
}

export function runKey(run: string): string {
  return `run:${run}`;
}

/** @param instance names this process: its slots are its own */
export function createJournal(store: Store, instance: string): Journal {
  const slots: (string | undefined)[] = [];

  return {
    begin: async (intent) => {
      const free = slots.findIndex((run) => run === undefined);
      const slot = free === -1 ? slots.length : free;
      slots[slot] = intent.run;
      const record: Slot = { v: 1, instance, slot, ...intent };
      await store.write([SLOTS, `slot:${instance}:${slot}`], record);
    },
    finish: async (run) => {
      await store.create(runKeys(run), run);
      const slot = slots.indexOf(run.id);
      if (slot !== -1) slots[slot] = undefined;
    },
    note: (run) => store.create(runKeys(run), run),
  };
}
