import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import type { Keys } from '../ports/keys';
import type { Store } from '../ports/store';
import { fromStored, toStored } from './nulls';
import type { StoredRecord } from '../model/record';

/** A database that is not there for a moment (a primary that changes) is asked again after so long, ms. */
const AGAIN_AFTER: readonly number[] = [250, 1_000];

/**
 * The app's records in the server's persistence. A call that fails is made again twice: each does the same when it is
 * made again, also when it had come through.
 */
export function persistentStore(
  reader: () => IPersistenceRead,
  writer: () => IPersistence,
  after: (ms: number, call: () => void) => unknown,
): Store {
  async function patiently<T>(first: () => Promise<T>, again: () => Promise<T> = first): Promise<T> {
    try {
      return await first();
    } catch (error) {
      for (const ms of AGAIN_AFTER) {
        await new Promise<void>((resume) => void after(ms, resume));
        const tried = await again().then(
          (value) => ({ value }),
          () => undefined,
        );
        if (tried) return tried.value;
      }
      throw error;
    }
  }

  const write = async (keys: Keys, record: StoredRecord): Promise<void> => {
    await writer().updateByAssociations(associations(keys), toStored(record), true);
  };
  return {
    read: <T extends StoredRecord>(keys: readonly string[]) =>
      patiently(async () =>
        (((await reader().readByAssociations(associations(keys))) ?? []) as T[]).map(fromStored<T>),
      ),
    write: (keys, record) => patiently(() => write(keys, record)),
    create: (keys, record) =>
      patiently(
        async () => void (await writer().createWithAssociations(toStored(record), associations(keys))),
        // It may be there after all.
        () => write(keys, record),
      ),
    remove: (keys) => patiently(async () => void (await writer().removeByAssociations(associations(keys)))),
  };
}

function associations(keys: readonly string[]): RocketChatAssociationRecord[] {
  return keys.map((key) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, key));
}
