/**
 * The app's own records. Every record carries a version `v` (an older app's records are read by a newer one).
 * A record is found by all of its keys or by any subset; writing replaces the record with exactly these keys in this
 * order (HOST.md F: no compare-and-set, no unique index, `updateByAssociations` matches the exact array).
 */
export interface StoredRecord {
  readonly v: number;
}
