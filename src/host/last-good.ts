import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';
import { asObject, asString } from '../util/json';

/**
 * What goes on while what stands in the settings is wrong, for a restart meanwhile. It is kept for as long as the
 * settings are wrong and no longer: a rules document has its secrets in it.
 */
export interface LastGood<T> {
  readonly keep: (value: T) => Promise<void>;
  /** Undefined when nothing is kept. */
  readonly kept: () => Promise<T | undefined>;
  readonly forget: () => Promise<void>;
}

/** The rules document, as it stood in the settings. */
export function lastGoodRules(store: Store): LastGood<string> {
  return lastGood(store, 'good_rules', 'rules', asString);
}

/** What the check found of the document in the settings: as a text, which a server hands over sooner than its parts. */
export function lastCheck<T extends object>(store: Store): LastGood<T> {
  const { keep, kept, forget } = lastGood(store, 'checked', 'check', asString);
  return {
    keep: (value) => keep(JSON.stringify(value)),
    kept: async () => {
      const text = await kept();
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    forget,
  };
}

/** Those of the settings of opening hours that are wrong now, by their ids. */
export function lastGoodSettings(store: Store): LastGood<Readonly<Record<string, unknown>>> {
  return lastGood(store, 'good_settings', 'settings', asObject);
}

function lastGood<T>(
  store: Store,
  key: 'good_rules' | 'good_settings' | 'checked',
  member: string,
  read: (value: unknown) => T | undefined,
): LastGood<T> {
  return {
    keep: (value) => store.write<StoredRecord>([key], { v: 1, [member]: value }),
    kept: async () => read(asObject((await store.read<StoredRecord>([key]))[0])?.[member]),
    forget: () => store.remove([key]),
  };
}
