import { addContactNote, addConversationNote } from '../../src/host/notes';
import { compileRules } from '../../src/decide';
import { createEchoes } from '../../src/engine/chain';
import { createEngine, type Engine } from '../../src/engine/engine';
import type { Environment } from '../../src/model/facts';
import { notAsked } from '../../src/model/lookup';
import { createJournal } from '../../src/engine/journal';
import { createLanes, LANE_LIMITS, type LaneLimits } from '../../src/engine/lanes';
import { createLater, createLeases, type Later } from '../../src/engine/later';
import { createQuestions } from '../../src/engine/questions';
import { createSchedules } from '../../src/engine/schedules';
import { createNotedCustomers } from '../../src/engine/noted-customers';
import { createOnce } from '../../src/engine/once';
import type { RunRecord } from '../../src/model/run';
import { createChangeWatch } from '../../src/engine/recent-changes';
import type { Conversation, Event, EventId, Message } from '../../src/model/event';
import { fieldOf } from '../../src/catalogue/fields';
import { HostError, LISTED_AT_ONCE, type Host } from '../../src/ports/host';
import { FAMILIES } from '../../src/ports/keys';
import { readAnswers } from '../../src/ports/question-records';
import type { Store } from '../../src/ports/store';
import type { Rule } from '../../src/catalogue/document';
import { translate, message } from '../../src/text/message';
import type { StoredRecord } from '../../src/model/record';
import type { Job, Scheduler } from '../../src/ports/scheduler';
import { stepsOnDemand, type Program } from '../../src/rules/load';
import type { EventTrace, EngineParts } from '../../src/engine/parts';

/**
 * A world for the engine, in memory: a clock that moves when told, a store that several instances share, a scheduler,
 * and a server that keeps conversations and messages. Nothing here knows Rocket.Chat.
 */
export interface World {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  /** A process of the app over this world. */
  instance(rules: readonly Rule[], options?: InstanceOptions): Promise<Instance>;
}

export interface WorldOptions {
  /** How long a call takes, before and after it has its effect, ms. None by default. */
  readonly delay?: () => readonly [before: number, after: number];
  /** When a job is delivered, and to which instances (by their place): ms after it was due. */
  readonly deliveries?: (instances: number) => readonly { readonly late: number; readonly to: number }[];
}

export interface InstanceOptions {
  readonly lanes?: Partial<LaneLimits>;
  suspended?(conversation: string): 'paused' | 'muted' | undefined;
  /** Without what happens later. */
  readonly now?: boolean;
  /** The first sweep comes at once, and not some time after the start: then all is known that waits. */
  readonly swept?: boolean;
}

export interface Instance {
  readonly engine: Engine;
  readonly later: Later;
  readonly runs: RunRecord[];
  readonly traces: EventTrace[];
  /** What went wrong aside. */
  readonly errors: string[];
  /** Calls that have been made to store, server and scheduler. */
  calls(): number;
  /** The process ends with the so-manieth call from now on; with its effect, or before it. */
  dieAt(call: number, effect: boolean): void;
  kill(): void;
  dead(): boolean;
  /** What it asks in the next so many ms is answered after them; asked at once (`effect`), or then. */
  standStill(ms: number, effect: boolean): void;
  rules(rules: readonly Rule[]): void;
}

// ---- clock

export interface FakeClock {
  now(): number;
  after(ms: number, call: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Moves the time, and does all that is to be done on the way. */
  pass(ms: number): Promise<void>;
  /** Lets everything go on that waits for nothing but its turn. */
  settle(): Promise<void>;
}

/** A Wednesday. */
export const START = Date.parse('2026-03-04T10:00:00Z');

const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

export function fakeClock(): FakeClock {
  let time = START;
  /** Soonest first; of one moment, in the order in which they were asked for. */
  const timers: Timer[] = [];
  const after = (ms: number, call: () => void): (() => void) => {
    const timer = { at: time + ms, call };
    let place = timers.length;
    while (place > 0 && timers[place - 1]!.at > timer.at) place--;
    timers.splice(place, 0, timer);
    return () => {
      const found = timers.indexOf(timer);
      if (found >= 0) timers.splice(found, 1);
    };
  };
  return {
    now: () => time,
    after,
    sleep: (ms) => (ms <= 0 ? Promise.resolve() : new Promise((resume) => void after(ms, resume))),
    settle: turn,
    pass: async (ms) => {
      const until = time + ms;
      await turn();
      await new Promise<void>((done) => {
        const step = (): void => {
          const next = timers[0];
          if (!next || next.at > until) return done();
          timers.shift();
          time = Math.max(time, next.at);
          next.call();
          queueMicrotask(afterPromises);
        };
        // Node takes its next tick only when no promise has anything to do any more.
        const afterPromises = (): void => process.nextTick(step);
        afterPromises();
      });
      time = until;
      await turn();
    },
  };
}

// ---- store

interface Kept {
  readonly keys: readonly string[];
  record: StoredRecord;
}

/** What `stored` has made: nobody can have changed it since. */
const copies = new WeakSet<object>();

/** A copy as JSON would give it, that nobody can change. */
function stored<T>(value: T): T {
  if (typeof value !== 'object' || value === null || copies.has(value)) return value;
  const made = Array.isArray(value) ? value.map(stored) : copied(value as Record<string, unknown>);
  copies.add(Object.freeze(made));
  return made as T;
}

function copied(value: Record<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) if (value[key] !== undefined) made[key] = stored(value[key]);
  return made;
}

/**
 * The records of all instances. What is written is copied as a database does it; nobody can change what was read.
 * @param options.anyKeys also under keys of an earlier version; else a family that is not known is refused
 */
export function fakeStore({ anyKeys = false } = {}): Store & { readonly kept: Kept[] } {
  const kept: Kept[] = [];
  /** The same by each of their keys: a thousand schedules read a lot. */
  const byKey = new Map<string, Set<Kept>>();
  const carrying = (keys: readonly string[]): readonly Kept[] => {
    if (keys.length === 0) return kept;
    let fewest: Set<Kept> | undefined;
    for (const key of keys) {
      const those = byKey.get(key);
      if (!those?.size) return [];
      if (!fewest || those.size < fewest.size) fewest = those;
    }
    return [...fewest!].filter((each) => keys.every((key) => each.keys.includes(key)));
  };
  const keep = (keys: readonly string[], record: StoredRecord): void => {
    if (!anyKeys && !((keys.at(-1) ?? '') in FAMILIES))
      throw new Error(`src/ports/keys.ts has no family ${keys.at(-1)}`);
    const made = { keys, record: stored(record) };
    kept.push(made);
    for (const key of keys) {
      const those = byKey.get(key);
      if (those) those.add(made);
      else byKey.set(key, new Set([made]));
    }
  };
  return {
    kept,
    read: async <T extends StoredRecord>(keys: readonly string[]) => carrying(keys).map(({ record }) => record as T),
    write: async (keys, record) => {
      const known = carrying(keys).find((each) => each.keys.join('\n') === keys.join('\n'));
      if (known) known.record = stored(record);
      else keep(keys, record);
    },
    create: async (keys, record) => keep(keys, record),
    remove: async (keys) => {
      for (const each of [...carrying(keys)]) {
        kept.splice(kept.indexOf(each), 1);
        for (const key of each.keys) byKey.get(key)?.delete(each);
      }
    },
  };
}

// ---- server

export interface Sent {
  readonly conversation: string;
  readonly text: string;
  readonly at: number;
  readonly id: string;
}

export interface FakeServer {
  readonly host: Host;
  readonly conversations: Map<string, Conversation>;
  /** What the app has sent to customers. */
  readonly sent: Sent[];
  /** Buttons, by the message that they are on. */
  readonly choices: Map<string, readonly string[]>;
  /** Keys of webhooks that arrived. */
  readonly hooks: string[];
  /** What customers and agents have said, by conversation. */
  readonly said: Map<string, Message[]>;
  readonly tags: Map<string, readonly string[]>;
  /** The first conversation of each customer that was noted. */
  readonly customers: Map<string, string>;
  /** Names of the calls that were made, in order. */
  readonly calls: string[];
  /** So many next calls of this name fail in this way. */
  fail(call: string, times: number, error?: HostError): void;
}

export const PASSING = new HostError(message('reason_no_answer', { seconds: 20 }), 'passing');

export function fakeServer(clock: FakeClock, store: Store): FakeServer {
  const conversations = new Map<string, Conversation>();
  const sent: Sent[] = [];
  const hooks: string[] = [];
  const choices = new Map<string, readonly string[]>();
  let taps = 0;
  const said = new Map<string, Message[]>();
  const tags = new Map<string, readonly string[]>();
  const customers = new Map<string, string>();
  const calls: string[] = [];
  const failing = new Map<string, { times: number; error: HostError }>();
  const change = (id: string, to: Partial<Conversation>): void => {
    const known = conversations.get(id);
    if (known) conversations.set(id, { ...known, ...to });
  };

  const reads: Partial<Host> = {
    conversation: async (id) => conversations.get(id),
    lookUp: async ({ shown }) => notAsked(shown, 'nobody is there'),
    load: (async (source: string, { id, customer }: Conversation) => {
      if (source === 'history') return { messages: said.get(id) ?? [], more: false };
      if (source === 'answers') return readAnswers(store, id);
      if (source === 'message_count') return said.get(id)?.length ?? 0;
      if (source === 'returning') return ![undefined, id].includes(customers.get(customer.id));
      return { unknown: `no ${source} here` };
    }) as unknown as Host['load'],
    agent: async (username) => ({ id: username, username, kind: 'human', enabled: true, status: 'online' }),
    wrote: async (where, wanted, since) =>
      'id' in where
        ? sent.some((each) => each.conversation === where.id && each.text === wanted && each.at >= since)
        : undefined,
    contactTags: async ({ id }) => tags.get(id) ?? [],
    peopleIn: async () => [],
    listConversations: async (state, since, without) =>
      [...conversations.values()]
        .filter(({ status }) => status === (state === 'served' ? 'open' : state))
        .map(({ id, createdAt }) => ({ id, at: createdAt }))
        .filter(({ at }) => at >= since)
        .sort((a, b) => a.at - b.at)
        .slice(without, without + LISTED_AT_ONCE),
    limitedUntil: async () => 0,
  };
  const changes: Partial<Host['changes']> = {
    noteCustomer: async ({ id, customer }) => void customers.set(customer.id, customers.get(customer.id) ?? id),
    sendMessage: async ({ id }, words) => {
      sent.push({ conversation: id, text: words, at: clock.now(), id: `own-${sent.length}` });
      return `own-${sent.length - 1}`;
    },
    sendChoices: async ({ id }, words, buttons) => {
      const message = `own-${sent.length}`;
      sent.push({ conversation: id, text: words, at: clock.now(), id: message });
      choices.set(
        message,
        buttons.map(({ label }) => label),
      );
      return message;
    },
    removeButtons: async (message) => void choices.delete(message),
    writeAsCustomer: async ({ id }, words) => {
      const made: Message = {
        id: `tap-${taps++}`,
        text: words,
        type: 'text',
        from: 'customer',
        author: 'customer',
        at: clock.now(),
      };
      said.set(id, [...(said.get(id) ?? []), made]);
      return made.id;
    },
    close: async ({ id }) => change(id, { status: 'closed', closedAt: clock.now() }),
    transferToAgent: async ({ id }, agent) => change(id, { agent, status: 'open' }),
    setContactTags: async ({ id }, wanted) => {
      tags.set(id, wanted);
      return 'store';
    },
    noteConversation: (customer, note) => addConversationNote(store, customer, note),
    noteContact: (customer, note) => addContactNote(store, customer, note),
    postWebhook: async ({ headers }) => {
      hooks.push(headers['Idempotency-Key'] ?? '');
      return { status: 200 };
    },
  };

  const watched = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (from, name: string) => {
        const call = Reflect.get(from, name) as ((...given: unknown[]) => unknown) | undefined;
        if (typeof call !== 'function') return call;
        return async (...given: unknown[]) => {
          calls.push(name);
          const failure = failing.get(name);
          if (failure && failure.times-- > 0) throw failure.error;
          return call(...given);
        };
      },
    });
  const host = { ...watched(reads), changes: watched(changes), store } as unknown as Host;
  for (const name of Object.keys(reads)) Object.assign(host, { [name]: Reflect.get(watched(reads), name) as unknown });
  return {
    host,
    conversations,
    sent,
    choices,
    hooks,
    said,
    tags,
    customers,
    calls,
    fail: (call, times, error = PASSING) => void failing.set(call, { times, error }),
  };
}

// ---- events and rules

export const CUSTOMER = { id: 'ana', token: 't', name: 'Ana', emails: [], phones: [], custom: {} };

export function conversation(id = 'c1', more: Partial<Conversation> = {}): Conversation {
  const channel = { type: 'widget' as const };
  return { id, status: 'queued', tags: [], custom: {}, createdAt: START, customer: CUSTOMER, channel, ...more };
}

let events = 0;

/** Something happens in a conversation; for message events `words` is the message. */
export function event(on: EventId, at: number, words = 'hello', where: Conversation = conversation()): Event {
  const id = `${on}-${events++}`;
  if (on !== 'customer_message' && on !== 'agent_message') return { id, on, at, conversation: where };
  const from = on === 'customer_message' ? 'customer' : 'human';
  const message: Message = { id, text: words, type: 'text', from, author: from, at };
  return { id: `message:${id}`, on, at, conversation: where, message };
}

/** The server asks first whether something may come of an event: then it hands it over in a second call. */
export function nothingComesOf(engine: Engine, what: Event): boolean {
  engine.arrives(what);
  const look = engine.look(what);
  if (look.nothing) engine.passOver(look);
  return look.nothing;
}

/** A rule that answers every message of the customer, unless told otherwise. */
export function rule(more: Partial<Rule> & { readonly id: string }): Rule {
  return {
    name: more.id,
    on: 'customer_message',
    if: 'always',
    do: [{ action: 'send_message', text: `${more.id} says hello` }],
    ...more,
  };
}

/** What an action's record says, in a line. */
export function lines(run: Pick<RunRecord, 'actions'> | undefined): readonly string[] {
  return (run?.actions ?? []).map(({ action, outcome, reason }) =>
    reason ? `${action} ${outcome}: ${translate('en', reason)}` : `${action} ${outcome}`,
  );
}

const SURROUNDINGS: Environment = {
  profile: { locale: '', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
};

const programs = new WeakMap<readonly Rule[], Program>();

/** The rules in force, compiled once however many instances have them. */
export function program(rules: readonly Rule[]): Program {
  const known = programs.get(rules);
  if (known) return known;
  const active = rules.filter(({ mode }) => mode !== 'off');
  const set = compileRules(active, fieldOf, SURROUNDINGS);
  const steps = stepsOnDemand(active, SURROUNDINGS);
  const made = { set, environment: SURROUNDINGS, rules: active, steps };
  programs.set(rules, made);
  return made;
}

// ---- the world

export function createWorld(options: WorldOptions = {}): World {
  const clock = fakeClock();
  const store = fakeStore();
  const server = fakeServer(clock, store);
  const instances: Instance[] = [];
  let ids = 0;

  function deliver(job: Job, when: number): void {
    const deliveries = options.deliveries?.(instances.length) ?? [{ late: 0, to: 0 }];
    for (const { late, to } of deliveries)
      clock.after(Math.max(0, when - clock.now()) + late, () => {
        const living = instances.filter((each) => !each.dead());
        void living[to % Math.max(1, living.length)]?.later.wake(job);
      });
  }
  const scheduler: Scheduler = {
    at: async (when, job) => {
      deliver(job, when);
      return job.id;
    },
    cancel: async () => undefined,
  };

  async function instance(rules: readonly Rule[], given: InstanceOptions = {}): Promise<Instance> {
    let calls = 0;
    let death: { readonly at: number; readonly effect: boolean } | undefined;
    let dead = false;
    let still = { until: -Infinity, effect: false };
    const never = new Promise<never>(() => undefined);

    /** A process that is dead hears of nothing any more, and does nothing. */
    async function call<T>(work: () => Promise<T>): Promise<T> {
      if (dead) return never;
      calls++;
      const last = death !== undefined && calls >= death.at;
      if (last && !death?.effect) {
        dead = true;
        return never;
      }
      const [before, after] = options.delay?.() ?? [0, 0];
      await clock.sleep(still.effect ? before : Math.max(before, still.until - clock.now()));
      if (dead) return never;
      const result = work();
      if (last) dead = true;
      await result.catch(() => undefined);
      await clock.sleep(Math.max(after, still.until - clock.now()));
      return dead ? never : result;
    }
    const mortal = <T extends object>(part: T): T => {
      const made = new Map<string | symbol, unknown>();
      const mortalOf = (name: string | symbol): unknown => {
        const value: unknown = Reflect.get(part, name);
        if (name === 'store' || name === 'changes') return mortal(value as object);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) =>
          call(() => (value as (...args: unknown[]) => Promise<unknown>).apply(part, args));
      };
      return new Proxy(part, {
        get: (_part, name) => {
          if (!made.has(name)) made.set(name, mortalOf(name));
          return made.get(name);
        },
      });
    };

    let current = program(rules);
    const host = mortal(server.host);
    const watch = createChangeWatch(clock.now);
    const runs: RunRecord[] = [];
    const traces: EventTrace[] = [];
    const errors: string[] = [];
    const after = (ms: number, work: () => void): (() => void) => clock.after(ms, () => (dead ? undefined : work()));
    const time = { now: clock.now, elapsed: clock.now, after };
    const newId = (): string => `id-${ids++}`;
    const leases = createLeases(host.store, time, `instance-${instances.length}`);
    const parts: EngineParts = {
      host,
      lanes: createLanes({ ...LANE_LIMITS, ...given.lanes }, after, {
        onError: (lane, error) => errors.push(`${lane}: ${String(error)}`),
        onDropped: (lane) => errors.push(`${lane}: dropped`),
        onHeld: (lane) => errors.push(`${lane}: held`),
      }),
      echoes: createEchoes(clock.now),
      journal: createJournal(host.store, leases, clock.now),
      once: createOnce(host.store, time, leases.instance),
      customers: createNotedCustomers(host.changes),
      program: () => current,
      suspended: given.suspended ?? (() => undefined),
      traced: (trace) => traces.push(trace),
      failed: (what, error) => errors.push(`${what}: ${String(error)}`),
      ran: (run) => runs.push(run),
      changed: watch.changed,
      changedSince: watch.changedSince,
      mark: watch.mark,
      now: clock.now,
      random: () => 0,
      newId,
    };
    const later = createLater(parts, {
      scheduler: mortal(scheduler),
      leases,
      time,
      known: async () => [...server.conversations.keys()],
      questions: createQuestions,
      schedules: createSchedules,
    });
    const made: Instance = {
      engine: createEngine(given.now ? parts : later.parts),
      later,
      runs,
      traces,
      errors,
      calls: () => calls,
      dieAt: (at, effect) => {
        death = { at: calls + at, effect };
      },
      kill: () => {
        dead = true;
      },
      dead: () => dead,
      standStill: (ms, effect) => {
        still = { until: clock.now() + ms, effect };
      },
      rules: (next) => {
        current = program(next);
        later.waits.rulesChanged();
      },
    };
    instances.push(made);
    if (!given.now) later.start();
    if (given.swept) void later.sweep();
    await clock.settle();
    return made;
  }

  return { clock, server, instance };
}

/** The changes of a server, some of them done in another way. */
export function instead<T extends object>(changes: T, more: Partial<T>): T {
  return new Proxy(changes, { get: (from, name) => Reflect.get(name in more ? more : from, name) as unknown });
}
