import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { addToken, addUser, appUserById, runQueueWorker, type HostEvent, type Workspace } from '../workspace';
import { createClients, type Clients } from '../client';
import type { WebSite } from '../runtime/bridges/http';
import { createClock, START, type Clock } from '../runtime/clock';
import { commandBridge, type Interaction } from '../runtime/commands';
import { serverConsole, serverSays } from '../runtime/console';
import { startInstance, type Instance, type ServerParts } from '../runtime/host';
import { createScheduler } from '../runtime/jobs';
import { chosenRuntime } from '../runtime/runtimes';
import { createDatabase, type Database } from '../runtime/store';
import { createTraffic } from '../runtime/traffic';
import { agentOf, type Agent } from './agent';
import { customerOf, type Customer, type CustomerSetup } from './customer';
import { milliseconds } from './duration';
import { createDelivery } from './events';
import { createFaults, type Faults } from './faults';
import { setUp } from './set-up';
import { logLines, type LogLine } from './logs';
import type { SandboxOptions } from './options';
import { openPackage } from './package';
import { idleOf, rung, skipWaits } from './idle';
import { startRest, type RestServer } from './rest-server';
import { changeSetting, grant, readSetting } from './settings';
import { createTranscript } from './transcript';
import { wire } from './wiring';

/** What an administrator fills in to give the app a connection. */
export interface Connection {
  server_url: string;
  server_user_id: string;
  server_token: string;
}

/** A further instance of the server over the same database. */
export interface SecondInstance {
  /** Does something on this instance: its events reach this instance's app. */
  does<T>(work: () => T): T;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A workspace with an app in the real runtime, as stories speak of it. */
export interface Sandbox {
  customer(id: string, setup?: CustomerSetup): Customer;
  agent(username: string): Agent;
  /** Waits until everything that was set off has come to an end. */
  settled(): Promise<void>;
  /** Moves the clock, running every job on the way at its time; ISO 8601 duration. Settles before and after. */
  advance(duration: string): Promise<void>;
  now(): Date;
  /** Reads a setting of the app. */
  setting(id: string): unknown;
  /** Saves a setting as an administrator does; objects become JSON. Resolves when the app's hooks have run. */
  setting(id: string, value: unknown): Promise<void>;
  /** Sets a server setting; the server knows of it at once. */
  serverSetting(id: string, value: unknown): void;
  /** Takes a permission from the app, or gives it back; what needs it then does nothing, silently. */
  permission(name: string, granted: boolean): void;
  /** What happened, in order and in words; of these customers' conversations when any are named. */
  transcript(...customers: Customer[]): string;
  /** Adds a line of the story's own. */
  says(line: string): void;
  /** kill -9 on the app's process; resolves when the engine has started another. */
  kill(): Promise<void>;
  /** The server goes down, and comes up with what its database holds. */
  restart(): Promise<void>;
  secondInstance(): Promise<SecondInstance>;
  /** Makes the engine notice a hanging process within a second. */
  quickWatchdog(): void;
  faults: Faults;
  /** Host calls of the app by name since the last reset; settings of the app as `appSetting.…`. */
  calls(): Record<string, number>;
  /** Every message from the app to the host since the last reset, whatever it was. */
  messages(): number;
  resetCalls(): void;
  /** The app's log. */
  logs(): LogLine[];
  /** What the server printed, such as permissions that the app lacks. */
  console(): string[];
  /** Plays a web site for the app's requests, by origin: `https://hooks.example`. */
  web(origin: string, site: WebSite): void;
  /** The REST interface: its address and the requests that reached it. */
  rest: RestServer;
  /** The people's clients: tabs, phones, widgets, and the way from them to the server. */
  clients: Clients;
  /** A manager's token for the REST interface. */
  connection(): Connection;
  /** Records, jobs and installed apps, as stored. */
  db: Database;
  workspace: Workspace;
  clock: Clock;
  /** The first instance: engine, controller, app. */
  instance(): Instance;
  /** Hands an event to the app without the workspace having fired it; resolves when it was handled. */
  fire(event: HostEvent): Promise<unknown>;
  /** Ends every process and port. */
  stop(): Promise<void>;
}

function clockOf(option: SandboxOptions['clock']): Clock {
  if (option === 'machine') return createClock('machine');
  if (typeof option === 'object' && !(option instanceof Date))
    return createClock(option.mode, option.start ?? START, option.pace);
  return createClock('still', option ?? START);
}

/** The earlier of two moments, where there are any. */
function earliest(...moments: (Date | undefined)[]): Date | undefined {
  return moments.filter((each) => each !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}

/** Builds the workspace, starts the server and installs the app. See the face in ../index.ts. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const runtime = chosenRuntime(options.runtime);
  const { zip, info } = openPackage(options.app);
  const clock = clockOf(options.clock);
  const traffic = createTraffic(clock);
  const db = createDatabase();
  const scheduler = createScheduler(() => db.jobs, clock, traffic, serverSays);
  const sites = new Map<string, WebSite>();
  const shown: Interaction[] = [];
  let instances: Instance[] = [];
  let begun = false;

  const delivery = createDelivery(() => instances, traffic, options.shuffle);
  const ws = setUp(options, {
    now: () => clock.now(),
    onEvent: (event) => {
      // A story begins when the app is there: what it says to whoever installs it is no part of it.
      if (begun) transcript.event(event);
      return delivery.send(event);
    },
    beforeRoomCreate: async (room) => {
      for (const instance of instances.slice(0, 1)) {
        await instance.manager
          .getListenerManager()
          .executeListener(AppInterface.IPreLivechatRoomCreatePrevent, room as never);
      }
    },
  });
  const transcript = createTranscript(
    () => ws,
    (visitorId) => visitorId,
  );
  const first = (): Instance => {
    const [instance] = instances;
    if (instance === undefined) throw new Error('The sandbox has been stopped.');
    return instance;
  };
  const clients = createClients({
    ws,
    clock,
    traffic,
    instance: () => delivery.current() ?? first(),
    device: options.client,
  });
  const rest = await startRest(
    () => ws,
    { track: traffic.track, waits: traffic.waits, after: clock.after },
    () => undefined,
    clients.route,
  );
  // Only a story that names an address of its own keeps it.
  if (options.server?.Site_Url === undefined) ws.data.settings.Site_Url = rest.url;

  const parts: ServerParts = {
    db,
    clock,
    traffic,
    scheduler,
    timeout: options.timeout ?? 30_000,
    runtime,
    appId: info.id,
    as: (instance, work) => delivery.on(instance, work),
    host: wire({ ws, sites, clock, shown, transcript, hears: clients.hears }),
    settingChanged: (origin: string, _appId: string, setting: ISetting) => {
      for (const other of instances.filter(({ name }) => name !== origin)) {
        // A node that has the value already leaves it alone (HOST F).
        if (JSON.stringify(readSetting(other, setting.id)) === JSON.stringify(setting.value)) continue;
        void traffic.track(changeSetting(other, setting.id, setting.value));
      }
    },
  };

  const start = (): Instance => {
    // Each server process has its own slash commands, and none at first.
    const host = { ...parts.host, command: commandBridge(new Map(), new Set()) };
    const instance = startInstance(`instance-${instances.length + 1}`, { ...parts, host });
    return instance;
  };
  const quiet = idleOf({ ws, traffic, scheduler, instances: () => instances });

  const connection = (): Connection => {
    const server_user_id = 'connection';
    if (!ws.data.users.some((user) => user._id === server_user_id)) {
      addUser(ws, { _id: server_user_id, name: 'Connection', roles: ['user', 'livechat-manager'] });
      addToken(ws, server_user_id);
    }
    const server_token = ws.data.tokens.find((entry) => entry.userId === server_user_id)?.token ?? '';
    return { server_url: rest.url, server_user_id, server_token };
  };

  // Agenda looks every five seconds; a clock that goes by itself is looked at more often. A still one is told.
  const poll = clock.mode === 'still' ? undefined : setInterval(() => void scheduler.runDue(), 250).unref();
  const pace = clock.mode === 'still' ? undefined : setInterval(clients.timers.runDue, 50).unref();
  const waits = clock.mode === 'still' ? skipWaits({ traffic, instances: () => instances, clock }) : () => undefined;

  const stop = async (): Promise<void> => {
    clearInterval(poll);
    clearInterval(pace);
    waits();
    const all = instances;
    instances = [];
    for (const instance of all) await instance.stop();
    delivery.end();
    await rest.close();
    clock.close();
  };

  const permissions = (info.permissions ?? []).filter(({ name }) => !(options.without ?? []).includes(name));
  try {
    const instance = start();
    instances = [instance];
    await instance.install(zip, permissions, appUserById(ws, 'admin') as unknown as IUser);
    const settings = { ...(options.connected ? connection() : {}), ...options.settings };
    for (const [id, value] of Object.entries(settings)) await changeSetting(instance, id, value);
    await quiet();
    traffic.reset();
    begun = true;
  } catch (error) {
    await stop();
    throw error;
  }

  function setting(id: string): unknown;
  function setting(id: string, value: unknown): Promise<void>;
  function setting(id: string, ...value: unknown[]): unknown {
    return value.length === 0 ? readSetting(first(), id) : traffic.track(changeSetting(first(), id, value[0]));
  }

  return {
    customer: (id, setup) => customerOf(ws, id, setup, clients.widget),
    agent: (username) => agentOf(ws, username, clients),
    settled: quiet,
    async advance(duration) {
      const target = new Date(clock.now().getTime() + milliseconds(duration));
      for (;;) {
        await quiet();
        const now = clock.now();
        const next = earliest(scheduler.next(now), clients.timers.next());
        if (next === undefined || next > target) break;
        clock.set(next > now ? next : now);
        clients.timers.runDue();
      }
      clock.set(target);
      // Timers that have become due ring, and what they set off comes to its end, too.
      await rung(instances);
      runQueueWorker(ws);
      await quiet();
    },
    now: () => clock.now(),
    setting,
    serverSetting(id, value) {
      ws.data.settings[id] = value;
    },
    permission: (name, granted) => grant(instances, db, permissions, name, granted),
    transcript: (...customers) =>
      transcript.text(
        customers.length === 0
          ? undefined
          : customers.flatMap((customer) => customer.conversations().map((room) => room._id)),
      ),
    says: (line) => transcript.note(line),
    kill: () => first().kill(),
    async restart() {
      const count = instances.length;
      const old = instances;
      instances = [];
      for (const instance of old) await instance.stop();
      for (let index = 0; index < count; index += 1) {
        const instance = start();
        instances = [...instances, instance];
        await instance.load();
      }
    },
    async secondInstance() {
      delivery.split();
      const instance = start();
      await instance.load();
      instances = [...instances, instance];
      return {
        does: (work) => delivery.on(instance.name, work),
        kill: () => instance.kill(),
        async stop() {
          instances = instances.filter((other) => other !== instance);
          await instance.stop();
        },
      };
    },
    quickWatchdog: () => first().quickWatchdog(),
    faults: createFaults(traffic, scheduler, rest, clients.line),
    calls: () => traffic.calls(),
    messages: () => traffic.messages(),
    resetCalls: () => traffic.reset(),
    logs: () => logLines(db.logs),
    console: serverConsole,
    web: (origin, site) => void sites.set(origin, site),
    rest,
    clients,
    connection,
    db,
    workspace: ws,
    clock,
    instance: first,
    fire: (event) => delivery.send(event),
    stop,
  };
}
