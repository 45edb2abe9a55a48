/**
 * What goes between the app and the host: counted, delayed, refused or lost on request. Names are
 * `<bridge>.<method>` as in the Apps-Engine's bridges: `livechat.transferVisitor`, `message.create`, `http.call`.
 */

/** What happens to a call instead of its work. */
export type Fault =
  | { kind: 'fails'; message: string }
  /** Never answers. */
  | { kind: 'hangs' }
  /** Works, and answers late; ms of the machine's time. */
  | { kind: 'slow'; ms: number }
  /** Answers this, and does nothing. */
  | { kind: 'lies'; answer: unknown }
  /** Does its work, and then fails: the caller cannot know. */
  | { kind: 'fails-after'; message: string };

interface PlannedFault {
  name: string;
  left: number;
  fault: Fault;
}

export interface Traffic {
  /** Runs a host call by its name, with the fault that is planned for it, if any. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Counts a message of the app, whether or not it reaches a bridge. */
  message(method: string): void;
  /** Plans a fault for the next `times` calls of that name (Infinity: until cleared). */
  plan(name: string, times: number, fault: Fault): void;
  clear(): void;
  /** Notes work that settled() must wait for. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Number of works under way, without calls that hang on purpose. */
  readonly busy: number;
  /** Grows with everything that begins; equal twice means that nothing happened in between. */
  readonly started: number;
  calls(): Record<string, number>;
  messages(): number;
  reset(): void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Fresh counters without faults. */
export function createTraffic(): Traffic {
  let busy = 0;
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

  const withFault = async <T>(fault: Fault, work: () => Promise<T>): Promise<T> => {
    switch (fault.kind) {
      case 'fails':
        throw new Error(fault.message);
      case 'slow':
        await pause(fault.ms);
        return work();
      case 'lies':
        return fault.answer as T;
      case 'fails-after':
        await work();
        throw new Error(fault.message);
      case 'hangs':
        // Not busy any more: whoever waits for quiet must not wait for what never ends.
        end();
        return new Promise<T>(() => undefined);
    }
  };

  return {
    run(name, work) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const fault = takeFault(name);
      return track(fault === undefined ? work() : withFault(fault, work));
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
    plan(name, times, fault) {
      planned.push({ name, left: times, fault });
    },
    clear() {
      planned.length = 0;
    },
    track,
    idle: () => (busy === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    get busy() {
      return busy;
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
