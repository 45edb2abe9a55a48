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
import type { Admin } from './context';
import { dryRun } from './dry-run';
import { createTrials } from './dry-run/trials';
import { tryLookup } from './try-lookup';
import { createForgetting } from './forget';
import { createForgotten } from './forgotten';
import { createHealth, type Health, type Problem } from './health';
import { untoldTargets } from './health/server';
import { idOf, nameOf } from './rule-book/raw-document';
import { createHistory } from './rule-book/history';
import { createRunCounts, type RunCounts } from './runs/run-counts';
import { createExpiry } from './runs/expiry';
import { createMutes } from './runs/mutes';
import { createRunRecords } from './runs/run-records';
import { createRuleBook, rulesOf } from './rule-book/rule-book';
import { maySee } from './rights';
import { createSetup } from './setup';
import { why, type SetAside } from './runs/why';
import { createAutoWatch } from './runs/auto-watch';
import type { Log } from '../ports/log';
import type { HostKnowledge, ReadResult } from '../rules/result';
import type { Inspection } from '../ports/inspection';
import { isObject } from '../util/json';

/** What administration is made of. */
export interface AdminParts extends Pick<
  Admin,
  'host' | 'waits' | 'messages' | 'questions' | 'byHand' | 'schedules' | 'language' | 'now' | 'newId'
> {
  /** What the server lists over the connection; rejects without one. */
  readonly listsOfServer: () => Promise<HostKnowledge>;
  /** Ids of the newest conversations, over the connection; none without one. */
  readonly newestOnServer: (most: number) => Promise<readonly string[]>;
  readonly inspection: Inspection;
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
}

/** Administration behind the hooks. */
export interface Administration {
  readonly admin: Admin;
  readonly health: Health;
  /** Before the first event: reads what is stored. */
  readonly start: () => Promise<void>;
  /** A run is over, or has gone on. */
  readonly ran: (run: RunRecord, again?: boolean) => void;
  readonly met: RunCounts['met'];
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
  const { host, log, waits, messages, questions, byHand, schedules, settings, language, now, newId } = parts;
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
  let healthAt = -Infinity;
  const lacking = new Set<string>();
  /** Of each program that is still in use, what came of reading it. */
  const resultOf = new WeakMap<Program, ReadResult>();

  const book = createRuleBook({
    history: createHistory(store, now, newId),
    current: () => {
      const loaded = parts.loaded();
      if (!loaded) throw new Error('the rules have not been read yet');
      return { text: settings().rules, loaded };
    },
    check: (source) => parts.check(source, listed),
    save: (source) => parts.saveSetting('rules', source),
  });

  function hear(): Promise<void> {
    return mutes.load().catch((error: unknown) => log.error(`mutes could not be read: ${String(error)}`));
  }

  /** To the alert room; false when there is none. */
  async function tell(sentences: readonly Text[]): Promise<boolean> {
    for (const sentence of sentences) log.info(`health: ${translate('en', sentence)}`);
    const room = settings().alert_room.trim();
    if (room === '') return false;
    const said = sentences.map((sentence) => translate(language(), sentence)).join('\n');
    await host.changes.notify(room.startsWith('@') ? { user: room } : { room }, said);
    return true;
  }

  const autoWatch = createAutoWatch({ book, runCounts, store, log, now, switched: () => tellAlertRoom() });

  const health = createHealth({
    book,
    records,
    inspection: parts.inspection,
    store,
    instance: parts.instance,
    settings,
    openingHours: parts.openingHours,
    traces: () => parts.traces.newest(),
    lost: parts.lost,
    lacking: () => [...lacking],
    switched: () => autoWatch.list(),
    now,
    tell,
  });

  /** What is needed to look at conversations once more. */
  function past() {
    const loaded = parts.loaded();
    if (!loaded) throw new Error('the rules have not been read yet');
    const { environment } = loaded.program;
    return { host, environment, traces: (id: string) => parts.traces.of(id) };
  }

  /** @param anew of another connection than before: what that one listed does not count */
  async function readLists(anew = false): Promise<void> {
    const mine = ++listings;
    listedAt = now();
    const connected = await host.connected().catch(() => false);
    // What cannot be read just now is as it was; the health page says why.
    const found = connected ? await parts.listsOfServer().catch(() => (anew ? {} : undefined)) : {};
    if (found && mine === listings) await parts.listsChanged((listed = found));
  }

  /** Where nobody is to be told, `/workflow status` looks when somebody asks. */
  async function tellAlertRoom(): Promise<void> {
    if (settings().alert_room.trim() !== '') await health.watch();
  }

  const admin: Admin = {
    book,
    records,
    mutes,
    host,
    waits,
    messages,
    questions,
    byHand,
    schedules,
    forgetting: createForgetting({
      store,
      journal: parts.journal,
      lanes: parts.lanes,
      traces: parts.traces,
      waits,
      runCounts,
      rules: () => parts.loaded()?.program.set.rules.map(({ rule }) => rule) ?? [],
      forgetInMemory: parts.forgetInMemory,
      tellOthers: forgotten.tellOthers,
    }),
    setup: createSetup({
      book,
      host,
      settings,
      saveSetting: parts.saveSetting,
      listed: () => admin.listed(),
      language,
    }),
    maySee: (person, conversation) =>
      maySee({ conversation: (id) => host.conversation(id), isIn: parts.isIn }, person, conversation),
    why: async (conversation, most) => {
      await hear();
      return why(
        {
          traces: (id) => parts.traces.of(id),
          kept: (id) => parts.keptTraces.of(id),
          runs: (id) => records.ofConversation(id, Infinity),
          ends: async (id) => (await waits.list(id)).ends,
          setAside: (program) => rulesAside(resultOf.get(program)),
        },
        conversation,
        most,
      );
    },
    isPaused: () => !settings().enabled,
    setPaused: (paused) => parts.saveSetting('enabled', !paused),
    listed: async () => {
      if (now() - listedAt > MINUTE) await readLists().catch(() => undefined);
      const roster = parseRoster(settings().agents);
      return listed.agents || roster.length === 0 ? listed : { ...listed, agents: roster };
    },
    tests: () => parts.loaded()?.result.tests ?? [],
    linkTo: (conversation) => {
      const url = parts.loaded()?.program.environment.server?.url;
      return url ? `${url}/live/${conversation}` : undefined;
    },
    conversations: records.conversations,
    trials: createTrials({
      now,
      state: parts.loaded,
      run: async (rule, conversations, onRead) => dryRun({ ...past(), now, onRead }, rule, conversations),
      conversations: async (most) => {
        const listed = await parts.newestOnServer(most).catch(() => []);
        return [...new Set([...listed, ...(await admin.conversations())])];
      },
    }),
    tryLookup: (id, entry, conversation) => tryLookup(past(), id, entry, conversation),
    untold: async (source) => {
      const rule = { id: idOf(source), name: nameOf(source), source, mode: 'live' as const };
      return (await untoldTargets(parts.inspection, { rules: [rule] })).map(({ text }) => text);
    },
    language,
    now,
    newId,
  };

  return {
    admin,
    health,
    start: async () => {
      await Promise.all([
        // Without them rules would act where they must not: then it has not started.
        mutes.load(),
        runCounts.load().catch((error: unknown) => log.error(`counts of runs could not be read: ${String(error)}`)),
      ]);
    },
    ran: (run, again) => {
      for (const { reason } of run.actions) {
        const permission = reason?.key === 'reason_app_lacks_permission' ? reason.params?.['permission'] : undefined;
        if (typeof permission === 'string') lacking.add(permission);
      }
      runCounts.count(run, again);
      autoWatch.ran(run);
    },
    met: runCounts.met,
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

/** Rules that do not run, each with its first error. */
function rulesAside(result: ReadResult | undefined): readonly SetAside[] {
  return (result ? rulesOf(result) : []).flatMap(({ state, id, name, source, mode, findings }) => {
    const error = findings.find(({ level }) => level === 'error');
    if (state !== 'set_aside' || mode === 'off' || !error) return [];
    const where =
      error.place === '' ? error.text : message('why_at_place', { place: error.place, problem: error.text });
    return [{ id: id ?? '?', name, on: isObject(source) ? source['on'] : undefined, reason: where }];
  });
}

/** What there is to say of the settings in `rules_report`, beside the findings of the rules. */
export function settingLines(problems: readonly Problem[], language: Language): readonly string[] {
  return problems.map(({ level, text }) => {
    const kind = translate(language, message(level === 'bad' ? 'level_error' : 'level_warning'));
    return `${kind}: ${translate(language, text)}`;
  });
}
