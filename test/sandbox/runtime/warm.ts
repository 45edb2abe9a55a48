import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Controller } from './process';

/** A process that its sandbox has left, and the folder with the clock that it reads. */
interface Left {
  process: ChildProcess;
  folder: string;
  uses: number;
}

/** How many of a kind wait for the next sandbox; and how many sandboxes one serves, since what apps leave adds up. */
const WAITING = 2;
const USES = 60;

/**
 * Processes by what they run: where a test run keeps them from file to file (test/environment.mjs), each sandbox gets
 * one that an earlier one has left, and the app's code is evaluated in it anew. Elsewhere each has its own.
 */
const left = (globalThis as { sandboxProcesses?: Map<string, Left[]> }).sandboxProcesses;

/** Whether processes are kept at all. */
export const keepsProcesses = left !== undefined;

const alive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** What keeps this process alive as long as it waits for something from that one. */
const handles = ({ stdin, stdout, stderr }: ChildProcess): Socket[] => [stdin, stdout, stderr] as unknown as Socket[];

/** Takes a process of that kind, if one was left. */
export function takeLeft(kind: string): Left | undefined {
  for (;;) {
    const next = left?.get(kind)?.pop();
    if (next === undefined || alive(next.process)) return next;
  }
}

/** The part of a process that the engine works with, so that nothing of one sandbox stays on it for the next. */
export class Lease extends EventEmitter {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly stdin: { readonly writable: boolean; write(bytes: Uint8Array): boolean; on(): void };
  readonly pid: number | undefined;
  killed = false;
  #off: () => void;

  constructor(
    readonly process: ChildProcess,
    readonly uses: number,
  ) {
    super();
    this.pid = process.pid;
    const { stdin } = process;
    this.stdin = {
      get writable() {
        return stdin?.writable === true;
      },
      write: (bytes) => this.#write(bytes),
      on: () => undefined,
    };
    const on = {
      exit: (...args: unknown[]): void => void this.emit('exit', ...args),
      error: (error: Error): void => void this.emit('error', error),
      // A write to a process that has just been killed is no fault of the host.
      broken: (): void => undefined,
      out: (bytes: Buffer): void => void this.stdout.write(bytes),
      said: (bytes: Buffer): void => void this.stderr.write(bytes),
    };
    process.on('exit', on.exit).on('error', on.error);
    stdin?.on('error', on.broken);
    process.stdout?.on('data', on.out);
    process.stderr?.on('data', on.said);
    this.#off = () => {
      process.off('exit', on.exit).off('error', on.error);
      stdin?.off('error', on.broken);
      process.stdout?.off('data', on.out);
      process.stderr?.off('data', on.said);
    };
  }

  /** What is said in one turn goes out in one piece: each piece wakes the other process. */
  #write(bytes: Uint8Array): boolean {
    const { stdin } = this.process;
    if (stdin === null || !stdin.writable) return false;
    if (stdin.writableCorked === 0) {
      stdin.cork();
      setImmediate(() => stdin.uncork());
    }
    return stdin.write(bytes);
  }

  get exitCode(): number | null {
    return this.process.exitCode;
  }

  kill(signal: NodeJS.Signals): boolean {
    this.killed = this.process.kill(signal);
    return this.killed;
  }

  /** Leaves the process to whoever comes next; false when there are enough of them. */
  leave(kind: string, folder: string): boolean {
    const kept = left?.get(kind) ?? [];
    if (left === undefined || kept.length >= WAITING || this.uses >= USES || !alive(this.process)) return false;
    this.#off();
    this.stdout.end();
    this.stderr.end();
    // What nobody hears is let go by; and nobody waits for it.
    this.process.stdout?.resume();
    this.process.stderr?.resume();
    this.process.unref();
    for (const handle of handles(this.process)) handle.unref();
    left.set(kind, [...kept, { process: this.process, folder, uses: this.uses + 1 }]);
    return true;
  }
}

/**
 * Makes a controller work with leases; the first that it starts is the process that was left, when there is one. That
 * has said long ago that it is ready.
 */
export function leaseProcesses(controller: Controller, given: Left | undefined): void {
  const { messenger, livenessManager } = controller;
  const setReceiver = messenger.setReceiver.bind(messenger);
  let uses = 0;
  messenger.setReceiver = (process) => {
    const lease = new Lease(process, uses);
    controller.deno = lease as unknown as ChildProcess;
    setReceiver(controller.deno);
  };
  if (given === undefined) return;

  const spawnProcess = controller.spawnProcess.bind(controller);
  controller.spawnProcess = () => {
    controller.spawnProcess = spawnProcess;
    uses = given.uses;
    given.process.ref();
    for (const handle of handles(given.process)) handle.ref();
    messenger.setReceiver(given.process);
    uses = 0;
    livenessManager.attach(controller.deno as ChildProcess);
    controller.setupListeners();
    setImmediate(() => controller.emit('ready'));
  };
}

/** The lease that a controller works with. */
export const leaseOf = (controller: Controller): Lease | undefined =>
  controller.deno instanceof Lease ? controller.deno : undefined;
