import type { IEnvironmentRead, ILogger } from '@rocket.chat/apps-engine/definition/accessors';
import type { App } from '@rocket.chat/apps-engine/definition/App';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { REPORT, settingValues, SETTINGS, type SettingValues } from '../settings/definitions';
import { createEchoes } from './engine/chain';
import { createEngine, type Engine, type EngineParts } from './engine/engine';
import type { ServerFacts } from './engine/facts';
import { createJournal } from './engine/journal';
import { createLanes, LANE_LIMITS } from './engine/lanes';
import { createLater, createPulse, type Time } from './engine/later';
import { createHeard } from './engine/heard';
import { createLooks } from './engine/looks';
import { createOnce } from './engine/once';
import { createChangeWatch } from './engine/watch';
import {
  assignedEvent,
  closedEvent,
  messageEvent,
  roomIdOf,
  startedEvent,
  transferredEvent,
  unassignedEvent,
} from './events/hooks';
import type { Event } from './events/event';
import { keepAccessors, type Accessors } from './host/accessors';
import { createLog } from './host/log';
import { createHost, type WorkflowHost } from './host';
import { hostScheduler, type Wakers } from './host/scheduler';
import { object, string } from './host/wire';
import { loadRules, type Loaded } from './rules/program';
import { rulesReport } from './rules/report';
import { nearestLanguage, say, type Language } from './text/say';

/** What a hook was given. */
export type Given = Partial<Accessors> & { readonly logger: ILogger };

/** The app behind its hooks. */
export interface Workflow {
  start(environment: IEnvironmentRead, given: Given): Promise<void>;
  settingChanged(setting: ISetting, given: Given): Promise<void>;
  /** False spares the server a second call: nothing can come of this message (HOST.md A.1). */
  mayConcern(message: unknown, given: Given): Promise<boolean>;
  messageSent(message: unknown, given: Given): Promise<void>;
  started(room: unknown, given: Given): Promise<void>;
  closed(room: unknown, given: Given): Promise<void>;
  assigned(context: unknown, given: Given): Promise<void>;
  unassigned(context: unknown, given: Given): Promise<void>;
  transferred(context: unknown, given: Given): Promise<void>;
  /** The scheduler's calls. */
  wakers(given: Given): Wakers;
}

const now = (): number => Date.now();

function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Puts the house together. Nothing is read or asked before `start`. */
export function createWorkflow(app: App): Workflow {
  const accessors = keepAccessors();
  const log = createLog();
  const newId = (): string => crypto.randomUUID();
  let settings: SettingValues = settingValues({});
  let language: Language = 'en';
  let loaded: Loaded | undefined;

  const host: WorkflowHost = createHost({ accessors, settings: () => settings, now, after });
  const looks = createLooks();
  const heard = createHeard();
  const watch = createChangeWatch(now);
  const time: Time = { now, elapsed: () => performance.now(), after };
  const pulse = createPulse(host.store, time, newId());
  const parts: EngineParts = {
    host,
    lanes: createLanes(LANE_LIMITS, after, {
      onError: (lane, error) => log.error(`conversation ${lane}: ${String(error)}`),
      onDropped: (lane) => log.warn(`conversation ${lane}: too many events at once, the oldest was dropped`),
      onHeld: (lane) => log.error(`conversation ${lane}: an event took too long, the next ones go on`),
    }),
    echoes: createEchoes(now),
    journal: createJournal(host.store, pulse, now),
    once: createOnce(host.store, now),
    program: () => {
      if (!loaded) throw new Error('the rules have not been read yet');
      return loaded.program;
    },
    asleep: () => (settings.enabled ? undefined : 'paused'),
    looked: (look) => looks.keep(look),
    ran: (run) => {
      const actions = run.actions.map(({ action, outcome }) => `${action} ${outcome}`).join(', ');
      log.debug(`rule "${run.rule}" in conversation ${run.conversation}: ${actions}`);
    },
    changed: watch.changed,
    changedSince: watch.changedSince,
    mark: watch.mark,
    now,
    random: Math.random,
    newId,
  };
  const later = createLater(parts, {
    scheduler: hostScheduler(() => accessors.modify),
    pulse,
    time,
    failed: (what, error) => log.error(`${what}: ${String(error)}`),
    keepDays: () => settings.keep_days,
  });
  const engine: Engine = createEngine(later.parts);

  /** What texts need to know of the server; asked when rules are read, because it hardly ever changes. */
  async function readServer(): Promise<ServerFacts> {
    const server = accessors.read.getEnvironmentReader().getServerSettings();
    const value = (id: string): Promise<unknown> => server.getValueById(id).catch(() => undefined);
    const [url, locale, size] = await Promise.all([
      value('Site_Url'),
      value('Language'),
      value('Message_MaxAllowedSize'),
    ]);
    language = nearestLanguage(string(locale));
    const messageSize = typeof size === 'number' && size > 0 ? size : 5_000;
    return { url: (string(url) ?? '').replace(/\/+$/, ''), language, messageSize };
  }

  async function reload(): Promise<void> {
    loaded = await loadRules(settings, undefined, await readServer(), loaded);
    const report = rulesReport(loaded, language);
    const { findings } = loaded.result;
    for (const { level, rule, place, text } of findings) {
      const line = `rules: ${rule === null ? '' : `"${rule}" `}${place}: ${say('en', text)}`;
      if (level === 'error') log.error(line);
      else log.warn(line);
    }
    if (report === settings.rules_report) return;
    settings = { ...settings, rules_report: report };
    await app.getAccessors().environmentWriter.getSettings().updateValue(REPORT, report);
  }

  async function handle(event: Event | undefined): Promise<void> {
    if (event && loaded) await engine.handle(event);
  }

  /** Only messages of omnichannel rooms, and none of this app's own. */
  async function foreignMessage(message: unknown): Promise<Event | undefined> {
    if (object(object(message)?.['room'])?.['type'] !== 'l') return undefined;
    return (await host.isOwnMessage(message)) ? undefined : messageEvent(message);
  }

  /** A hook's work: its accessors are kept, and the log is written with its logger. */
  function hook<T>({ logger, ...given }: Given, work: () => Promise<T>): Promise<T> {
    accessors.keep(given);
    return log.during(logger, work);
  }

  return {
    start: (environment, given) =>
      hook(given, async () => {
        accessors.keep({ read: app.getAccessors().reader, http: app.getAccessors().http });
        const reader = environment.getSettings();
        const values = await Promise.all(SETTINGS.map(async ({ id }) => [id, await reader.getValueById(id)] as const));
        settings = settingValues(Object.fromEntries(values));
        await reload();
        await later.start();
      }),
    settingChanged: (setting, given) =>
      hook(given, async () => {
        const value: unknown = setting.value;
        if (setting.id === REPORT || (settings as unknown as Record<string, unknown>)[setting.id] === value) return;
        settings = settingValues({ ...settings, [setting.id]: value });
        await reload();
        later.waits.rulesChanged();
      }),
    mayConcern: (message, given) =>
      hook(given, async () => {
        const event = await foreignMessage(message);
        return event !== undefined && loaded !== undefined && !engine.nothingToDo(event);
      }),
    messageSent: (message, given) => hook(given, async () => handle(await foreignMessage(message))),
    started: (room, given) => hook(given, () => handle(startedEvent(room, now()))),
    closed: (room, given) => hook(given, () => handle(closedEvent(room, now()))),
    assigned: (context, given) => hook(given, () => handle(assignedEvent(context, now()))),
    unassigned: (context, given) =>
      hook(given, async () => {
        const id = roomIdOf(context);
        const event = unassignedEvent(id === undefined ? undefined : await host.conversation(id), now());
        if (event && !heard.before(event.id)) await handle(event);
      }),
    wakers: (given) => ({
      wake: (job) => hook(given, () => later.wake(job)),
      sweep: () => hook(given, () => later.sweep()),
    }),
    transferred: (context, given) => hook(given, () => handle(transferredEvent(context, now()))),
  };
}
