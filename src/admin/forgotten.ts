import type { StoredRecord } from '../model/record';
import { INSTANCES_DIFFER } from '../ports/clock';
import { KEPT, untilKey } from '../ports/keys';
import type { Store } from '../ports/store';

/** Nothing is held any more of a customer, or of a conversation. */
interface Mark extends StoredRecord {
  readonly v: 1;
  /** Of either. */
  readonly id: string;
  /** The instance that has forgotten it. */
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
}

/** What one instance has forgotten, the others must not remember: each keeps something in memory. */
export interface Forgotten {
  /** @param ids of a customer and conversations */
  readonly tellOthers: (ids: readonly string[]) => Promise<void>;
  /** Forgets here what others have told since it was heard last. */
  readonly hear: () => Promise<void>;
}

export interface ForgottenParts {
  readonly store: Store;
  /** Names this process. */
  readonly instance: string;
  /** ms since 1970. */
  readonly now: () => number;
  /** What this process remembers. @param ids of customers and conversations */
  readonly forgetInMemory: (ids: readonly string[]) => void;
}

const FORGOTTEN = 'forgotten';

export function createForgotten({ store, instance, now, forgetInMemory }: ForgottenParts): Forgotten {
  /** When the store was asked before it answered last. */
  let heardAt = now();

  return {
    tellOthers: async (ids) => {
      const at = now();
      for (const id of ids)
        await store.write<Mark>([`forgotten:${id}`, untilKey(at + KEPT.forgotten), FORGOTTEN], {
          v: 1,
          id,
          by: instance,
          at,
        });
    },
    hear: async () => {
      const asked = now();
      const marks = await store.read<Mark>([FORGOTTEN]);
      forgetInMemory(
        marks.filter(({ by, at }) => by !== instance && at > heardAt - INSTANCES_DIFFER).map(({ id }) => id),
      );
      heardAt = asked;
    },
  };
}
