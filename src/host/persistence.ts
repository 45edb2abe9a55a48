import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Store, StoredRecord } from './store';

/** The app's records in the server's persistence. */
export function persistentStore(reader: () => IPersistenceRead, writer: () => IPersistence): Store {
  return {
    read: async <T extends StoredRecord>(keys: readonly string[]) =>
      ((await reader().readByAssociations(associations(keys))) ?? []) as T[],
    write: async (keys, record) => {
      await writer().updateByAssociations(associations(keys), record, true);
    },
    create: async (keys, record) => {
      await writer().createWithAssociations(record, associations(keys));
    },
    remove: async (keys) => {
      await writer().removeByAssociations(associations(keys));
    },
  };
}

function associations(keys: readonly string[]): RocketChatAssociationRecord[] {
  return keys.map((key) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, key));
}
