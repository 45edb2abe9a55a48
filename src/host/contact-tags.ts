import type { Customer } from '../model/event';
import type { Store } from '../ports/store';
import { mergeTags } from '../model/tags';
import type { StoredRecord } from '../model/record';

/**
 * Tags of a customer. The host has none: the app keeps them in its own store. Where the settings name a custom field of
 * the visitor, and the server has it, they stand there instead, as a list joined by commas, which agents may edit by
 * hand, and so may the customer through the widget. Tags are the same when they are the same folded; the spelling that
 * was there first stays.
 */

interface StoredTags extends StoredRecord {
  readonly v: 1;
  readonly tags: readonly string[];
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
