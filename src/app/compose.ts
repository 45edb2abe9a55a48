import { conversationUnassigned } from '../catalogue/events';
import type { IEnvironmentRead, ILogger, ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { App } from '@rocket.chat/apps-engine/definition/App';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import { createAdministration, personOf } from '../admin';
import { createPendingImports, handleCommand, type CommandParts } from '../command';
import { createEchoes } from '../engine/chain';
import { tellDropped } from '../engine/dropped';
import { createEngine, type Engine } from '../engine/engine';
import { createJournal } from '../engine/journal';
import { createLanes, LANE_LIMITS } from '../engine/lanes';
import { createLater, createLeases, type Time } from '../engine/later';
import { createDuplicates } from '../engine/duplicates';
import { createTraces } from '../engine/recent-traces';
import { createOnce } from '../engine/once';
import { createChangeWatch } from '../engine/recent-changes';
import {
  assignedEvent,
  closedEvent,
  messageEvent,
  roomIdOf,
  startedEvent,
  transferredEvent,
  unassignedEvent,
} from '../host/hook-events';
import type { Event } from '../model/event';
import { createScreens, type Interactions } from '../screens';
import { keepAccessors, type Accessors } from '../host/accessors';
import { createLog } from '../host/log';
import { createHost, type WorkflowHost } from '../host';
import { createInspection } from '../host/inspection';
import { replyTo } from '../host/reply';
import { hostScheduler, type Wakers } from '../host/scheduler';
import { lastGoodRules, lastGoodSettings } from '../host/last-good';
import { createQueues } from '../util/queues';
import { readEarlierSettings } from './earlier-settings';
import { createOpeningHours } from './opening-hours';
import { createInForce } from './rules-in-force';
import { readDocumentAsync } from '../rules/read';
import { translate, message } from '../text/message';
import type { EngineParts } from '../engine/parts';
import { asObject, asString } from '../util/json';

/** What a hook was given. */
export type HookContext = Partial<Accessors> & { readonly logger: ILogger };

/** The app behind its hooks. */
export interface Workflow {
  /** Tells whoever installed the app what to do next. */
  installed(user: unknown, given: HookContext): Promise<void>;
  /** Somebody has typed `/workflow`. */
  command(context: SlashCommandContext, given: HookContext): Promise<void>;
  /** Begins to read the settings and the rules; whatever comes before they are read waits for them. */
  start(environment: IEnvironmentRead): void;
  settingChanged(setting: ISetting, given: HookContext): Promise<void>;
  /** False spares the server a second call: nothing can come of this message (HOST.md A.1). */
  mayConcern(message: unknown, given: HookContext): Promise<boolean>;
  messageSent(message: unknown, given: HookContext): Promise<void>;
  started(room: unknown, given: HookContext): Promise<void>;
  closed(room: unknown, given: HookContext): Promise<void>;
  assigned(context: unknown, given: HookContext): Promise<void>;
  unassigned(context: unknown, given: HookContext): Promise<void>;
  transferred(context: unknown, given: HookContext): Promise<void>;
  /** What is pressed and submitted on screens. */
  interactions(given: HookContext): Pick<Interactions, 'block' | 'submitted' | 'closed' | 'roomButton'>;
  /** The scheduler's calls. */
  wakers(given: HookContext): Wakers;
}

const now = (): number => Date.now();

/** After a start that the server's database has cut short, ms; whatever comes before that tries it, too. */
/** How often customers who have not come for a year are forgotten, ms. */
const FORGETS_EVERY = 86_400_000;
const BEGINS_AGAIN_AFTER = 5_000;

function isOfOmnichannel(message: unknown): boolean {
  return asObject(asObject(message)?.['room'])?.['type'] === 'l';
}

function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Puts the house together. Nothing is read or asked before `start`. */
export function createWorkflow(app: App): Workflow {
  const accessors = keepAccessors();
  const log = createLog();
  const newId = (): string => crypto.randomUUID();
  let held = 0;
  let broken = 0;

  const inForce = createInForce({
    serverSetting: (id) =>
      accessors.read
        .getEnvironmentReader()
        .getServerSettings()
        .getValueById(id)
        .catch(() => undefined),
    write: (id, value) => app.getAccessors().environmentWriter.getSettings().updateValue(id, value),
    keepGood: (rules) => inTurnLater('the last good rules', () => lastGoodRules(host.store).keep(rules)),
    keptGood: () =>
      lastGoodRules(host.store)
        .kept()
        .catch(() => undefined),
    forgetGood: () => inTurnLater('the last good rules', () => lastGoodRules(host.store).forget()),
    hours: createOpeningHours({
      keep: (values) => inTurnLater('the last good settings', () => lastGoodSettings(host.store).keep(values)),
      kept: () =>
        lastGoodSettings(host.store)
          .kept()
          .catch(() => undefined),
      forget: () => inTurnLater('the last good settings', () => lastGoodSettings(host.store).forget()),
    }),
    log,
    onRead: () => administration.rulesRead(),
  });
  const { settings, loaded, language, openingHours } = inForce;
  const host: WorkflowHost = createHost({ accessors, settings, earlier: inForce.earlier, now, after });
  const traces = createTraces();
  const heard = createDuplicates();
  const watch = createChangeWatch(now);
  const time: Time = { now, elapsed: () => performance.now(), after };
  const leases = createLeases(host.store, time, newId());
  const parts: EngineParts = {
    host,
    lanes: createLanes(LANE_LIMITS, after, {
      onError: (lane, error) => {
        broken++;
        log.error(`conversation ${lane}: ${String(error)}`);
      },
      onDropped: tellDropped((line) => log.warn(line)),
      onHeld: (lane) => {
        held++;
        log.error(`conversation ${lane}: an event took too long, the next ones go on`);
      },
    }),
    echoes: createEchoes(now),
    journal: createJournal(host.store, leases, now),
    once: createOnce(host.store, now, leases.instance),
    program: () => {
      const rules = loaded();
      if (!rules) throw new Error('the rules have not been read yet');
      return rules.program;
    },
    suspended: (conversation) =>
      !settings().enabled ? 'paused' : administration.admin.mutes.isMuted(conversation) ? 'muted' : undefined,
    traced: (look) => traces.keep(look),
    ran: (run, again) => {
      const actions = run.actions.map(({ action, outcome }) => `${action} ${outcome}`).join(', ');
      log.debug(`rule "${run.rule}" in conversation ${run.conversation}: ${actions}`);
      administration.ran(run, again);
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
    leases,
    time,
    failed: (what, error) => log.error(`${what}: ${String(error)}`),
    keepDays: () => settings().keep_days,
  });
  const engine: Engine = createEngine(later.parts);
  const administration = createAdministration({
    host,
    listsOfServer: () => host.rest.listed(),
    inspection: createInspection({ accessors, rest: host.rest, settings }),
    isIn: async (conversation, userId) => {
      const members = await accessors.read.getRoomReader().getMembers(conversation);
      return members.some(({ id }) => id === userId);
    },
    journal: parts.journal,
    traces,
    log,
    instance: leases.instance,
    waits: () => later.waits,
    settings,
    saveSetting: async (id, value) => {
      await inForce.save(id, value);
      later.waits.rulesChanged();
    },
    loaded,
    openingHours,
    check: (source, lists) => readDocumentAsync(source, { settings: openingHours(), host: lists }),
    listsChanged: inForce.know,
    lost: () => ({ dropped: parts.lanes.load().dropped, held, broken }),
    language,
    now,
    canWrite: () => accessors.has('persistence'),
    newId,
  });
  const zone = (): string => loaded()?.program.environment.zone ?? 'UTC';
  const screens = createScreens({
    admin: administration.admin,
    appId: app.getID(),
    modify: () => accessors.modify,
    zone,
    after,
    failed: (what, error) => log.error(`${what}: ${String(error)}`),
  });
  const commands: CommandParts = {
    admin: administration.admin,
    health: administration.health,
    screens,
    imports: createPendingImports(now),
    zone,
  };

  /** What needs rights that this hook does not bring is done in the next one that does. */
  const waiting: (() => Promise<void>)[] = [];
  function inBackground(what: string, work: () => Promise<unknown>): void {
    void work().catch((error: unknown) => log.error(`${what}: ${String(error)}`));
  }
  function whenWritable(what: string, work: () => Promise<unknown>): void {
    if (accessors.has('persistence')) inBackground(what, work);
    else waiting.push(async () => inBackground(what, work));
  }

  const inTurn = createQueues();
  /** What is kept and forgotten under one name is so in the order in which it was asked. */
  function inTurnLater(what: string, work: () => Promise<void>): void {
    whenWritable(what, () => inTurn(what, work));
  }

  let forgotAt = -Infinity;
  async function forgetOld(): Promise<void> {
    if (now() - forgotAt < FORGETS_EVERY) return;
    forgotAt = now();
    await host.earlierConversations.prune(now()).catch((error: unknown) => log.warn(`old customers: ${String(error)}`));
  }

  async function handle(event: Event | undefined): Promise<void> {
    if (event && loaded()) await engine.handle(event);
  }

  const remember = ({ conversation, at }: Event) => host.earlierConversations.ended(conversation, at);

  /** Only messages of omnichannel rooms, and none of this app's own. */
  async function foreignMessage(message: unknown): Promise<Event | undefined> {
    if (!isOfOmnichannel(message)) return undefined;
    return (await host.isOwnMessage(message)) ? undefined : messageEvent(message);
  }

  /**
   * A hook's work: its accessors are kept, and the log is written with its logger. What comes while the app begins
   * waits for that, in order.
   */
  function hook<T>({ logger, ...given }: HookContext, work: () => Promise<T>): Promise<T> {
    accessors.keep(given);
    if (waiting.length > 0 && accessors.has('persistence')) for (const each of waiting.splice(0)) void each();
    return log.during(logger, beginning ? () => beginning!().then(work) : work);
  }

  /** Undefined: it has not been asked for, or it is over. */
  let beginning: (() => Promise<void>) | undefined;
  let started = false;
  function beginNow(own: ISettingRead): void {
    let begun: Promise<void> | undefined;
    beginning = () =>
      (begun ??= begin(own).catch((error: unknown) => {
        log.error(`the start, which is tried again: ${String(error)}`);
        begun = undefined;
        after(BEGINS_AGAIN_AFTER, () => void beginning?.());
      }));
    started = true;
    void beginning();
  }

  async function begin(own: ISettingRead): Promise<void> {
    await inForce.readSettings((id) => own.getValueById(id), await readEarlierSettings(own));
    await Promise.all([inForce.reload(), administration.start()]);
    await later.start();
    beginning = undefined;
    inBackground('lists of the server', administration.readLists);
  }

  return {
    start: (environment) => {
      accessors.keep({ read: app.getAccessors().reader, http: app.getAccessors().http });
      beginNow(environment.getSettings());
    },
    installed: (user, given) =>
      hook(given, async () => {
        const username = asString(asObject(user)?.['username']);
        if (username === undefined) return;
        const { language: theirs } = personOf(user) ?? {};
        await inForce.readServer();
        const said = translate(theirs ?? language(), message('command_welcome'));
        // The app works without it.
        await host.changes.notify({ user: username }, said).catch((error: unknown) => log.warn(String(error)));
      }),
    command: (context, given) =>
      hook(given, async () => {
        const [user, room, threadId] = [context.getSender(), context.getRoom(), context.getThreadId()];
        const args = context.getArguments();
        const lines = await handleCommand({ user, room, args, triggerId: context.getTriggerId(), threadId }, commands);
        if (lines.length > 0) await replyTo(accessors, { user, room, threadId }, lines);
      }),
    settingChanged: (setting, given) =>
      hook(given, async () => {
        const before = settings().rules;
        if (!(await inForce.take(setting.id, setting.value))) return;
        later.waits.rulesChanged();
        const { rules } = settings();
        if (setting.id === 'rules')
          whenWritable('the history of the rules', () => administration.admin.book.noticed(before, rules));
        if (setting.id.startsWith('server_')) inBackground('lists of the server', administration.readLists);
      }),
    mayConcern: async (message, given) => {
      if (!isOfOmnichannel(message)) return false;
      return hook(given, async () => {
        const event = await foreignMessage(message);
        return event !== undefined && loaded() !== undefined && !engine.nothingToDo(event);
      });
    },
    messageSent: (message, given) => hook(given, async () => handle(await foreignMessage(message))),
    started: (room, given) => hook(given, () => handle(startedEvent(room, now()))),
    closed: (room, given) =>
      hook(given, async () => {
        const event = closedEvent(room, now());
        if (event) inTurnLater(`ended ${event.conversation.customer.id}`, () => remember(event));
        await handle(event);
      }),
    assigned: (context, given) => hook(given, () => handle(assignedEvent(context, now()))),
    unassigned: (context, given) =>
      hook(given, async () => {
        if (!loaded() || !engine.listensTo(conversationUnassigned.id)) return;
        const id = roomIdOf(context);
        const event = unassignedEvent(id === undefined ? undefined : await host.conversation(id), now());
        if (event && !heard.before(event.id)) await handle(event);
      }),
    interactions: (given) => ({
      block: (context) => hook(given, () => screens.block(context)),
      submitted: (context) => hook(given, () => screens.submitted(context)),
      closed: (context) => hook(given, () => screens.closed(context)),
      roomButton: (context) => hook(given, () => screens.roomButton(context)),
    }),
    wakers: (given) => ({
      wake: (job) => hook(given, async () => (started ? later.wake(job) : undefined)),
      sweep: () =>
        hook(given, async () => {
          // A recurring job that an earlier version left runs at once: nothing is known yet, how long to keep records included.
          if (!started) return;
          const care = administration.sweep().catch((error: unknown) => log.error(`care: ${String(error)}`));
          await Promise.all([later.sweep(), care, forgetOld()]);
        }),
    }),
    transferred: (context, given) => hook(given, () => handle(transferredEvent(context, now()))),
  };
}
