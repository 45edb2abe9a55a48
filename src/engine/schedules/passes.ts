import type { Schedule } from '../../catalogue/document';
import { hourKey, type Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { StoredRecord } from '../../model/record';
import type { Text } from '../../text/message';

/** What became of one conversation. `would`: a plan, or a rule in watch mode. */
export const RESULTS = ['ran', 'waits', 'would', 'no', 'unclear', 'held_back', 'muted', 'gone'] as const;
export type Result = (typeof RESULTS)[number];

/**
 * A rule goes through conversations, one after the other: because its time has come, because somebody applies it, or to
 * find out for somebody where it would run. On record, and kept while it goes on so that it outlives a crash.
 */
export interface Pass extends StoredRecord {
  readonly v: 1;
  readonly id: string;
  readonly kind: 'time' | 'plan' | 'apply';
  readonly rule: string;
  readonly print: string;
  /** The time that it is for, ms since 1970; for others when it was asked for. */
  readonly at: number;
  /** When it began, ms since 1970. */
  readonly began: number;
  /** Who has it in hand, and since when it was written down so, ms since 1970. */
  readonly instance: string;
  readonly marked: number;
  readonly over: NonNullable<Schedule['over']>;
  /** The username of whoever asked for it. */
  readonly by?: string;
  /** Times before it that were missed, and that it stands in for. */
  readonly missed?: number;
  /** Ids of what it goes through, the oldest first; undefined until that is known, and when it is over. */
  readonly conversations?: readonly string[];
  /** How many they are. */
  readonly total?: number;
  /** Whose list that is. */
  readonly listed?: 'connection' | 'known' | 'plan';
  /** There were more than may be looked at in one go. */
  readonly more?: true;
  /** How many of them are behind it. */
  readonly done: number;
  readonly counts: Readonly<Partial<Record<Result, number>>>;
  /** For a plan: where the rule would run. */
  readonly found?: readonly string[];
  /** The server's limits are waited for until then, ms since 1970. */
  readonly rests?: number;
  /** ms since 1970; undefined while it goes on. */
  readonly ended?: number;
  /** Why it did not go to its end, or was not begun. */
  readonly reason?: Text;
}

interface Stop extends StoredRecord {
  readonly v: 1;
  readonly who: string;
}

/** Up to when the times of a rule are behind it. A rule that was changed begins anew. */
export interface Mark extends StoredRecord {
  readonly v: 1;
  readonly rule: string;
  readonly print: string;
  /** ms since 1970. */
  readonly to: number;
}

/** Of one rule: some come every minute. */
const MOST_KEPT = 20;

const PASSES = 'passes';
const GOING = 'going';
const MARKS = 'schedule_marks';

/** Passes in the store: those that go on, and those that are over. */
export interface Passes {
  get(id: string): Promise<Pass | undefined>;
  going(): Promise<readonly Pass[]>;
  /** Of a rule, the latest first. */
  ofRule(rule: string): Promise<readonly Pass[]>;
  keep(pass: Pass): Promise<void>;
  /** It is over. */
  end(pass: Pass): Promise<void>;
  stop(pass: Pass, who: string): Promise<void>;
  /** Who has stopped it. */
  stopped(id: string): Promise<string | undefined>;
  marks(): Promise<readonly Mark[]>;
  mark(mark: Mark): Promise<void>;
  unmark(rule: string): Promise<void>;
}

export function createPasses(store: Store): Passes {
  async function ofRule(rule: string): Promise<readonly Pass[]> {
    const found = await store.read<Pass>([ofRuleKey(rule), PASSES]);
    const ids = [...new Set(found.map(({ id }) => id))];
    const each = ids.flatMap((id) => latest(found.filter((pass) => pass.id === id)) ?? []);
    return each.toSorted((a, b) => b.began - a.began);
  }

  return {
    get: async (id) => latest(await store.read<Pass>([passKey(id), PASSES])),
    going: async () => {
      const found = await store.read<Pass>([GOING, PASSES]);
      return found.filter(({ ended }) => ended === undefined);
    },
    ofRule,
    keep: (pass) => store.write(goingKeys(pass), pass),
    end: async ({ conversations: _conversations, ...pass }) => {
      await store.write(keysOf(pass), pass);
      await store.remove([passKey(pass.id), GOING]);
      for (const { id } of (await ofRule(pass.rule)).slice(MOST_KEPT)) await store.remove([passKey(id), PASSES]);
    },
    stop: ({ id, began }, who) => store.write<Stop>([stopKey(id), hourKey(began), PASSES], { v: 1, who }),
    stopped: async (id) => (await store.read<Stop>([stopKey(id), PASSES]))[0]?.who,
    marks: () => store.read<Mark>([MARKS]),
    mark: (mark) => store.write(markKeys(mark.rule), mark),
    unmark: (rule) => store.remove(markKeys(rule)),
  };
}

/** While one goes on there is one record of it; a crash as it ended may have left both. */
function latest(found: readonly Pass[]): Pass | undefined {
  return found.find(({ ended }) => ended !== undefined) ?? found[0];
}

function keysOf({ id, rule, began }: Pass): Keys {
  return [passKey(id), ofRuleKey(rule), hourKey(began), PASSES];
}

function goingKeys({ id, rule, began }: Pass): Keys {
  return [passKey(id), ofRuleKey(rule), hourKey(began), GOING, PASSES];
}

const passKey = (id: string): string => `pass:${id}`;
const stopKey = (id: string): string => `stop:${id}`;
const ofRuleKey = (rule: string): string => `passes:${rule}`;
const markKeys = (rule: string): Keys => [`schedule:${rule}`, MARKS];
