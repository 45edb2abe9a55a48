import { message } from '../text/message';
import { HostError } from './host';
import type { Store } from './store';

/**
 * Looks whether a record is there that has just been written: without the permission the server drops it and says
 * nothing, and reads nothing either. Throws a HostError with the sentence when it is not.
 */
export async function insistKept(store: Store, keys: readonly string[]): Promise<void> {
  if ((await store.read(keys)).length === 0) throw new HostError(message('reason_record_not_kept'));
}
