import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import type { DenoRuntimeSubprocessController } from 'runtime-apps-engine/server/runtime/deno/AppsEngineDenoRuntime';
import type { Traffic } from './traffic';

interface Response {
  promise: Promise<unknown>;
  abort: (reason: Error) => void;
}

/** The engine's controller with the members that the sandbox watches; they are private in its types. */
export interface Controller extends EventEmitter {
  deno?: ChildProcess;
  state: string;
  options: { timeout: number };
  livenessManager: {
    options: { pingIntervalInMS: number; pingTimeoutInMS: number; consecutiveTimeoutLimit: number };
    start(): void;
    stop(): void;
    attach(process: ChildProcess): void;
  };
  messenger: { setReceiver(process: ChildProcess): void };
  spawnProcess(): void;
  setupListeners(): void;
  restartApp(): Promise<void>;
  stopApp(): Promise<void>;
  sendRequest(message: { method: string; params: unknown[] }, options?: { timeout: number }): Promise<unknown>;
  waitForResponse(request: unknown, options?: { timeout: number }): Response;
  /**
   * A round trip to the process that counts as nothing; fails when the process does not answer. The answer is in how
   * many ms its next timer rings, where the process tells (node/build.mjs).
   */
  ping(): Promise<unknown>;
  /**
   * How many of these tell that it is idle. Two: an answer of the host may be read together with the first, and the app
   * has dealt with it when it reads the second. One where the process takes care of that itself (node/build.mjs).
   */
  roundTrips: number;
  /** How many requests the process has not answered. */
  unanswered(): number;
  handleIncomingMessage(message: { payload: { method: string } }): Promise<void>;
}

/**
 * Watches one app's controller: what it asks and is asked counts as work under way, a write to a process that has
 * just been killed is no longer an uncaught EPIPE in the host, and what a dead process was asked fails at once, where
 * the engine would find out by its timeout. Only this object is wrapped, no class.
 */
export function watch(real: DenoRuntimeSubprocessController, traffic: Traffic): DenoRuntimeSubprocessController {
  const controller = real as unknown as Controller;
  const unanswered = new Set<(reason: Error) => void>();

  const setupListeners = controller.setupListeners.bind(controller);
  controller.setupListeners = () => {
    setupListeners();
    controller.deno?.stdin?.on('error', () => undefined);
    controller.deno?.once('exit', () => {
      for (const abort of unanswered) abort(new Error('timed out: the process is gone'));
      unanswered.clear();
    });
  };

  const waitForResponse = controller.waitForResponse.bind(controller);
  controller.waitForResponse = (request, options) => {
    const { promise, abort } = waitForResponse(request, options);
    unanswered.add(abort);
    const answered = (): void => void unanswered.delete(abort);
    promise.then(answered, answered);
    return { promise, abort };
  };

  const sendRequest = controller.sendRequest.bind(controller);
  controller.unanswered = () => unanswered.size;
  controller.roundTrips = 2;
  controller.ping = () => sendRequest({ method: 'ping', params: [] }, { timeout: 5_000 });
  controller.sendRequest = (message, options) => traffic.track(sendRequest(message, options ?? controller.options));

  const restartApp = controller.restartApp.bind(controller);
  controller.restartApp = () => traffic.track(restartApp());

  const handleIncomingMessage = controller.handleIncomingMessage.bind(controller);
  controller.handleIncomingMessage = (message) => {
    traffic.message(message.payload.method);
    return handleIncomingMessage(message);
  };
  return real;
}

/** How far timers of a process are moved on that cannot tell when its next one rings, ms. */
export const STEP = 100;

/**
 * Round trips to a process, as many as tell that it is idle: whatever it would have asked for stands in the pipe before
 * the last answer. None is made any more once `isStill` says no.
 * @returns in how many ms its next timer rings, Infinity without one; undefined where the process does not answer
 */
export async function answersIdle(controller: Controller, isStill = () => true): Promise<number | undefined> {
  let ringsIn = STEP;
  // A call of the app that is over has its answer on the way only when those have had their turn who pass it on.
  await nextTurn();
  for (let round = 0; round < controller.roundTrips && isStill(); round += 1) {
    const answered = await controller.ping().then(
      (answer) => ({ answer }),
      () => undefined,
    );
    await nextTurn();
    if (answered === undefined) return undefined;
    if (typeof answered.answer === 'number') ringsIn = answered.answer;
  }
  return ringsIn;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Makes the engine notice a process that does not answer within a second instead of within a minute. */
export function quickWatchdog(controller: Controller): void {
  const { livenessManager } = controller;
  Object.assign(livenessManager.options, { pingIntervalInMS: 200, pingTimeoutInMS: 200, consecutiveTimeoutLimit: 2 });
  livenessManager.stop();
  livenessManager.start();
}

/** Ends the app's process as `kill -9` does and waits until the engine has started another. */
export async function killAndWait(controller: Controller): Promise<void> {
  const victim = controller.deno;
  if (victim?.pid === undefined) throw new Error("The app's process is not running, so it cannot be killed.");
  const restarted = new Promise<void>((resolve) => {
    const restartApp = controller.restartApp.bind(controller);
    controller.restartApp = async () => {
      await restartApp();
      controller.restartApp = restartApp;
      resolve();
    };
  });
  process.kill(victim.pid, 'SIGKILL');
  await restarted;
}
