import {
  addAgent,
  addCustomField,
  addDepartment,
  addUser,
  createWorkspace,
  type HostEvent,
  type AppObject,
  type Workspace,
} from '../workspace';
import type { AgentSetup, SandboxOptions } from './options';

interface Wires {
  now: () => Date;
  onEvent: (event: HostEvent) => Promise<unknown> | void;
  beforeRoomCreate: (room: AppObject) => Promise<void>;
}

/** The id that a department gets from its name. */
export function departmentId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** A workspace with the people, departments, fields and settings that a sandbox was asked for. */
export function setUp(options: SandboxOptions, wires: Wires): Workspace {
  const { version, edition, routing, ...settings } = options.server ?? {};
  if (routing !== undefined) settings.Livechat_Routing_Method = routing;
  const ws = createWorkspace({ version, edition, ...wires, data: { settings } });

  addUser(ws, { _id: 'admin', name: 'Administrator', roles: ['admin', 'user'] });
  for (const name of options.managers ?? []) addUser(ws, { _id: name, roles: ['user', 'livechat-manager'] });

  const agents = (options.agents ?? []).map(named);
  const bots = (options.bots ?? [])
    .map(named)
    .map((bot) => ({ type: 'bot', roles: ['bot', 'livechat-agent'], ...bot }));
  for (const { in: _departments, ...agent } of [...agents, ...bots]) {
    addAgent(ws, { _id: agent.username, name: agent.username, ...agent });
  }

  const departments = (options.departments ?? []).map((entry) => (typeof entry === 'string' ? { name: entry } : entry));
  for (const name of [...agents, ...bots].flatMap((agent) => agent.in ?? [])) {
    if (!departments.some((department) => department.name === name)) departments.push({ name });
  }
  for (const { agents: own = [], ...department } of departments) {
    const members = [...agents, ...bots].filter((agent) => agent.in?.includes(department.name));
    const names = [...new Set([...own, ...members.map((agent) => agent.username)])];
    addDepartment(
      ws,
      { _id: departmentId(department.name), ...department },
      names.map((name) => userNamed(ws, name)._id),
    );
  }

  for (const field of options.customFields ?? [])
    addCustomField(ws, typeof field === 'string' ? { _id: field } : field);
  // Where commands are typed that need no conversation.
  ws.data.rooms.push({
    _id: 'GENERAL',
    t: 'c',
    name: 'general',
    msgs: 0,
    usersCount: ws.data.users.length,
    ts: ws.now(),
  });
  return ws;
}

function named(entry: string | AgentSetup): AgentSetup {
  return typeof entry === 'string' ? { username: entry } : entry;
}

/** The user of a username; throws a sentence that names those there are. */
export function userNamed(ws: Workspace, username: string) {
  const user = ws.data.users.find((entry) => entry.username === username);
  if (user === undefined) {
    const there = ws.data.users.map((entry) => entry.username).join(', ');
    throw new Error(`The sandbox has no user "${username}"; it has ${there}.`);
  }
  return user;
}
