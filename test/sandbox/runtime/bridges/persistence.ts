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

/** The records of a list by their associations, for all instances of a server. */
interface Index {
  having(association: Association): readonly PersistedRecord[];
  add(record: PersistedRecord): void;
  remove(record: PersistedRecord): void;
}

const indexes = new WeakMap<PersistedRecord[], Index>();

function indexOf(list: PersistedRecord[]): Index {
  const index = indexes.get(list) ?? createIndex(list);
  indexes.set(list, index);
  return index;
}

/** Tests change the list by themselves: what is not as it was indexed is indexed anew. */
function createIndex(list: PersistedRecord[]): Index {
  const byKey = new Map<string, PersistedRecord[]>();
  let seen: readonly unknown[] = [];
  const keyOf = ({ model, id }: Association): string => `${model} ${id}`;
  const state = (): readonly unknown[] => [list.length, list[0], list.at(-1)];

  const put = (record: PersistedRecord): void => {
    for (const key of new Set(record.associations.map(keyOf))) {
      const alike = byKey.get(key);
      if (alike) alike.push(record);
      else byKey.set(key, [record]);
    }
  };
  const catchUp = (): void => {
    if (state().every((each, at) => each === seen[at])) return;
    byKey.clear();
    list.forEach(put);
    seen = state();
  };

  return {
    having: (association) => {
      catchUp();
      return byKey.get(keyOf(association)) ?? [];
    },
    add: (record) => {
      catchUp();
      list.push(record);
      put(record);
      seen = state();
    },
    remove: (record) => {
      catchUp();
      const at = list.indexOf(record);
      if (at < 0) return;
      list.splice(at, 1);
      for (const key of new Set(record.associations.map(keyOf)))
        byKey.set(key, byKey.get(key)?.filter((each) => each !== record) ?? []);
      seen = state();
    },
  };
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
  const having = (association: Association): readonly PersistedRecord[] => indexOf(records()).having(association);

  const tell = (associations: readonly Association[]): void => {
    const [first] = associations;
    const list = looks();
    if (first === undefined || list === undefined) return;
    list.push({ keys: associations.map(({ id }) => id), documents: having(first).length });
  };

  /** $all: the record has every association asked for, and maybe others; an empty list matches nothing. */
  const matching = (associations: Association[], appId: string): PersistedRecord[] => {
    const [fewest] = associations.map(having).sort((a, b) => a.length - b.length);
    const hasAll = (record: PersistedRecord): boolean =>
      associations.every((wanted) => record.associations.some((has) => same(has, wanted)));
    return fewest?.filter((record) => record.appId === appId && hasAll(record)) ?? [];
  };

  const insert = (data: object, associations: Association[], appId: string): string => {
    const id = randomBytes(12).toString('hex');
    indexOf(records()).add({ id, appId, associations: copy(associations), data: copy(data) });
    return id;
  };

  const drop = (doomed: PersistedRecord[]): void => doomed.forEach((record) => indexOf(records()).remove(record));

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
      const alike = associations[0] ? having(associations[0]) : records();
      const record = alike.find(
        (entry) =>
          entry.associations.length === associations.length &&
          entry.appId === appId &&
          entry.associations.every((has, at) => same(has, associations[at] as Association)),
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
