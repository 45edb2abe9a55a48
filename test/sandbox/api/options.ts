import type { CustomFieldDoc, DepartmentDoc, Edition, UserDoc } from '../workspace';
import type { Device } from '../client';
import type { ClockMode } from '../runtime/clock';
import type { Runtime } from '../runtime/runtimes';

/** An agent by username, or with what is special about them. The id is the username unless given. */
export interface AgentSetup extends Partial<UserDoc> {
  username: string;
  /** Names of the departments they belong to. */
  in?: string[];
}

/** A department by name with its agents' usernames; the id is the name in lower case with dashes unless given. */
export interface DepartmentSetup extends Partial<DepartmentDoc> {
  name: string;
  agents?: string[];
}

export interface ServerSetup {
  /** '8.3', the newest that was run, unless given. */
  version?: string;
  edition?: Edition;
  /** Livechat_Routing_Method. */
  routing?: 'Auto_Selection' | 'Manual_Selection' | 'Load_Balancing' | 'Load_Rotation';
  /** Any server setting by its id. */
  [setting: string]: unknown;
}

export interface SandboxOptions {
  agents?: (string | AgentSetup)[];
  /** Bot agents. */
  bots?: (string | AgentSetup)[];
  /** Omnichannel managers, who are no agents. There is always the administrator `admin`. */
  managers?: string[];
  departments?: (string | DepartmentSetup)[];
  /** Omnichannel custom fields by key, of the visitor unless said otherwise. */
  customFields?: (string | (Partial<CustomFieldDoc> & { _id: string }))[];
  /** Settings of the app, set after the installation as an administrator would; objects become JSON. */
  settings?: Record<string, unknown>;
  server?: ServerSetup;
  /** What runs the app's code: Deno, or Node as on servers from 8.8; WORKFLOW_RUNTIME, or Deno, unless given. */
  runtime?: Runtime;
  /** A zip, or the folder of an app that has an app.json; the project's own package unless given. */
  app?: string;
  /**
   * The first instant of a clock that moves only when told; 'machine' for the machine's time. `pace`: of the app's timers.
   */
  clock?: string | Date | { start?: string | Date; mode: ClockMode; pace?: number };
  /** Permissions of app.json that the administrator did not grant. */
  without?: string[];
  /** Events reach the app in the order of firing; a seed here shuffles those that are fired together. */
  shuffle?: number;
  /** Gives the app a connection: an omnichannel manager's token in its settings. */
  connected?: boolean;
  /** What everybody looks at the workspace with, unless `agent.uses` says otherwise. */
  client?: Device;
  /** How long the engine waits for the app, in ms of the machine's time. */
  timeout?: number;
}
