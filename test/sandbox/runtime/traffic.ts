import type { Clock } from './clock';

/**
 * What goes between the app and the host: counted, delayed, refused or lost on request. Names are
 * `<bridge>.<method>` as in the Apps-Engine's bridges: `livechat.transferVisitor`, `message.create`, `http.call`.
 */

/** What happens to a call instead of its work. */
export type Fault =
  | { kind: 'fails'; message: string }
  /** Never answers. */
  | { kind: 'hangs' }
  /** Works, and answers late; ms by the time of the app's timers. */
  | { kind: 'slow'; ms: number }
  /** Answers this, and does nothing. */
  | { kind: 'lies'; answer: unknown }
  /** Does its work, and then fails: the caller cannot know. */
  | { kind: 'fails-after'; message: string };

interface PlannedFault {
  name: string;
  left: number;
  fault: Fault;
  met: () => void;
}

export interface Traffic {
  /** Runs a host call by its name, with the fault that is planned for it, if any. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Counts a message of the app, whether or not it reaches a bridge. */
  message(method: string): void;
  /** Plans a fault for the next `times` calls of that name (Infinity: until cleared); `reached` by the first. */
  plan(name: string, times: number, fault: Fault): { reached: Promise<void> };
  clear(): void;
  /** Waits within a call for something that the host does not owe, such as time, which nobody need sit out then. */
  waits<T>(what: Promise<T>): Promise<T>;
  /** Notes work that settled() must wait for. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Number of works under way, without calls that hang on purpose. */
  readonly busy: number;
  /** Number of calls that the host has not answered yet, without those. */
  readonly owed: number;
  /** Grows with everything that begins; equal twice means that nothing happened in between. */
  readonly started: number;
  calls(): Record<string, number>;
  messages(): number;
  reset(): void;
}

/** Fresh counters without faults. */
export function createTraffic(clock: Pick<Clock, 'after'>): Traffic {
  let busy = 0;
  let owed = 0;
  let started = 0;
  let messages = 0;
  let counts = new Map<string, number>();
  const planned: PlannedFault[] = [];
  const waiting: (() => void)[] = [];

  const end = (): void => {
    busy -= 1;
    if (busy > 0) return;
    for (const wake of waiting.splice(0)) wake();
  };

  const takeFault = (name: string): Fault | undefined => {
    const next = planned.find((entry) => entry.name === name && entry.left > 0);
    if (next === undefined) return undefined;
    next.left -= 1;
    next.met();
    return next.fault;
  };

  const track = async <T>(work: Promise<T>): Promise<T> => {
    busy += 1;
    started += 1;
    try {
      return await work;
    } finally {
      end();
    }
  };

  const waits = async <T>(what: Promise<T>): Promise<T> => {
    owed -= 1;
    try {
      return await what;
    } finally {
      owed += 1;
    }
  };

  const withFault = async <T>(fault: Fault, work: () => Promise<T>): Promise<T> => {
    switch (fault.kind) {
      case 'fails':
        throw new Error(fault.message);
      case 'slow':
        await waits(new Promise<void>((resolve) => clock.after(fault.ms, resolve)));
        return work();
      case 'lies':
        return fault.answer as T;
      case 'fails-after':
        await work();
        throw new Error(fault.message);
      case 'hangs':
        // Not busy any more: whoever waits for quiet must not wait for what never ends.
        end();
        return waits(new Promise<T>(() => undefined));
    }
  };

  return {
    run(name, work) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const fault = takeFault(name);
      owed += 1;
      const answer = fault === undefined ? work() : withFault(fault, work);
      const answered = (): void => void (owed -= 1);
      answer.then(answered, answered);
      return track(answer);
    },
    message(method) {
      messages += 1;
      started += 1;
      // Settings of the app are answered by the engine itself and reach no bridge.
      const setting = /:getSettings:(\w+)$/.exec(method);
      if (setting?.[1] !== undefined) {
        const name = `appSetting.${setting[1]}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    },
    plan: (name, times, fault) => ({
      reached: new Promise((met) => void planned.push({ name, left: times, fault, met })),
    }),
    clear() {
      planned.length = 0;
    },
    waits,
    track,
    idle: () => (busy === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    get busy() {
      return busy;
    },
    get owed() {
      return owed;
    },
    get started() {
      return started;
    },
    calls: () => Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b))),
    messages: () => messages,
    reset() {
      counts = new Map();
      messages = 0;
    },
  };
}
