/** Something to be woken for: an item among those of later (`engine/later/store.ts`). */
export interface Job {
  readonly kind: 'later';
  readonly id: string;
}

/** In place of an item: rules whose time has come (`engine/schedules`). */
export const WAKE_FOR_SCHEDULES = 'schedules';

/**
 * The server's scheduler. It only wakes: a job may come twice, at another instance, late or never (it is lost when its
 * processor fails, and when the app is switched off), so what is to be done stands in the store, and a sweep each
 * minute finds what was not woken for.
 */
export interface Scheduler {
  /** Wakes at a moment (ms since 1970). Gives the job's id; undefined when the server did not take it. */
  at(when: number, job: Job): Promise<string | undefined>;
  cancel(id: string): Promise<void>;
}
