import { AsyncLocalStorage } from 'node:async_hooks';
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { HostEvent } from '../workspace';
import { copy } from '../runtime/copy';
import type { Instance } from '../runtime/host';
import type { Traffic } from '../runtime/traffic';

interface Listeners {
  executePostMessageSent(message: unknown): Promise<void>;
  executePostMessageUpdated(message: unknown): Promise<void>;
  executePostSystemMessageSent(message: unknown): Promise<void>;
  executeListener(name: AppInterface, payload: unknown): Promise<unknown>;
}

/** Hands events to the app of the instance that did what fired them, never awaited by the operation (HOST A.1, F). */
export interface Delivery {
  send(event: HostEvent): Promise<unknown>;
  /** Runs an operation on the instance of that name: what it fires reaches that instance's app alone. */
  on<T>(instance: string, work: () => T): T;
  /** The instance on which the present operation runs; undefined while there is one alone. */
  current(): Instance | undefined;
  /** From now on there are several instances, and operations must be told apart. */
  split(): void;
  /** There are no instances any more: promises need not be followed for them. */
  end(): void;
}

/** A small generator with a seed (mulberry32), so that a shuffled run can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function hand(instance: Instance, { name, payload }: HostEvent): Promise<unknown> {
  const listeners = instance.manager.getListenerManager() as unknown as Listeners;
  const data = copy(payload);
  // executeListener does not wait for these; the methods behind it do.
  if (name === 'IPostMessageSent') return listeners.executePostMessageSent(data);
  if (name === 'IPostMessageUpdated') return listeners.executePostMessageUpdated(data);
  if (name === 'IPostSystemMessageSent') return listeners.executePostSystemMessageSent(data);
  return listeners.executeListener(AppInterface[name], data);
}

/**
 * Delivery in the order of firing, each event on its own, so that handlers interleave; with a seed, the events of one
 * moment are shuffled: the server promises no order between them.
 */
export function createDelivery(instances: () => Instance[], traffic: Traffic, seed: number | undefined): Delivery {
  const context = new AsyncLocalStorage<string>();
  const random = seed === undefined ? undefined : seeded(seed);
  let batch: (() => void)[] = [];
  // Keeping the context costs something at every promise, so a lone instance goes without.
  let several = false;

  const receivers = (event: HostEvent): Instance[] => {
    const [first] = instances();
    if (first === undefined) return [];
    // Presence travels on the bus and reaches every instance (HOST F).
    if (event.name === 'IPostUserStatusChanged') return instances();
    return [current() ?? first];
  };

  const current = (): Instance | undefined => {
    const name = several ? context.getStore() : undefined;
    return instances().find((instance) => instance.name === name);
  };

  const shuffled = (work: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve) => {
      if (batch.length === 0) {
        setImmediate(() => {
          const now = batch;
          batch = [];
          while (now.length > 0) now.splice(Math.floor((random?.() ?? 0) * now.length), 1)[0]?.();
        });
      }
      batch.push(() => resolve(work()));
    });

  return {
    send(event) {
      const to = receivers(event);
      const work = (): Promise<unknown> => Promise.all(to.map((instance) => hand(instance, event)));
      const done = (random === undefined ? work() : shuffled(work)).catch(() => undefined);
      return traffic.track(done);
    },
    on: (instance, work) => (several ? context.run(instance, work) : work()),
    current,
    split() {
      several = true;
    },
    end: () => context.disable(),
  };
}
