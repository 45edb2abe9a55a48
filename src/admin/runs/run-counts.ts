import { utcDay } from '../../ports/keys';
import { DAY, MINUTE } from '../../model/calendar';
import { isDeepStrictEqual } from 'util';
import { actionOf } from '../../catalogue/actions';
import type { Action } from '../../catalogue/actions/action';
import { lasts } from '../../catalogue/actions/refusals';
import { conversationAssigned, conversationClosed } from '../../catalogue/events';
import { type RunRecord, type Standing, outcomeOf } from '../../model/run';
import type { Text } from '../../text/message';
import type { Store } from '../../ports/store';
import type { StoredRecord } from '../../model/record';
import { lazily } from '../../util/lazily';

/**
 * Counts of runs by rule and day. The server's store can neither count nor read the newest of many, so each instance
 * counts what it ran and writes its counts down now and then; a crash loses the counts of the last seconds, never a
 * run's record.
 */
export interface RunCounts {
  /** A run is over, or has gone on after a failure that passed (`again`). */
  readonly count: (run: RunRecord, again?: boolean) => void;
  /** Something has happened in this conversation. */
  readonly met: (conversation: string) => void;
  /** These rules are in the document: from now on it is known since when. */
  readonly known: (rules: readonly string[]) => void;
  /** What a live rule has failed of again and again, as far as this instance knows; it has not been done since. */
  readonly brokenBy: (rule: string) => Broken | undefined;
  /** It begins anew: the rule has been changed. */
  readonly forgive: (rule: string) => void;
  /** Of all instances together. */
  readonly stats: () => Promise<ReadonlyMap<string, RuleStats>>;
  /** Of all rules and instances together. */
  readonly totals: () => Promise<Totals>;
  /** Conversations that the app has met, whether rules ran there or not, newest first. */
  readonly conversations: () => Promise<readonly string[]>;
  /** Reads what was counted before, once; what comes until then counts when that is over. */
  readonly load: () => Promise<void>;
  /** Forgets a customer and these conversations, in what this instance has counted. @param customer id of the visitor */
  readonly forget: (customer: string, conversations: readonly string[]) => Promise<void>;
  /** Writes down what has been counted; nothing when nothing has. */
  readonly flush: () => Promise<void>;
}

/** One cause that does not pass, and where it was met. */
export interface Broken {
  readonly cause: Text;
  /** Ids; at most `REMEMBERED` of each. */
  readonly conversations: readonly string[];
  readonly customers: readonly string[];
}

export interface LastRun {
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly conversation: string;
  readonly outcome: Standing;
}

/** What there is to say of one rule. */
export interface RuleStats {
  /** Known since, ms since 1970. */
  readonly since: number;
  readonly last?: LastRun;
  /** Of seven days, today included. */
  readonly runs: number;
  readonly failures: number;
  /** Runs of each of fourteen days, today last. */
  readonly days: readonly number[];
}

/** What the rules have done for customers in seven days, today included. */
export interface Totals {
  readonly messages: number;
  readonly assigned: number;
  readonly closed: number;
}

interface Counted {
  since: number;
  last?: LastRun;
  broken?: Broken;
  days: Record<string, Day>;
}

interface Day extends Partial<Totals> {
  readonly runs: number;
  readonly failures: number;
}

interface Page extends StoredRecord {
  readonly v: 1;
  readonly instance: string;
  /** When it was written, ms since 1970. */
  readonly at: number;
  readonly rules: Readonly<Record<string, Counted>>;
  /** Newest last. */
  readonly conversations: readonly { readonly id: string; readonly at: number }[];
}

const LEDGER = 'ledger';
/** Days that are kept, and those of the sums. */
const DAYS = 14;
const SUMMED = 7;
/** As many as one time of a rule goes through. */
const CONVERSATIONS = 500;
const REMEMBERED = 10;
/** Counts older than this are in no sum any more: what is left of such a page is taken over by whoever finds it. */
const OLD_PAGE = (DAYS + 2) * DAY;
/** While rules run, counts are written down so often, ms; and with every sweep. No timer: an idle app asks nothing. */
const WRITE_EVERY = MINUTE;

export interface RunCountsParts {
  readonly store: Store;
  readonly instance: string;
  readonly now: () => number;
  /** Has the server handed over what is needed for writing? */
  readonly canWrite: () => boolean;
  readonly onError: (error: unknown) => void;
}

export function createRunCounts({ store, instance, now, canWrite, onError }: RunCountsParts): RunCounts {
  const rules = new Map<string, Counted>();
  /** Of which this instance knows what stands on no other page: only those are on its own. */
  const own = new Set<string>();
  /** Instances whose pages it has taken over into its own. */
  const takenOver = new Set<string>();
  /** What has come before the pages were read. */
  let early: (() => void)[] | undefined = [];
  const conversations = new Map<string, number>();
  let dirty = false;
  let written = now();

  function of(rule: string): Counted {
    let counted = rules.get(rule);
    if (!counted) rules.set(rule, (counted = { since: now(), days: {} }));
    return counted;
  }

  /** What this instance alone knows of it. */
  function ownOf(rule: string): Counted {
    own.add(rule);
    dirty = true;
    return of(rule);
  }

  function whenRead(work: () => void): void {
    if (early) early.push(work);
    else work();
  }

  function count(run: RunRecord, again: boolean): void {
    const counted = ownOf(run.rule);
    const day = counted.days[utcDay(run.at)] ?? { runs: 0, failures: 0 };
    const outcome = outcomeOf(run);
    const pending = run.actions.some((action) => action.again !== undefined);
    const failed = outcome === 'failed' && !pending;
    counted.days[utcDay(run.at)] = {
      ...day,
      runs: day.runs + (again ? 0 : 1),
      failures: day.failures + (failed ? 1 : 0),
      // The record of a run that goes on has all that it has done: it counts when it is through.
      ...plus(day, pending ? NOTHING : doneIn(run)),
    };
    if (run.mode === 'live') counted.broken = brokenAfter(counted.broken, run);
    if (run.at >= (counted.last?.at ?? 0))
      counted.last = { id: run.id, at: run.at, conversation: run.conversation, outcome };
  }

  function met(conversation: string): void {
    conversations.delete(conversation);
    conversations.set(conversation, now());
    if (conversations.size > CONVERSATIONS) conversations.delete(conversations.keys().next().value!);
    dirty = true;
  }

  /** What this instance has counted. */
  function ownPage(): Page {
    const met = [...conversations].map(([id, at]) => ({ id, at }));
    const counted = [...rules].filter(([id]) => own.has(id));
    return { v: 1, instance, at: now(), rules: Object.fromEntries(counted), conversations: met };
  }

  async function read(): Promise<void> {
    try {
      const stored = await store.read<Page>([LEDGER]);
      // Of one last run that page is right that was written last: there it may have been forgiven.
      for (const page of stored.toSorted((one, other) => one.at - other.at)) {
        const isOld = now() - page.at > OLD_PAGE;
        if (isOld) takenOver.add(page.instance);
        for (const [id, { since, last, broken }] of Object.entries(page.rules)) {
          const counted = isOld ? ownOf(id) : of(id);
          if (last && last.at >= (counted.last?.at ?? 0)) Object.assign(counted, { last, broken });
          counted.since = Math.min(counted.since, since);
        }
      }
    } finally {
      early?.forEach((work) => work());
      early = undefined;
    }
  }
  const load = lazily(read);
  /** Resolves when the pages have been read, or cannot be. */
  const reading = (): Promise<void> => load().catch(() => undefined);

  async function flush(): Promise<void> {
    await reading();
    if (!dirty || !canWrite()) return;
    dirty = false;
    written = now();
    const first = utcDay(now() - (DAYS - 1) * DAY);
    for (const { days } of rules.values()) for (const day of Object.keys(days)) if (day < first) delete days[day];
    try {
      await store.write([`instance:${instance}`, LEDGER], ownPage());
      for (const each of takenOver) {
        await store.remove([`instance:${each}`, LEDGER]);
        takenOver.delete(each);
      }
    } catch (error) {
      dirty = true;
      throw error;
    }
  }

  async function pages(): Promise<readonly Page[]> {
    await reading();
    const stored = (await store.read<Page>([LEDGER])).filter((page) => page.v === 1 && page.instance !== instance);
    return [...stored, ownPage()];
  }

  return {
    count: (run, again = false) => {
      whenRead(() => count(run, again));
      met(run.conversation);
      if (now() - written >= WRITE_EVERY) flush().catch(onError);
    },
    met,
    known: (ids) => whenRead(() => ids.filter((id) => !rules.has(id)).forEach(ownOf)),
    brokenBy: (rule) => rules.get(rule)?.broken,
    forgive: (rule) =>
      whenRead(() => {
        if (rules.get(rule)?.broken) ownOf(rule).broken = undefined;
      }),
    stats: async () => {
      const days = Array.from({ length: DAYS }, (_, index) => utcDay(now() - (DAYS - 1 - index) * DAY));
      const sums = new Map<string, RuleStats>();
      for (const page of await pages())
        for (const [id, counted] of Object.entries(page.rules)) sums.set(id, add(sums.get(id), counted, days));
      return sums;
    },
    totals: async () => {
      const first = utcDay(now() - (SUMMED - 1) * DAY);
      const all = (await pages())
        .flatMap((page) => Object.values(page.rules))
        .flatMap(({ days }) => Object.entries(days));
      return all.reduce((sum: Totals, [day, done]) => (day < first ? sum : plus(sum, done)), NOTHING);
    },
    conversations: async () => {
      const all = (await pages()).flatMap((page) => page.conversations).sort((a, b) => b.at - a.at);
      return [...new Set(all.map(({ id }) => id))].slice(0, CONVERSATIONS);
    },
    load,
    forget: async (customer, gone) => {
      await reading();
      for (const id of gone) conversations.delete(id);
      for (const [id, counted] of rules) rules.set(id, without(counted, customer, gone));
      dirty = true;
      await flush();
      // Another instance that lives writes its own page over it, with no more than ids in it.
      for (const page of await store.read<Page>([LEDGER])) {
        const counts = Object.entries(page.rules).map(([id, each]) => [id, without(each, customer, gone)] as const);
        const left = page.conversations.filter(({ id }) => !gone.includes(id));
        const clean: Page = { ...page, rules: Object.fromEntries(counts), conversations: left };
        if (page.instance === instance || isDeepStrictEqual(clean, page)) continue;
        await store.remove([`instance:${page.instance}`, LEDGER]);
        await store.create([`instance:${page.instance}`, LEDGER], clean);
      }
    },
    flush,
  };
}

const NOTHING: Totals = { messages: 0, assigned: 0, closed: 0 };

function plus(one: Partial<Totals>, other: Partial<Totals>): Totals {
  const sum = (key: keyof Totals): number => (one[key] ?? 0) + (other[key] ?? 0);
  return { messages: sum('messages'), assigned: sum('assigned'), closed: sum('closed') };
}

/** What customers have got of a run: by what each action's entry says that it brings about. */
function doneIn({ mode, actions }: RunRecord): Totals {
  const entries =
    mode === 'live' ? actions.filter(({ outcome }) => outcome === 'done').map(({ action }) => actionOf(action)) : [];
  const count = (is: (entry: Action) => boolean): number => entries.filter((each) => each && is(each)).length;
  return {
    messages: count(({ messagesCustomer }) => messagesCustomer),
    assigned: count(({ raises }) => raises.includes(conversationAssigned.id)),
    closed: count(({ raises }) => raises.includes(conversationClosed.id)),
  };
}

/** @param days of the sum, the oldest first */
function add(sum: RuleStats | undefined, { since, last, days: own }: Counted, days: readonly string[]): RuleStats {
  const lately = days.slice(-SUMMED).flatMap((day) => own[day] ?? []);
  const newest = last && last.at >= (sum?.last?.at ?? 0) ? last : sum?.last;
  return {
    since: Math.min(since, sum?.since ?? Infinity),
    ...(newest && { last: newest }),
    runs: lately.reduce((total, { runs }) => total + runs, sum?.runs ?? 0),
    failures: lately.reduce((total, { failures }) => total + failures, sum?.failures ?? 0),
    days: days.map((day, index) => (sum?.days[index] ?? 0) + (own[day]?.runs ?? 0)),
  };
}

/**
 * Refusals that pass, and what customers can bring about, neither count nor make good; an action that was done shows
 * that the rule is not broken.
 */
function brokenAfter(before: Broken | undefined, { actions, conversation, customer }: RunRecord): Broken | undefined {
  const cause = actions.find(
    ({ outcome, reason, again }) => outcome === 'failed' && again === undefined && lasts(reason),
  )?.reason;
  if (!cause) return actions.some(({ outcome }) => outcome === 'done' || outcome === 'already') ? undefined : before;
  const same = before && JSON.stringify(before.cause) === JSON.stringify(cause) ? before : undefined;
  const add = (ids: readonly string[] = [], id: string): readonly string[] =>
    [...new Set([...ids, id])].slice(-REMEMBERED);
  return { cause, conversations: add(same?.conversations, conversation), customers: add(same?.customers, customer) };
}

/** The same counts, in which a customer and these conversations are not named. */
function without({ last, broken, ...counted }: Counted, customer: string, gone: readonly string[]): Counted {
  const left = (ids: readonly string[], out: readonly string[]): readonly string[] =>
    ids.filter((id) => !out.includes(id));
  return {
    ...counted,
    // That it ran then names nobody.
    ...(last && { last: gone.includes(last.conversation) ? { ...last, id: '', conversation: '' } : last }),
    ...(broken && {
      broken: {
        ...broken,
        customers: left(broken.customers, [customer]),
        conversations: left(broken.conversations, gone),
      },
    }),
  };
}
