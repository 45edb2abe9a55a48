import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';

/** The last good rules document, for a restart while the one in the settings is refused. */
interface GoodRules extends StoredRecord {
  readonly v: 1;
  /** As it stood in the settings, with its secrets. */
  readonly rules: string;
}

const KEYS = ['good_rules'];

export function keepGoodRules(store: Store, rules: string): Promise<void> {
  return store.write<GoodRules>(KEYS, { v: 1, rules });
}

/** Undefined when none was ever refused. */
export async function keptGoodRules(store: Store): Promise<string | undefined> {
  return (await store.read<GoodRules>(KEYS))[0]?.rules;
}
