import { AppManager } from 'runtime-apps-engine/server/AppManager';
import type { ProxiedApp } from 'runtime-apps-engine/server/ProxiedApp';
import { DenoRuntimeSubprocessController } from 'runtime-apps-engine/server/runtime/deno/AppsEngineDenoRuntime';
import { AppStatus } from 'runtime-apps-engine/definition/AppStatus';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { createBridges, type Implementations } from './bridges';
import { persistenceBridge } from './bridges/persistence';
import type { Clock } from './clock';
import { activationBridge, environmentalVariableBridge } from './commands';
import { holdConsole } from './console';
import type { Scheduler } from './jobs';
import { keyPair } from './keys';
import { answersIdle, killAndWait, quickWatchdog, watch, type Controller } from './process';
import { startOnNode } from './node/spawn';
import { preflight } from './preflight';
import type { Runtime } from './runtimes';
import { slotAt, takeSlot } from './slot';
import { storages, type Database } from './store';
import type { Traffic } from './traffic';
import { keepsProcesses, leaseOf, leaseProcesses, takeLeft } from './warm';

/** Longest that the app's process may take to start, in ms of the machine's time; a first start compiles the runtime. */
const START_TIMEOUT = 60_000;

/** What a server hands to each of its instances. */
export interface ServerParts {
  db: Database;
  clock: Clock;
  traffic: Traffic;
  scheduler: Scheduler;
  /** The workspace's side of the bridges; persistence, scheduler and the engine's own are added here. */
  host: Omit<
    Implementations,
    'persistence' | 'scheduler' | 'internalFederation' | 'appActivation' | 'appDetailChanges' | 'environmentalVariable'
  >;
  /** Called when a setting has been stored: the server then tells its other instances. */
  settingChanged(instance: string, appId: string, setting: ISetting): void;
  /** Runs a bridge call as done by that instance, so that what it fires is known to come from there. */
  as<T>(instance: string, work: () => T): T;
  /** How long the engine waits for the app to answer, in ms; the server's default is 30000. */
  timeout: number;
  /** What runs the app's code. */
  runtime: Runtime;
  /** The app to install: processes are used again for the same alone. */
  appId: string;
}

/** One Rocket.Chat instance: an Apps-Engine with its own process for each app. */
export interface Instance {
  name: string;
  manager: AppManager;
  /** Installs a package with exactly these permissions and enables it; throws a sentence when it does not start. */
  install(zip: Buffer, permissions: IPermission[], user: IUser): Promise<ProxiedApp>;
  /** Starts what the database says is installed, as a server that comes up does. */
  load(): Promise<void>;
  app(): ProxiedApp;
  controller(): Controller;
  /** kill -9 on the app's process; resolves when the engine has restarted it. */
  kill(): Promise<void>;
  quickWatchdog(): void;
  stop(): Promise<void>;
}

const live = new Set<AppManager>();

/** AppManager allows one of its kind and asks that one for permissions: it must always be one that lives. */
function pointTo(manager: AppManager | undefined): void {
  (AppManager as unknown as { Instance: AppManager | undefined }).Instance = manager;
}

/**
 * Starts an engine. Several may live in one process, over one database or over several: they share only the
 * engine's table of permissions, so apps with one id must be installed with the same permissions at any one time.
 */
export function startInstance(name: string, parts: ServerParts): Instance {
  preflight(parts.runtime);
  const releaseConsole = holdConsole();
  // On the machine's own time a process has no clock that could be set for the next sandbox.
  const kind = keepsProcesses && parts.clock.mode !== 'machine' ? `${parts.appId} in ${parts.runtime}` : undefined;
  let given = kind === undefined ? undefined : takeLeft(kind);
  const slot = given === undefined ? takeSlot() : slotAt(given.folder);
  parts.clock.share(slot.folder);

  const { privateKey, publicKey } = keyPair();
  const bridges = createBridges(
    {
      ...parts.host,
      appActivation: activationBridge,
      appDetailChanges: {
        onAppSettingsChange: (appId: string, setting: ISetting) => parts.settingChanged(name, appId, setting),
      },
      environmentalVariable: environmentalVariableBridge,
      internalFederation: { getPrivateKey: async () => privateKey, getPublicKey: async () => publicKey },
      persistence: persistenceBridge(
        () => parts.db.records,
        () => parts.db.looks,
      ),
      scheduler: parts.scheduler.bridge(name),
    },
    { run: (call, work) => parts.traffic.run(call, () => parts.as(name, work)) },
  );

  pointTo(undefined);
  const manager = new AppManager({ ...storages(parts.db), bridges, tempFilePath: slot.folder });
  live.add(manager);

  const controllers: Controller[] = [];
  const runtime = manager.getRuntime() as unknown as {
    runtimeFactory: (...args: ConstructorParameters<typeof DenoRuntimeSubprocessController>) => object;
  };
  runtime.runtimeFactory = (...args) => {
    const controller = watch(new DenoRuntimeSubprocessController(...args), parts.traffic) as unknown as Controller;
    controller.options.timeout = START_TIMEOUT;
    if (parts.runtime === 'node') startOnNode(controller, args[1].info.id, slot.folder);
    if (kind !== undefined) leaseProcesses(controller, given);
    given = undefined;
    controllers.push(controller);
    return controller;
  };

  const only = (): ProxiedApp => {
    const [app] = [...(manager as unknown as { apps: Map<string, ProxiedApp> }).apps.values()];
    if (app === undefined) throw new Error('No app is installed in this instance.');
    return app;
  };
  const controllerOf = (app: ProxiedApp): Controller => app.getRuntimeController() as unknown as Controller;

  const ready = async (): Promise<ProxiedApp> => {
    const app = only();
    const status = await app.getStatus();
    if (status !== AppStatus.MANUALLY_ENABLED) {
      throw new Error(`The app "${app.getName()}" did not start: its status is ${status}.`);
    }
    controllerOf(app).options.timeout = parts.timeout;
    return app;
  };

  /** Leaves the process to the next sandbox; false where it still has something to do or to be told. */
  const leave = async (controller: Controller, of: string): Promise<boolean> => {
    const lease = leaseOf(controller);
    if (lease === undefined || controllers.length > 0 || parts.traffic.owed > 0 || controller.unanswered() > 0)
      return false;
    parts.clock.leave(slot.folder);
    if ((await answersIdle(controller)) === undefined || controller.unanswered() > 0 || parts.traffic.owed > 0)
      return false;
    if (!lease.leave(of, slot.folder)) return false;
    controller.state = 'stopped';
    return true;
  };

  return {
    name,
    manager,
    async install(zip, permissions, user) {
      await manager.load();
      const outcome = await manager.add(zip, { enable: true, permissionsGranted: permissions, user });
      if (outcome.hasStorageError()) throw new Error(`The app was not installed: ${outcome.getStorageError()}`);
      if (outcome.hasAppUserError()) throw new Error('The app was not installed: its user could not be created.');
      return ready();
    },
    async load() {
      await manager.load();
      await manager.enableAll();
      await ready();
    },
    app: only,
    controller: () => controllerOf(only()),
    kill: () => killAndWait(controllerOf(only())),
    quickWatchdog: () => quickWatchdog(controllerOf(only())),
    async stop() {
      let kept = false;
      for (const controller of controllers.splice(0)) {
        controller.livenessManager.stop();
        if (kind !== undefined && (await leave(controller, kind))) kept = true;
        else await controller.stopApp();
      }
      parts.scheduler.leave(name);
      live.delete(manager);
      pointTo([...live].at(-1));
      if (!kept) slot.release();
      releaseConsole();
    },
  };
}
