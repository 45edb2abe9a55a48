import { DAY, HOUR } from '../model/calendar';
import type { Customer } from '../model/event';

const YEAR = 365 * DAY;

/**
 * Under which keys records are kept. They go from special to general: the server looks a record up by the first of the
 * keys that it is asked for, and an index by one that few records have finds few. The last one is the record's family.
 */
export type Keys = readonly [...string[], Family];

/**
 * Every family of records, and what it holds.
 *
 * - `customer`: something about a customer. Each record carries `customerKey`, so `/workflow forget` finds it.
 * - `passing`: what is going on just now, over within hours; forget takes out what is over.
 * - `nobody`: nothing about customers, but for ids of conversations and of those who were forgotten.
 */
export const FAMILIES = {
  runs: 'customer',
  later: 'customer',
  wait_ends: 'customer',
  question_ends: 'customer',
  once_marks: 'customer',
  notes: 'customer',
  customer_tags: 'customer',
  seen_customers: 'customer',
  earlier_conversations: 'customer',
  agents_before: 'customer',
  traces: 'customer',
  journal: 'passing',
  ledger: 'passing',
  agents_before_since: 'nobody',
  alive: 'nobody',
  checked: 'nobody',
  claims: 'nobody',
  forgotten: 'nobody',
  good_rules: 'nobody',
  good_settings: 'nobody',
  history: 'nobody',
  mute: 'nobody',
  passes: 'nobody',
  round_robin: 'nobody',
  run_records: 'nobody',
  schedule_marks: 'nobody',
  switched_to_watch: 'nobody',
  swept: 'nobody',
  told: 'nobody',
  view: 'nobody',
} as const;

export type Family = keyof typeof FAMILIES;

/** Families of an earlier version whose records have no time of their own. They are read, and no longer written. */
export const EARLIER_FAMILIES: readonly string[] = ['once', 'note', 'contact_tags', 'customer'];

/** How long records are kept that go by their own time, ms. README has the same in words. */
export const KEPT = {
  /** After it was written. */
  note: 2 * YEAR,
  /** After they were changed last. */
  tags: 2 * YEAR,
  /** After a conversation of the customer was seen last. */
  seen: 2 * YEAR,
  /** A turn of `once` without `within`; with it, as long as that is. */
  turn: 2 * YEAR,
  /** After the customer's latest conversation ended. */
  ended: YEAR,
  /** After the event. */
  traces: 3 * DAY,
  /** That something was forgotten: all instances have heard of it by then. */
  forgotten: DAY,
  /** What an earlier version wrote, after the update. */
  earlier: 2 * YEAR,
} as const;

/** Whatever is about a customer. @param id of the visitor */
export function customerKey(id: string): string {
  return `customer:${id}`;
}

export function conversationKey(id: string): string {
  return `conversation:${id}`;
}

export type CustomerIds = Pick<Customer, 'id' | 'contactId'>;

/**
 * By what the store knows a customer. Contacts exist from 7.1 on and hold a customer's visitors together; the visitor
 * comes second so that what was written before there was a contact is still found.
 */
export function customerKeys(customer: CustomerIds): readonly string[] {
  return [...(customer.contactId ? [`contact/${customer.contactId}`] : []), `visitor/${customer.id}`];
}

/** The hour in which something was, for what goes after a time that is a setting. @param at ms since 1970 */
export function hourKey(at: number): string {
  return `hour:${new Date(at).toISOString().slice(0, 13)}`;
}

/** The same by the day, as an earlier version wrote it. */
export function dayKey(at: number): string {
  return `day:${utcDay(at)}`;
}

/** `2026-12-24`. @param at ms since 1970 */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The hour after which the record goes. @param at ms since 1970, or Infinity: then it stays */
export function untilKey(at: number): string {
  return `until:${Math.floor(at / HOUR)}`;
}
