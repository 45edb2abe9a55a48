import { randomBytes } from 'node:crypto';
import { copy } from '../copy';

export interface Association {
  model: string;
  id: string;
}

export interface PersistedRecord {
  id: string;
  appId: string;
  associations: Association[];
  data: object;
}

/** One turn of the loop: between two commands of a database other callers get their turn. */
const otherCallers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const same = (a: Association, b: Association): boolean => a.id === b.id && a.model === b.model;

function mustBeObject(data: unknown): void {
  if (typeof data !== 'object') throw new Error('Attempted to store an invalid data type, it must be an object.');
}

/** A query of the app, and how many documents the server's database looks at for it. */
export interface Look {
  /** As asked for, in this order. */
  keys: readonly string[];
  documents: number;
}

/**
 * The app's records, as the server keeps them (HOST F): the index over associations is not unique, there is no
 * compare-and-set, and removing is find, then delete, so two callers may both get the same record.
 * @param looks where queries are noted, with what an index over the associations costs each: every document that carries
 * the first of those asked for is looked at; undefined where nobody wants to know
 */
export function persistenceBridge(records: () => PersistedRecord[], looks: () => Look[] | undefined = () => undefined) {
  const tell = (associations: readonly Association[]): void => {
    const [first] = associations;
    const list = looks();
    if (first === undefined || list === undefined) return;
    let documents = 0;
    for (const record of records()) if (record.associations.some((has) => same(has, first))) documents += 1;
    list.push({ keys: associations.map(({ id }) => id), documents });
  };

  const hasAll = (record: PersistedRecord, associations: Association[]): boolean => {
    // Loops, since every call of the app goes through all records here.
    wanted: for (const wanted of associations) {
      for (const has of record.associations) if (same(has, wanted)) continue wanted;
      return false;
    }
    return true;
  };

  /** $all: the record has every association asked for, and maybe others; an empty list matches nothing. */
  const matching = (associations: Association[], appId: string): PersistedRecord[] =>
    associations.length === 0
      ? []
      : records().filter((record) => record.appId === appId && hasAll(record, associations));

  const insert = (data: object, associations: Association[], appId: string): string => {
    const id = randomBytes(12).toString('hex');
    records().push({ id, appId, associations: copy(associations), data: copy(data) });
    return id;
  };

  const drop = (doomed: PersistedRecord[]): void => {
    for (const record of doomed) {
      const index = records().indexOf(record);
      if (index >= 0) records().splice(index, 1);
    }
  };

  return {
    async purge(appId: string): Promise<void> {
      drop(records().filter((record) => record.appId === appId));
    },
    async create(data: object, appId: string): Promise<string> {
      mustBeObject(data);
      return insert(data, [], appId);
    },
    async createWithAssociations(data: object, associations: Association[], appId: string): Promise<string> {
      mustBeObject(data);
      return insert(data, associations, appId);
    },
    /** By id alone: the server does not ask whose record it is. */
    async readById(id: string): Promise<object | undefined> {
      return records().find((record) => record.id === id)?.data;
    },
    async readByAssociations(associations: Association[], appId: string): Promise<object[]> {
      tell(associations);
      return matching(associations, appId).map((record) => record.data);
    },
    async remove(id: string, appId: string): Promise<object | undefined> {
      const record = records().find((entry) => entry.id === id && entry.appId === appId);
      if (record === undefined) return undefined;
      await otherCallers();
      drop([record]);
      return record.data;
    },
    async removeByAssociations(associations: Association[], appId: string): Promise<object[] | undefined> {
      tell(associations);
      const found = matching(associations, appId);
      if (found.length === 0) return undefined;
      await otherCallers();
      drop(found);
      return found.map((record) => record.data);
    },
    async update(): Promise<string> {
      throw new Error('Not implemented.');
    },
    /** updateOne with the exact list, order included; two callers that upsert at once make two records. */
    async updateByAssociations(
      associations: Association[],
      data: object,
      upsert: boolean,
      appId: string,
    ): Promise<string> {
      mustBeObject(data);
      tell(associations);
      const record = records().find(
        (entry) =>
          entry.associations.length === associations.length &&
          entry.appId === appId &&
          entry.associations.every((has, index) => same(has, associations[index] as Association)),
      );
      if (record !== undefined) {
        record.data = copy(data);
        return '';
      }
      if (!upsert) return '';
      await otherCallers();
      return insert(data, associations, appId);
    },
  };
}
