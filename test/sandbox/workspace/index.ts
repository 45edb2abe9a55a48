/**
 * A Rocket.Chat workspace in memory: plain functions over plain documents. It behaves as HOST.md and HOST-CASES.md
 * say, traps included. Nothing here knows of the Apps-Engine; the runtime part of the sandbox wires both together.
 */
import { settle } from './events';
import { DEFAULT_VERSION, traitsOf, type Traits } from './versions';
import { defaultPermissions } from './permissions';
import { defaultPriorities } from './priorities';
import { defaultSettings } from './settings';
import type { AppObject, Edition, HostEvent, Workspace, WorkspaceData } from './types';

export type * from './types';
export type { HostBridges } from './bridge-types';
export { DEFAULT_VERSION, OLDER_VERSION, traitsOf } from './versions';
export type { Trait, Traits } from './versions';
export { settle, flush } from './events';
export { HostError } from './errors';
export { hostBridges } from './bridges';
export { endpointOf, rest } from './rest';
export * from './builders';
export {
  openWidget,
  visitorWrites,
  visitorCloses,
  agentWrites,
  agentTakes,
  agentForwards,
  agentCloses,
  agentReturnsToQueue,
  setPresence,
  setAvailability,
  runQueueWorker,
} from './operations';
export {
  appUser,
  appRoomById,
  appUserById,
  appVisitorById,
  appMessageById,
  appDepartmentById,
  appContactById,
} from './convert';

export interface WorkspaceOptions {
  version?: string;
  /** Single traits that are not as the version has them. */
  traits?: Partial<Traits>;
  edition?: Edition;
  now?: () => Date;
  newId?: (kind: string) => string;
  onEvent?: (event: HostEvent) => void | Promise<unknown>;
  beforeRoomCreate?: (room: AppObject) => Promise<void>;
  /** Stored documents to begin with; what is absent begins empty (settings, permissions: the server's defaults). */
  data?: Partial<WorkspaceData>;
}

/**
 * A workspace with rocket.cat as its only user, the default settings and permissions, and whatever `data` brings.
 * Defaults: version 8.3, CE, the real clock, ids like 'room-17' counted per kind, events dropped.
 */
export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const counts: Record<string, number> = {};
  const data = options.data ?? {};
  const version = options.version ?? DEFAULT_VERSION;
  return {
    data: {
      users: data.users ?? [
        {
          _id: 'rocket.cat',
          username: 'rocket.cat',
          name: 'Rocket.Cat',
          type: 'bot',
          roles: ['bot'],
          active: true,
          status: 'online',
          statusConnection: 'online',
        },
      ],
      departments: data.departments ?? [],
      departmentAgents: data.departmentAgents ?? [],
      customFields: data.customFields ?? [],
      visitors: data.visitors ?? [],
      contacts: data.contacts ?? [],
      rooms: data.rooms ?? [],
      inquiries: data.inquiries ?? [],
      subscriptions: data.subscriptions ?? [],
      messages: data.messages ?? [],
      businessHours: data.businessHours ?? [],
      tokens: data.tokens ?? [],
      priorities: data.priorities ?? defaultPriorities(),
      slas: data.slas ?? [],
      settings: { ...defaultSettings(), ...data.settings },
      permissions: data.permissions ?? defaultPermissions(),
    },
    version,
    traits: { ...traitsOf(version), ...options.traits },
    edition: options.edition ?? 'CE',
    contactsUsedUp: false,
    now: options.now ?? (() => new Date()),
    newId: options.newId ?? ((kind) => `${kind}-${(counts[kind] = (counts[kind] ?? 0) + 1)}`),
    sink: options.onEvent ?? (() => undefined),
    beforeRoomCreate: options.beforeRoomCreate,
    pending: [],
    running: new Set(),
    flushPlanned: false,
    ephemeral: [],
    mails: [],
  };
}

/** Waits until the workspace is quiet; the same as `settle`, named for stories. */
export const quiet = settle;
