import { DAY, MINUTE } from '../model/calendar';
import type { CalendarSettings } from '../calendar';
import type { Journal } from '../engine/journal';
import type { Lanes } from '../engine/lanes';
import type { KeptTraces } from '../engine/kept-traces';
import type { Traces } from '../engine/recent-traces';
import type { RunRecord } from '../model/run';
import type { Loaded, Program } from '../rules/load';
import { translate, message, type Language, type Text } from '../text/message';
import type { SettingId, SettingValues } from '../../settings/definitions';
import { parseRoster } from '../text/roster';
import type { Admin, ForPeople } from './context';
import { createForgotten, type Forgotten } from './forgotten';
import type { Problem } from './health';
import { createRunCounts, type RunCounts } from './runs/run-counts';
import { createExpiry } from './runs/expiry';
import { createMutes, type Mutes } from './runs/mutes';
import { createRunRecords, type RunRecords } from './runs/run-records';
import { modeOf } from './rule-book/raw-document';
import { createAutoWatch, type AutoWatch } from './runs/auto-watch';
import type { Log } from '../ports/log';
import type { HostKnowledge, ReadResult } from '../rules/result';

/** What administration is made of. */
export interface AdminParts extends Pick<
  Admin,
  'host' | 'waits' | 'messages' | 'questions' | 'schedules' | 'language' | 'now' | 'newId'
> {
  /** What the server lists over the connection; rejects without one. */
  readonly listsOfServer: () => Promise<HostKnowledge>;
  /** Ids of the newest conversations, over the connection; none without one. */
  readonly newestOnServer: (most: number) => Promise<readonly string[]>;
  /** Does this user stand in this room? */
  readonly isIn: (conversation: string, userId: string) => Promise<boolean>;
  readonly journal: Journal;
  readonly lanes: Pick<Lanes, 'run'>;
  readonly traces: Traces;
  /** The same beyond a restart, and of other instances. */
  readonly keptTraces: KeptTraces;
  readonly log: Log;
  /** Names this process. */
  readonly instance: string;
  readonly settings: () => SettingValues;
  /** Zone, hours and holidays as they are in force. */
  readonly openingHours: () => CalendarSettings;
  /** Writes a setting, and puts it into force here before it resolves. */
  readonly saveSetting: (id: SettingId, value: string | boolean) => Promise<void>;
  /** Undefined until the rules have been read. */
  readonly loaded: () => Loaded | undefined;
  /** Reads and checks a document with the settings as they are, and with what the server lists. */
  readonly check: (text: string, listed: HostKnowledge) => Promise<ReadResult>;
  /** Other lists: the rules are to be read again. */
  readonly listsChanged: (listed: HostKnowledge) => Promise<void>;
  readonly lost: () => { readonly dropped: number; readonly held: number; readonly broken: number };
  /** Has a hook brought what is needed for writing records? */
  readonly canWrite: () => boolean;
  /** What is remembered beside the store. @param ids of customers and conversations */
  readonly forgetInMemory: (ids: readonly string[]) => void;
  /** Made when it is asked for. */
  readonly forPeople: () => ForPeople;
}

/** Administration behind the hooks: what is always there. What people ask for beside it is in `for-people.ts`. */
export interface Administration {
  readonly records: RunRecords;
  readonly mutes: Mutes;
  readonly runCounts: RunCounts;
  /** Rules that were switched to `watch` by the app and still watch. */
  readonly switched: AutoWatch['list'];
  /** Permissions for want of which something has failed. */
  readonly lacking: () => readonly string[];
  /** Something has, for this reason. */
  readonly failed: (reason: Text | undefined) => void;
  /** What came of reading the document of a program that is still in use. */
  readonly resultOf: (program: Program) => ReadResult | undefined;
  /** Other instances forget as well. @param ids of a customer and conversations */
  readonly tellOthers: Forgotten['tellOthers'];
  readonly listed: Admin['listed'];
  readonly listedBefore: Admin['listedBefore'];
  /** What the server has listed last. */
  readonly known: () => HostKnowledge;
  /** Before the first event: reads what is stored. */
  readonly start: () => Promise<void>;
  /** A run is over, or has gone on. */
  readonly ran: (run: RunRecord, again?: boolean) => void;
  /** The rules have been read: it is known since when each is there, and what failed before does not count. */
  readonly rulesRead: () => void;
  /** Each minute, by one instance: counts are written, old records go, the alert room is told. */
  readonly sweep: () => Promise<void>;
  /** What other instances have told: what is muted, what is forgotten. Never rejects. */
  readonly hear: () => Promise<void>;
  /** Asks the server for its lists, so that names in rules can be checked. `anew`: the connection is another one. */
  readonly readLists: (anew?: boolean) => Promise<void>;
}

/** The server's lists, and its health, are looked at after so long again, ms. */
const LOOK_AGAIN = 10 * MINUTE;

export function createAdministration(parts: AdminParts): Administration {
  const { host, log, waits, settings, now } = parts;
  const { store } = host;
  const runCounts = createRunCounts({
    store,
    instance: parts.instance,
    now,
    canWrite: parts.canWrite,
    onError: (error) => log.warn(`the counts of runs could not be written: ${String(error)}`),
  });
  const expire = createExpiry(store, now);
  const records = createRunRecords(store, parts.journal, runCounts, now);
  const forgotten = createForgotten({
    store,
    instance: parts.instance,
    now,
    forgetInMemory: parts.forgetInMemory,
  });
  const mutes = createMutes({
    store,
    now,
    endWaits: waits.muted,
    hearMore: forgotten.hear,
  });
  let listed: HostKnowledge = {};
  let listedAt = -Infinity;
  /** How often they were asked for: an answer that comes after a newer question counts for nothing. */
  let listings = 0;
  /** The connection is another one than that of the last answer. */
  let outdated = false;
  let healthAt = -Infinity;
  const lacking = new Set<string>();
  /** Of each program that is still in use, what came of reading it. */
  const resultOf = new WeakMap<Program, ReadResult>();

  function hear(): Promise<void> {
    return mutes.load().catch((error: unknown) => log.error(`mutes could not be read: ${String(error)}`));
  }

  const autoWatch = createAutoWatch({
    rules: () => parts.loaded()?.result.rules.map(({ id, source }) => ({ id, mode: modeOf(source) })) ?? [],
    book: () => parts.forPeople().admin.book,
    runCounts,
    store,
    log,
    now,
    switched: () => tellAlertRoom(),
  });

  /** @param anew of another connection than before: what that one listed does not count, whoever asks next */
  async function readLists(anew = false): Promise<void> {
    const mine = ++listings;
    outdated ||= anew;
    listedAt = now();
    const connected = await host.connected().catch(() => false);
    // What cannot be read just now is as it was; the health page says why.
    const found = connected ? await parts.listsOfServer().catch(() => (outdated ? {} : undefined)) : {};
    if (!found || mine !== listings) return;
    outdated = false;
    await parts.listsChanged((listed = found));
  }

  /** Where nobody is to be told, `/workflow status` looks when somebody asks. */
  async function tellAlertRoom(): Promise<void> {
    if (settings().alert_room.trim() !== '') await parts.forPeople().health.watch();
  }

  function listedBefore(): HostKnowledge {
    const roster = parseRoster(settings().agents);
    return listed.agents || roster.length === 0 ? listed : { ...listed, agents: roster };
  }

  function failed(reason: Text | undefined): void {
    const permission = reason?.key === 'reason_app_lacks_permission' ? reason.params?.['permission'] : undefined;
    if (typeof permission === 'string') lacking.add(permission);
  }

  return {
    records,
    mutes,
    runCounts,
    switched: autoWatch.list,
    lacking: () => [...lacking],
    resultOf: (program) => resultOf.get(program),
    tellOthers: forgotten.tellOthers,
    known: () => listed,
    listedBefore,
    listed: async () => {
      if (now() - listedAt > MINUTE) await readLists().catch(() => undefined);
      return listedBefore();
    },
    // Without them rules would act where they must not: then it has not started.
    start: mutes.load,
    failed,
    ran: (run, again) => {
      for (const { reason } of run.actions) failed(reason);
      runCounts.count(run, again);
      autoWatch.ran(run);
    },
    rulesRead: () => {
      const loaded = parts.loaded();
      if (loaded) resultOf.set(loaded.program, loaded.result);
      runCounts.known(loaded?.result.rules.flatMap(({ id }) => id ?? []) ?? []);
      if (!parts.canWrite()) return;
      autoWatch.tidy().catch((error: unknown) => log.warn(`rules switched to watch: ${String(error)}`));
    },
    sweep: async () => {
      parts.keptTraces.writeWhenDue();
      await runCounts.flush();
      await expire();
      if (await records.prune(settings().keep_days)) await mutes.prune(now() - settings().keep_days * DAY);
      if (now() - healthAt < LOOK_AGAIN) return;
      healthAt = now();
      await readLists();
      await tellAlertRoom();
    },
    hear,
    readLists: async (anew) => {
      healthAt = -Infinity;
      await readLists(anew);
    },
  };
}

/** What there is to say of the settings in `rules_report`, beside the findings of the rules. */
export function settingLines(problems: readonly Problem[], language: Language): readonly string[] {
  return problems.map(({ level, text }) => {
    const kind = translate(language, message(level === 'bad' ? 'level_error' : 'level_warning'));
    return `${kind}: ${translate(language, text)}`;
  });
}
