import type { Customer } from '../model/event';
import { fold } from '../text/fold';
import type { Store, StoredRecord } from '../ports/store';

/**
 * Tags of a customer. The host has none: they stand in a custom field of the visitor as a list joined by commas, which
 * agents may edit by hand, or, where there is no such field, in the app's own store. Tags are the same when they are
 * the same folded; the spelling that was there first stays.
 */

interface StoredTags extends StoredRecord {
  readonly v: 1;
  readonly tags: readonly string[];
}

/** `a, b,,B` → `a`, `b`. Takes anything: a custom field may hold anything. */
export function parseTags(value: unknown): readonly string[] {
  const parts: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\n]/) : [];
  return mergeTags(
    [],
    parts.filter((part): part is string => typeof part === 'string'),
  );
}

export function formatTags(tags: readonly string[]): string {
  return tags.join(', ');
}

/** Those there are, then the new ones. A rendered tag may hold commas: it is several then. */
export function mergeTags(tags: readonly string[], added: readonly string[]): readonly string[] {
  const merged = [...tags];
  const known = new Set(merged.map((tag) => fold(tag)));
  for (const tag of added.flatMap((each) => each.split(',')).map((each) => each.trim())) {
    const folded = fold(tag);
    if (folded === '' || known.has(folded)) continue;
    known.add(folded);
    merged.push(tag);
  }
  return merged;
}

export function withoutTags(tags: readonly string[], removed: readonly string[]): readonly string[] {
  const gone = new Set(removed.flatMap((each) => each.split(',')).map((each) => fold(each)));
  return tags.filter((tag) => !gone.has(fold(tag)));
}

/** The same tags, in any order. */
export function sameTags(one: readonly string[], other: readonly string[]): boolean {
  return withoutTags(one, other).length === 0 && withoutTags(other, one).length === 0;
}

/**
 * By what the store knows a customer. Contacts exist from 7.1 on and hold a customer's visitors together; the visitor
 * comes second so that what was written before there was a contact is still found.
 */
export function customerKeys(customer: Pick<Customer, 'id' | 'contactId'>): readonly string[] {
  return [...(customer.contactId ? [`contact/${customer.contactId}`] : []), `visitor/${customer.id}`];
}

/** The tags that the app keeps itself. */
export async function readStoredTags(
  store: Store,
  customer: Pick<Customer, 'id' | 'contactId'>,
): Promise<readonly string[]> {
  const found = await Promise.all(customerKeys(customer).map((key) => store.read<StoredTags>(['contact_tags', key])));
  return mergeTags(
    [],
    found.flat().flatMap((record) => (Array.isArray(record.tags) ? (record.tags as readonly string[]) : [])),
  );
}

/** Keeps these and no others. */
export async function writeStoredTags(
  store: Store,
  customer: Pick<Customer, 'id' | 'contactId'>,
  tags: readonly string[],
): Promise<void> {
  const [key = '', ...older] = customerKeys(customer);
  for (const each of older) await store.remove(['contact_tags', each]);
  if (tags.length === 0) return store.remove(['contact_tags', key]);
  const record: StoredTags = { v: 1, tags };
  return store.write(['contact_tags', key], record);
}
