/**
 * The app's own records. Every record carries a version `v` (an older app's records are read by a newer one).
 * A record is found by all of its keys or by any subset; writing replaces the record with exactly these keys in this
 * order (HOST.md F: no compare-and-set, no unique index, `updateByAssociations` matches the exact array).
 */
export interface StoredRecord {
  readonly v: number;
}

export interface Store {
  /** All records that carry every one of these keys. No order is promised. */
  read<T extends StoredRecord>(keys: readonly string[]): Promise<T[]>;
  /** Creates or replaces the one record with exactly these keys. */
  write<T extends StoredRecord>(keys: readonly string[], record: T): Promise<void>;
  /** Creates a record without looking for an old one: one call, for records whose keys are new for certain. */
  create<T extends StoredRecord>(keys: readonly string[], record: T): Promise<void>;
  /** Removes all records that carry every one of these keys. */
  remove(keys: readonly string[]): Promise<void>;
}
