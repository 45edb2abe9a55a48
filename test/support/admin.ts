import { settingValues, type SettingValues } from '../../settings/definitions';
import { createAdministration, type Administration, type AdminParts, type ForPeople } from '../../src/admin';
import { createAdmin } from '../../src/admin/for-people';
import { createPendingImports, handleCommand, type CommandParts } from '../../src/command';
import type { ByHand } from '../../src/engine/by-hand';
import type { Schedules } from '../../src/engine/parts';
import type { Journal } from '../../src/engine/journal';
import { createTraces, type Traces } from '../../src/engine/recent-traces';
import type { RunRecord } from '../../src/model/run';
import type { WorkflowHost } from '../../src/host';
import { readDocument } from '../../src/rules/read';
import { loadRules, type Loaded } from '../../src/rules/load';
import { translate, message as sentence, type Text } from '../../src/text/message';
import { fakeClock, fakeServer, fakeStore, type FakeClock, type FakeServer } from './fakes';
import type { ConnectionState, Inspection } from '../../src/ports/inspection';

/** Administration over a store, a server and settings in memory. */
export interface Desk extends Omit<Administration, 'ran'>, ForPeople {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  readonly store: ReturnType<typeof fakeStore>;
  readonly traces: Traces;
  readonly commands: CommandParts;
  readonly settings: () => SettingValues;
  readonly loaded: () => Loaded;
  /** Saves a setting on the settings screen. */
  readonly saves: (id: keyof SettingValues, value: string | boolean) => Promise<void>;
  /** Who stands in which conversation, by user id. */
  readonly members: Map<string, readonly string[]>;
  /** What the team was told. */
  readonly told: string[];
  readonly connection: { state: ConnectionState };
  /** A run ended so. */
  readonly ran: (run: Partial<RunRecord> & { readonly rule: string }) => void;
  /** The answer to a command, typed by somebody with these roles. */
  readonly types: (line: string, by?: Partial<Typist>) => Promise<readonly string[]>;
}

export interface Typist {
  readonly username: string;
  readonly roles: readonly string[];
  readonly room: string;
  readonly language: string;
}

export const RULE = {
  id: 'hello',
  name: 'Say hello',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: 'hi' },
  do: [{ action: 'send_message', text: 'Hello!' }],
  once: { per: 'conversation' },
};

export async function desk(rules: unknown = { rules: [RULE] }, shared: Partial<Desk> = {}): Promise<Desk> {
  const clock = shared.clock ?? fakeClock();
  const store = shared.store ?? fakeStore();
  const server = shared.server ?? fakeServer(clock, store);
  const traces = createTraces();
  const told: string[] = [];
  const members = new Map<string, readonly string[]>([['c1', ['anna']]]);
  const connection: Desk['connection'] = { state: { kind: 'none' } };
  const runs: RunRecord[] = [];
  const text = typeof rules === 'string' ? rules : JSON.stringify(rules);
  let settings = settingValues({ rules: text, hours: '' });
  let loaded: Loaded | undefined;
  const openingHours = { timezone: 'UTC', hours: '', holidays: '' };
  let ids = 0;

  const serverFacts = { url: '', language: 'en', messageSize: 5_000 } as const;
  const read = async (): Promise<void> => {
    loaded = await loadRules(settings, undefined, serverFacts, loaded);
  };
  const inspection: Inspection = {
    missingPermissions: async () => [],
    connection: async () => connection.state,
    canTell: async (target) =>
      ['nowhere', '@nobody'].includes(target) ? sentence('reason_no_such_room', { room: target }) : undefined,
  };
  const changes = {
    ...server.host.changes,
    notify: async (_target: unknown, said: string) => {
      told.push(said);
      return `told-${told.length}`;
    },
  };
  const host = {
    ...server.host,
    changes,
    connected: async () => false,
    notesField: () => undefined,
    isOwnMessage: async () => false,
    rest: {},
  } as unknown as WorkflowHost;
  const journal = {
    recordsOf: async (id: string) => runs.filter(({ conversation }) => conversation === id),
    record: async (id: string) => runs.find((run) => run.id === id),
  } as unknown as Journal;

  await read();
  const parts: AdminParts = {
    host,
    listsOfServer: () => host.rest.listed(),
    newestOnServer: async () => [],
    isIn: async (conversation, userId) => members.get(conversation)?.includes(userId) ?? false,
    journal,
    traces,
    lanes: { run: (_lane, work) => work() },
    keptTraces: { keep: () => undefined, writeWhenDue: () => undefined, of: async () => [], forget: () => undefined },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (line) => told.push(line) },
    instance: `desk-${Math.floor(clock.now())}-${shared.store ? 2 : 1}`,
    waits: { muted: async () => undefined, list: async () => ({ waits: [], ends: [] }) } as never,
    schedules: { ofRule: async () => [], plan: async () => undefined } as unknown as Schedules,
    messages: {} as never,
    questions: {} as never,
    settings: () => settings,
    openingHours: () => openingHours,
    saveSetting: async (id, value) => {
      settings = settingValues({ ...settings, [id]: value });
      await read();
    },
    loaded: () => loaded,
    check: async (source, listed) => readDocument(source, { settings: { hours: settings.hours }, host: listed }),
    listsChanged: read,
    lost: () => ({ dropped: 0, held: 0, broken: 0 }),
    language: () => 'en',
    now: () => clock.now(),
    canWrite: () => true,
    forgetInMemory: () => undefined,
    newId: () => `id-${shared.store ? 'b' : 'a'}-${ids++}`,
    forPeople: () => forPeople,
  };
  const administration = createAdministration(parts);
  const byHand = { offered: async () => [] } as unknown as ByHand;
  const forPeople: ForPeople = createAdmin(parts, administration, inspection, byHand);
  administration.rulesRead();
  await administration.runCounts.load();
  const commands: CommandParts = {
    ...forPeople,
    imports: createPendingImports(() => clock.now()),
    zone: () => 'UTC',
  };

  return {
    ...administration,
    ...forPeople,
    clock,
    server,
    store,
    traces,
    commands,
    members,
    told,
    connection,
    settings: () => settings,
    loaded: () => loaded!,
    saves: async (id, value) => {
      const before = settings.rules;
      settings = settingValues({ ...settings, [id]: value });
      await read();
      administration.rulesRead();
      if (id === 'rules') await forPeople.admin.book.noticed(before, settings.rules);
    },
    ran: (run) => {
      const at = clock.now();
      const event = { id: `event-${runs.length}`, on: 'customer_message' as const, at };
      const whole: RunRecord = {
        v: 1,
        id: `run-${runs.length}`,
        name: run.rule,
        mode: 'live',
        event,
        conversation: 'c1',
        customer: 'ana',
        at,
        ms: 1,
        depth: 1,
        conditions: null,
        actions: [{ action: 'send_message', outcome: 'done', ms: 1 }],
        ...run,
      };
      runs.push(whole);
      administration.ran(whole);
    },
    types: (line, { username = 'boss', roles = ['admin'], room = 'general', language } = {}) =>
      handleCommand(
        {
          user: { id: username, username, roles, settings: { preferences: { language } } } as never,
          room: { id: room, type: room === 'general' ? 'c' : 'l' } as never,
          args: line === '' ? [] : line.split(' '),
          triggerId: undefined,
          threadId: undefined,
          arrived: 0,
        },
        commands,
      ),
  };
}

export const english = (sentences: readonly Text[]): readonly string[] =>
  sentences.map((each) => translate('en', each));
