import { HOUR } from '../../model/calendar';
import type { StoredRecord } from '../../model/record';
import { EARLIER_FAMILIES, KEPT, untilKey, type Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';

interface Swept extends StoredRecord {
  readonly v: 1;
  /** Hours since 1970 whose records are gone, up to this one. */
  readonly hour: number;
  /** When it was done for the first time, ms since 1970. */
  readonly since: number;
}

/** A screen that somebody has, or had, open. */
interface StoredView extends StoredRecord {
  readonly id: string;
  /** Last used, ms since 1970. */
  readonly at: number;
}

const SWEPT = ['swept'] as const satisfies Keys;
/** Screens are kept for so long after they were used last, ms. */
const VIEWS_KEPT = 24 * HOUR;
/** Hours in one go, each a call: the rest waits for the next time. */
const AT_ONCE = 100;

/**
 * Removes the records that go by their own time (`KEPT`), those of an hour at a time.
 * @param now ms since 1970
 */
export function createExpiry(store: Store, now: () => number): () => Promise<void> {
  let swept: Swept | undefined;

  /** Those of people who have opened no other since: there are a few of each person at most. */
  async function removeViews(): Promise<void> {
    const old = (await store.read<StoredView>(['view'])).filter(({ at }) => now() - at > VIEWS_KEPT);
    for (const { id } of old) await store.remove([`view:${id}`, 'view']);
  }

  return async () => {
    const to = Math.floor(now() / HOUR) - 1;
    swept ??= (await store.read<Swept>(SWEPT))[0];
    if (swept && swept.hour >= to) return;
    // The first time nothing can be over: the app has just been installed, or updated from a version without times.
    swept ??= { v: 1, hour: to, since: now() };
    const last = Math.min(to, swept.hour + AT_ONCE);
    for (let hour = swept.hour + 1; hour <= last; hour++) await store.remove([untilKey(hour * HOUR)]);
    await removeViews();
    if (now() - swept.since > KEPT.earlier) for (const family of EARLIER_FAMILIES) await store.remove([family]);
    swept = { ...swept, hour: last };
    await store.write(SWEPT, swept);
  };
}
