/** Tells a happening that several hooks tell of from a new one, by the event's id. */
export interface Duplicates {
  /** Has it been asked about before? Lately, that is: the server tells of one happening within seconds. */
  before(event: string): boolean;
}

/** Ids that are remembered. */
const REMEMBERED = 1_000;

export function createDuplicates(): Duplicates {
  const heard = new Set<string>();
  return {
    before: (event) => {
      if (heard.has(event)) return true;
      heard.add(event);
      if (heard.size > REMEMBERED) heard.delete(heard.values().next().value!);
      return false;
    },
  };
}
