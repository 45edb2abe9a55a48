import type { App } from '@rocket.chat/apps-engine/definition/App';
import { createAdministration, versionOf, type Administration, type AdminParts } from '../admin';
import { createEchoes } from '../engine/chain';
import { createEngine } from '../engine/engine';
import { createJournal } from '../engine/journal';
import { createLanes, LANE_LIMITS, tellDropped } from '../engine/lanes';
import { createLater, createLeases, type Leases, type Time } from '../engine/later';
import { createNotedCustomers } from '../engine/noted-customers';
import { createOnce } from '../engine/once';
import type { EngineParts } from '../engine/parts';
import { createQuestions } from '../engine/questions';
import { createSchedules } from '../engine/schedules';
import { createChangeWatch } from '../engine/recent-changes';
import { createKeptTraces } from '../engine/kept-traces';
import { createTraces } from '../engine/recent-traces';
import { createHost, type WorkflowHost } from '../host';
import { HostError } from '../ports/host';
import { keepAccessors } from '../host/accessors';
import { lastCheck, lastGoodRules, lastGoodSettings, type LastGood } from '../host/last-good';
import { createLog } from '../host/log';
import { hostScheduler } from '../host/scheduler';
import type { Checked } from '../rules/checked';
import { readDocumentAsync } from '../rules/read';
import { lazily } from '../util/lazily';
import { createBackground, type Background } from './background';
import { createHooks, type People, type Workflow } from './hooks';
import { createOpeningHours } from './opening-hours';
import { createInForce, type InForce } from './rules-in-force';
import { forPeople } from './people';
import { createStart } from './start';

/** ms since 1970. */
const now = (): number => Date.now();
const newId = (): string => crypto.randomUUID();

/** Calls back in so many ms; gives a function that calls it off. */
function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Puts the house together. Nothing is read or asked before `start`. */
export function createWorkflow(app: App): Workflow {
  const accessors = keepAccessors();
  const log = createLog();
  const failed = (what: string, error: unknown): void => {
    if (error instanceof HostError) administration.failed(error.text);
    log.error(`${what}: ${String(error)}`);
  };
  const canWrite = (): boolean => accessors.has('persistence');
  const background = createBackground(log, canWrite);

  const check = inBackground('what the check found', () => lastCheck<Checked>(host.store), background);
  const goodRules = inBackground('the last good rules', () => lastGoodRules(host.store), background);
  const inForce: InForce = createInForce({
    serverSetting: (id) =>
      accessors.read
        .getEnvironmentReader()
        .getServerSettings()
        .getValueById(id)
        .catch(() => undefined),
    write: (id, value) => app.getAccessors().environmentWriter.getSettings().updateValue(id, value),
    keepGood: goodRules.keep,
    keptGood: goodRules.kept,
    forgetGood: goodRules.forget,
    keepChecked: check.keep,
    keptChecked: () => check.kept().catch(() => undefined),
    hours: createOpeningHours(inBackground('the last good settings', () => lastGoodSettings(host.store), background)),
    log,
    now,
    onRead: () => administration.rulesRead(),
    firstRules: () => forPeople().watchedWorkflows(),
  });
  const { settings, loaded, language, openingHours } = inForce;
  const host: WorkflowHost = createHost({
    appId: app.getID(),
    accessors,
    settings,
    earlier: inForce.earlier,
    now,
    after,
  });
  const traces = createTraces();
  const keptTraces = createKeptTraces({
    store: host.store,
    now,
    after,
    rules: () => {
      const program = programOf(inForce);
      // They are explained by these as well.
      const also = JSON.stringify([program.environment.profile, inForce.openingHours()]);
      return { program, version: versionOf(settings().rules + also) };
    },
    inBackground: (work) => background.inTurn('what was looked at', () => administration.hear().then(work)),
  });
  const time: Time = { now, elapsed: () => performance.now(), after };
  const leases = createLeases(host.store, time, newId());
  const lost = { held: 0, broken: 0 };

  const parts: EngineParts = {
    ...engineState(host, time, leases),
    lanes: createLanes(LANE_LIMITS, after, {
      onError: (lane, error) => {
        lost.broken++;
        failed(`conversation ${lane}`, error);
      },
      onDropped: tellDropped((line) => log.warn(line)),
      onHeld: (lane) => {
        lost.held++;
        log.error(`conversation ${lane}: an event took too long, the next ones go on`);
      },
    }),
    program: () => programOf(inForce),
    suspended: (conversation) => {
      if (!settings().enabled) return 'paused';
      const muted = administration.mutes.isMuted(conversation);
      const said = (is: boolean) => (is ? 'muted' : undefined);
      return typeof muted === 'boolean' ? said(muted) : muted.then(said);
    },
    traced: (trace) => {
      keptTraces.keep(traces.keep(trace));
      administration.runCounts.met(trace.event.conversation.id);
    },
    failed,
    ran: (run, again) => {
      const actions = run.actions.map(({ action, outcome }) => `${action} ${outcome}`).join(', ');
      log.debug(`rule "${run.rule}" in conversation ${run.conversation}: ${actions}`);
      administration.ran(run, again);
    },
  };
  const scheduler = hostScheduler(() => accessors.modify);
  const later = createLater(parts, {
    scheduler,
    leases,
    time,
    known: () => administration.records.conversations(),
    questions: createQuestions,
    schedules: createSchedules,
  });

  const adminParts: AdminParts = {
    host,
    listsOfServer: () => host.rest.listed(),
    newestOnServer: (most) => host.rest.newestConversations(most),
    isIn: async (conversation, userId) => {
      const members = await accessors.read.getRoomReader().getMembers(conversation);
      return members.some(({ id }) => id === userId);
    },
    journal: parts.journal,
    traces,
    keptTraces,
    lanes: parts.lanes,
    log,
    instance: leases.instance,
    waits: later.waits,
    messages: later.messages,
    questions: later.questions,
    schedules: later.schedules,
    settings,
    saveSetting: async (id, value) => {
      await inForce.save(id, value);
      later.waits.rulesChanged();
    },
    loaded,
    openingHours,
    check: (source, lists) => readDocumentAsync(source, { settings: openingHours(), host: lists }),
    listsChanged: inForce.know,
    lost: () => ({ dropped: parts.lanes.load().dropped, ...lost }),
    language,
    now,
    canWrite,
    newId,
    forgetInMemory: (ids) => {
      traces.forget(ids);
      keptTraces.forget(ids);
      host.forgetAnswers(ids);
      for (const id of ids) {
        parts.once.forget(id);
        parts.customers.forget(id);
        host.forgetReturning(id);
      }
    },
    forPeople: () => people().administration,
  };
  const administration: Administration = createAdministration(adminParts);
  const zone = (): string => loaded()?.program.environment.zone ?? 'UTC';
  const people = lazily(() => {
    const room = forPeople();
    const inspection = room.createInspection({ accessors, rest: host.rest, settings });
    const forThem = room.createAdmin(adminParts, administration, inspection, room.createByHand(later.parts));
    const { admin } = forThem;
    const screens = room.createScreens({
      admin,
      appId: app.getID(),
      modify: () => accessors.modify,
      zone,
      after,
      failed,
    });
    const commands = { ...forThem, screens, imports: room.createPendingImports(now), zone };
    const command: People['command'] = (typed) => room.handleCommand(typed, commands);
    return { screens, command, administration: forThem };
  });

  return createHooks({
    accessors,
    ownAccessors: () => ({ read: app.getAccessors().reader, http: app.getAccessors().http }),
    log,
    background,
    start: createStart({ inForce, administration, later, background, host, log, after }),
    inForce,
    host,
    engine: createEngine(later.parts),
    later,
    administration,
    people,
    now,
  });
}

/** What the engine keeps in memory and in the store. */
function engineState(host: WorkflowHost, time: Time, leases: Leases) {
  const watch = createChangeWatch(now);
  return {
    host,
    echoes: createEchoes(now),
    journal: createJournal(host.store, leases, now),
    once: createOnce(host.store, time, leases.instance),
    customers: createNotedCustomers(host.changes),
    changed: watch.changed,
    changedSince: watch.changedSince,
    mark: watch.mark,
    now,
    random: Math.random,
    newId,
  };
}

function programOf({ loaded }: InForce): ReturnType<EngineParts['program']> {
  const rules = loaded();
  if (!rules) throw new Error('the rules have not been read yet');
  return rules.program;
}

/** What is kept in the store for a restart, written when that may be. */
function inBackground<T>(what: string, place: () => LastGood<T>, background: Background) {
  return {
    keep: (value: T) => background.inTurn(what, () => place().keep(value)),
    kept: () => place().kept(),
    forget: () => background.inTurn(what, () => place().forget()),
  };
}
