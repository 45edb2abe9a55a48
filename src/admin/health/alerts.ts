import { HOUR } from '../../model/calendar';
import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import { message, type Text } from '../../text/message';
import type { Problem } from './problem';
import type { StoredRecord } from '../../model/record';

/** What the alert room has been told of and is not over. */
interface Told extends StoredRecord {
  readonly v: 1;
  readonly ailments: readonly {
    readonly key: string;
    readonly text: Text;
    readonly instance?: string;
    /** ms since 1970. */
    readonly since: number;
  }[];
}

export interface AlertParts {
  readonly store: Store;
  readonly instance: string;
  readonly now: () => number;
  /** False: there is no alert room. Rejects when it cannot be told. */
  readonly tell: (sentences: readonly Text[]) => Promise<boolean>;
}

const KEYS = ['health', 'told'] as const satisfies Keys;
/** What only a gone instance knew of is let go after so long, ms. */
const FORGET = HOUR;
const MOST = 20;

/** Tells each trouble once when it comes and once when it goes, not with every look. */
export function createAlerts({ store, instance, now, tell }: AlertParts) {
  return {
    async compare(problems: readonly Problem[]): Promise<void> {
      const told = (await store.read<Told>(KEYS))[0]?.ailments ?? [];
      const mine = (each: Told['ailments'][number]): boolean =>
        each.instance === undefined || each.instance === instance || now() - each.since > FORGET;
      const gone = told.filter((each) => mine(each) && !problems.some(({ key }) => key === each.key));
      const come = problems.filter(({ key }) => !told.some((each) => each.key === key));
      if (gone.length === 0 && come.length === 0) return;
      const lines = [
        ...come.map((each) => message('health_turned_bad', { problem: each.text })),
        ...gone.map((each) => message('health_turned_good', { problem: each.text })),
      ];
      const more = lines.length - MOST;
      const sentences = more <= 0 ? lines : [...lines.slice(0, MOST), message('history_more', { count: more })];
      // One message: a server that is down makes many troubles at once. Told first: what was not told is told again.
      await tell(sentences);
      const kept = told.filter((each) => !gone.includes(each));
      const added = come.map(({ key, text: problem, instance: own }) => ({
        key,
        text: problem,
        since: now(),
        ...(own && { instance }),
      }));
      await store.write(KEYS, { v: 1, ailments: [...kept, ...added] } satisfies Told);
    },
  };
}
