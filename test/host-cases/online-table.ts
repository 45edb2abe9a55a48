import { hostBridges, type AppObject, type Workspace } from '../sandbox/workspace';
import { APP } from './words';

/** The words that a line of the table uses, and what they make of agents and settings. */
const WORDS: [RegExp, (ws: Workspace) => void][] = [
  [/accept_chats_with_no_agents/, (ws) => void (ws.data.settings.Livechat_accept_chats_with_no_agents = true)],
  [
    /Livechat_assign_new_conversation_to_bot/,
    (ws) => void (ws.data.settings.Livechat_assign_new_conversation_to_bot = true),
  ],
  [/nobody available/, (ws) => agents(ws, (agent) => void (agent.statusLivechat = 'not-available'))],
  [/not-available/, (ws) => first(ws, (agent) => void (agent.statusLivechat = 'not-available'))],
  [
    /agent-1 away/,
    (ws) => first(ws, (agent) => void Object.assign(agent, { status: 'away', statusConnection: 'away' })),
  ],
  [
    /only a bot agent/,
    (ws) =>
      agents(ws, (agent, index) => {
        const bot = { type: 'bot', roles: ['bot', 'livechat-agent'], status: 'offline', statusLivechat: 'available' };
        Object.assign(agent, index === 0 ? bot : { statusLivechat: 'not-available' });
      }),
  ],
];

type Agent = Workspace['data']['users'][number];

function agents(ws: Workspace, change: (agent: Agent, index: number) => void): void {
  ws.data.users.filter((user) => user.roles.includes('livechat-agent')).forEach(change);
}

function first(ws: Workspace, change: (agent: Agent) => void): void {
  agents(ws, (agent, index) => index === 0 && change(agent));
}

/** Lines that name a department each, or `all` for none. */
async function plainTable(ws: Workspace, names: string[]): Promise<AppObject> {
  const answers: AppObject = {};
  for (const name of names) {
    answers[name] = await hostBridges(ws).livechat.isOnlineAsync(name === 'all' ? undefined : name, APP);
  }
  return answers;
}

/**
 * A table of questions to isOnlineAsync: each line names its situation in words. "same" keeps the line before; every
 * other line begins from the stored state.
 */
export async function onlineTable(ws: Workspace, table: AppObject): Promise<AppObject> {
  const stored = structuredClone(ws.data);
  const answers: AppObject = {};
  if ('all' in table) return plainTable(ws, Object.keys(table));
  let department: string | undefined;
  for (const line of Object.keys(table)) {
    if (!/^same/.test(line)) Object.assign(ws.data, structuredClone(stored));
    for (const [words, change] of WORDS) if (words.test(line)) change(ws);
    department = /unknown department/.test(line) ? 'dep-unknown' : /^(?:same, )?(dep-\d+)/.exec(line)?.[1];
    answers[line] = await hostBridges(ws).livechat.isOnlineAsync(department, APP);
  }
  Object.assign(ws.data, stored);
  return answers;
}
