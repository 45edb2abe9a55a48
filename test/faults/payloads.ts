import type { Sandbox } from '../sandbox';

/** An event as the server has handed it to the app. */
export interface Handed {
  readonly name: string;
  readonly payload: unknown;
}

interface Listeners {
  executePostMessageSent(message: unknown): Promise<void>;
  executeListener(name: string, payload: unknown): Promise<unknown>;
}

/** Keeps what is handed to the app from now on. */
export function openMouth(shop: Sandbox): readonly Handed[] {
  const handed: Handed[] = [];
  const listeners = shop.instance().manager.getListenerManager() as unknown as Listeners;
  const message = listeners.executePostMessageSent.bind(listeners);
  const other = listeners.executeListener.bind(listeners);
  listeners.executePostMessageSent = (payload) => {
    handed.push({ name: 'IPostMessageSent', payload: structuredClone(payload) });
    return message(payload);
  };
  listeners.executeListener = (name, payload) => {
    handed.push({ name, payload: structuredClone(payload) });
    return other(name, payload);
  };
  return handed;
}

const INSTEAD: readonly unknown[] = [
  null,
  undefined,
  '',
  'text',
  0,
  -1,
  Number.NaN,
  true,
  [],
  [null],
  {},
  { id: null },
];

/** A copy in which some values are others: what the wire does, and worse. */
export function spoiled(payload: unknown, random: () => number, share = 0.08): unknown {
  if (typeof payload !== 'object' || payload === null || payload instanceof Date) return payload;
  const spoil = (value: unknown): unknown =>
    random() < share ? INSTEAD[Math.floor(random() * INSTEAD.length)] : spoiled(value, random, share);
  if (Array.isArray(payload)) return payload.map(spoil);
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, spoil(value)]));
}
