import type { StoredRecord } from '../model/record';
import type { Keys } from './keys';

export interface Store {
  /** All records that carry every one of these keys. No order is promised. */
  read<T extends StoredRecord>(keys: readonly string[]): Promise<T[]>;
  /** Creates or replaces the one record with exactly these keys. */
  write<T extends StoredRecord>(keys: Keys, record: T): Promise<void>;
  /** Creates a record without looking for an old one: one call, for records whose keys are new for certain. */
  create<T extends StoredRecord>(keys: Keys, record: T): Promise<void>;
  /** Removes all records that carry every one of these keys. */
  remove(keys: readonly string[]): Promise<void>;
}
