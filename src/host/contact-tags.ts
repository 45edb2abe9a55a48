import { customerKey, customerKeys, KEPT, untilKey, type CustomerIds } from '../ports/keys';
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
  /** ms since 1970; an earlier version did not say. */
  readonly at?: number;
  /** Those of all contacts; an earlier version wrote those of one, which count beside them until they are written anew. */
  readonly all?: true;
}

const TAGS = 'customer_tags';
const EARLIER_TAGS = 'contact_tags';

/** Of all contacts of a visitor. By `customerKey` a server would look at all that there is about them. */
const tagsKey = (visitor: string): string => `tags:${visitor}`;

/** The tags that the app keeps itself: of a customer with several contacts those that were written last. */
export async function readStoredTags(store: Store, customer: CustomerIds): Promise<readonly string[]> {
  const [key = '', ...older] = customerKeys(customer);
  const ofAll = tagsKey(customer.id);
  const found = await Promise.all([readUnder(store, key, ofAll), ...older.map((each) => readUnder(store, each))]);
  return mergeTags(
    [],
    found.flatMap((each) => [each[0], each.find(({ all }) => !all)]).flatMap((each) => each?.tags ?? []),
  );
}

/** Keeps these and no others. @param now ms since 1970 */
export async function writeStoredTags(
  store: Store,
  customer: CustomerIds,
  tags: readonly string[],
  now: number,
): Promise<void> {
  const [key = '', ...older] = customerKeys(customer);
  const until = untilKey(now + KEPT.tags);
  const before = await readUnder(store, key);
  const keys = [key, tagsKey(customer.id), customerKey(customer.id), until, TAGS] as const;
  if (tags.length > 0) await store.write<StoredTags>(keys, { v: 1, tags, at: now, all: true });
  // Where it was before comes last: until then both are there, and the later one counts.
  for (const { at } of before) {
    const was = at === undefined ? undefined : untilKey(at + KEPT.tags);
    if (was === undefined) await store.remove([key, EARLIER_TAGS]);
    else if (was !== until || tags.length === 0) await store.remove([key, was, TAGS]);
  }
  if (tags.length === 0) older.push(tagsKey(customer.id));
  for (const each of older) for (const family of [TAGS, EARLIER_TAGS]) await store.remove([each, family]);
}

/** The latest first. Notes stand under the same key. */
async function readUnder(store: Store, ...keys: readonly string[]): Promise<readonly StoredTags[]> {
  const found = (await Promise.all(keys.map((key) => store.read<StoredTags>([key])))).flat();
  return found.filter(({ tags }) => Array.isArray(tags)).toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0));
}
