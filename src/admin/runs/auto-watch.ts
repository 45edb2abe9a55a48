import type { RunRecord } from '../../model/run';
import type { StoredRecord } from '../../model/record';
import { message, type Text } from '../../text/message';
import type { Broken, RunCounts } from './run-counts';
import type { Mode } from '../../catalogue/document';
import { idOf } from '../rule-book/raw-document';
import type { RuleBook } from '../rule-book/rule-book';
import type { Log } from '../../ports/log';
import type { Store } from '../../ports/store';
import { isObject } from '../../util/json';

/**
 * A rule that fails for the same lasting cause in so many conversations, of so many customers, is broken and goes to
 * `watch` by itself (DESIGN.md 3): nobody can bring that about by writing alone.
 */
const MOST_CONVERSATIONS = 3;
const MOST_CUSTOMERS = 2;

/** A rule that the app has switched to `watch`, for as long as nobody has looked after it. */
export interface Switched extends StoredRecord {
  readonly v: 1;
  readonly rule: string;
  readonly name: string;
  /** ms since 1970. */
  readonly at: number;
  readonly reason: Text;
}

export interface AutoWatchParts {
  /** The rules in force. */
  readonly rules: () => readonly { readonly id: string | null; readonly mode: Mode }[];
  /** Opened when a rule is switched. */
  readonly book: () => Pick<RuleBook, 'read' | 'change'>;
  readonly runCounts: Pick<RunCounts, 'brokenBy' | 'forgive'>;
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  /** A rule has been switched: who has to know is told. */
  readonly switched: () => Promise<void>;
}

export interface AutoWatch {
  /** Looks at each run that is over, and takes a rule that is broken out of the way. */
  readonly ran: (run: RunRecord) => void;
  /** Rules that were switched and still watch. */
  readonly list: () => Promise<readonly Switched[]>;
  /** The rules have been read: what somebody has looked after is forgotten, and what has failed of rules that watch. */
  readonly tidy: () => Promise<void>;
}

const SWITCHED = 'switched_to_watch';

export function createAutoWatch({ rules, book, runCounts, store, log, now, switched }: AutoWatchParts): AutoWatch {
  const switching = new Set<string>();

  const watches = ({ rule: id }: Switched): boolean => rules().some((rule) => rule.id === id && rule.mode === 'watch');

  async function toWatch({ rule: id, name }: RunRecord, { cause, conversations }: Broken): Promise<void> {
    const why = message('history_why_broken', { count: conversations.length, reason: cause });
    let isOff = false;
    for (let tries = 0; tries < 3 && !isOff; tries++) {
      const { change, read } = book();
      const { rules, version } = read();
      if (rules.find((rule) => rule.id === id)?.mode !== 'live') return;
      const changed = await change(
        'app',
        version,
        (document) => ({
          ...document,
          rules: document.rules.map((rule) =>
            isObject(rule) && idOf(rule) === id ? { ...rule, mode: 'watch' } : rule,
          ),
        }),
        why,
        { tolerant: true },
      );
      isOff = changed.ok;
    }
    if (!isOff) return log.error(`rule "${id}" is broken and could not be switched to watch: its document changes`);
    await store.write([`rule:${id}`, SWITCHED], { v: 1, rule: id, name, at: now(), reason: cause } satisfies Switched);
    await switched();
  }

  return {
    ran: (run) => {
      const { rule } = run;
      const broken = run.mode === 'live' ? runCounts.brokenBy(rule) : undefined;
      if (!broken || switching.has(rule)) return;
      if (broken.conversations.length < MOST_CONVERSATIONS || broken.customers.length < MOST_CUSTOMERS) return;
      switching.add(rule);
      toWatch(run, broken)
        .catch((error: unknown) => log.error(`rule "${rule}" could not be switched to watch: ${String(error)}`))
        .finally(() => switching.delete(rule));
    },
    list: async () => {
      const all = (await store.read<Switched>([SWITCHED])).filter(watches).sort((one, other) => one.at - other.at);
      // An earlier version wrote it under other keys: the later one stands.
      return [...new Map(all.map((each) => [each.rule, each])).values()];
    },
    tidy: async () => {
      // Whoever has switched it: at each instance it begins anew.
      for (const { id, mode } of rules()) if (id !== null && mode === 'watch') runCounts.forgive(id);
      const over = (await store.read<Switched>([SWITCHED])).filter((each) => !watches(each));
      for (const { rule } of over) await store.remove([`rule:${rule}`, SWITCHED]);
    },
  };
}
