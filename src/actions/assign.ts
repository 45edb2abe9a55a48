import * as z from 'zod';
import type { Conversation } from '../events/event';
import { HostError, type Candidate, type Pool } from '../host/port';
import { text, type Text } from '../text/say';
import type { Action, ActionContext, Outcome } from './action';
import { already, done, failed, fresh } from './ending';
import { username } from './parameters';
import { byUsername, couldTake, inOrder, PICKS } from './pick';

const pick = z
  .enum(PICKS)
  .optional()
  .describe(
    'Who is chosen among those who can take it: `least_busy` (default), `round_robin`, `random`, or the `first` of the list.',
  );
const parameters = z.strictObject({
  to: z
    .union([
      z.strictObject({ agent: username("One agent's username.") }),
      z.strictObject({ agents: z.array(username('A username.')).min(1).max(100).describe('Usernames.'), pick }),
      z.strictObject({
        department: z.string().min(1).max(200).regex(/\S/).describe("A department's name or id."),
        pick,
      }),
      z.strictObject({ anyone: z.literal(true).describe('Any agent.'), pick }),
    ])
    .describe('Who gets it.'),
});
type To = z.infer<typeof parameters>['to'];

/** More refusals than this in a row are not a matter of the agents. */
const MOST_TRIES = 10;

/** What the host says about one agent; anything else is about the conversation, and the next agent would not help. */
const ABOUT_THE_AGENT = [
  'reason_agent_offline',
  'reason_agent_full',
  'reason_agent_not_an_agent',
  'reason_agent_not_in_department',
];

/** Gives the conversation to somebody who can take it. */
export const assign: Action<z.infer<typeof parameters>> = {
  id: 'assign',
  parameters,
  templates: {},
  messagesCustomer: false,
  changes: ['conversation', 'agent_load', 'agent_available', 'agents_online'],
  // Into the queue of a department the agent is taken off, too.
  raises: ['conversation_assigned', 'conversation_transferred', 'conversation_unassigned'],
  repeatable: true,
  connection: 'helps',
  permissions: [
    'room.read',
    'user.read',
    'livechat-room.read',
    'livechat-department.read',
    'livechat-visitor.write',
    'persistence',
    'networking',
    'server-setting.read',
  ],
  example: { action: 'assign', to: { agents: ['maria', 'jonas'], pick: 'least_busy' } },
  plan: ({ to }) => plan(to),
  async perform({ to }, context) {
    const now = context.current ?? (await fresh(context.host, context.conversation));
    if (now.status === 'closed') return failed(text('reason_conversation_closed'));
    if (now.status === 'on_hold') return failed(text('reason_conversation_on_hold'));
    if ('agent' in to) return toOne(to.agent, now, context);
    if ('department' in to) return toDepartment(to, now, context);
    return toSeveral(to, now, context);
  },
  // Chosen from several once more it would be somebody else: whoever has got it since the event keeps it.
  async happened(_parameters, { host, conversation, event }) {
    const agent = (await fresh(host, conversation)).agent;
    return agent !== undefined && agent.id !== event.conversation.agent?.id;
  },
};

function plan(to: To): Text {
  if ('agent' in to) return text('plan_assign_agent', { agent: to.agent });
  const how = text(`pick_${to.pick ?? 'least_busy'}`);
  if ('agents' in to) return text('plan_assign_agents', { agents: to.agents, pick: how });
  if ('department' in to) return text('plan_assign_department', { department: to.department, pick: how });
  return text('plan_assign_anyone', { pick: how });
}

async function toOne(wanted: string, now: Conversation, context: ActionContext): Promise<Outcome> {
  const agent = await context.host.agent(wanted);
  if (!agent) return failed(text('reason_no_such_agent', { agent: wanted }));
  if (now.agent?.id === agent.id) return already(text('reason_agent_has_it', { agent: agent.username }));
  return (
    (await tryEach([agent], now, context, (candidate) => context.host.changes.transferToAgent(now, candidate))) ??
    failed(text('reason_nobody_could_take_it', { agents: [agent.username] }))
  );
}

async function toSeveral(
  to: Extract<To, { agents: string[] } | { anyone: true }>,
  now: Conversation,
  context: ActionContext,
): Promise<Outcome> {
  const { host } = context;
  const pool: Pool = 'agents' in to ? { kind: 'agents', names: to.agents } : { kind: 'anyone' };
  const candidates = await host.candidates(pool);
  if (!candidates) return failed(text('reason_no_roster'));
  if (candidates.length === 0) return failed(text('reason_pool_empty'));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only && only.id === now.agent?.id) return already(text('reason_agent_has_it', { agent: only.username }));
  const turn = 'agents' in to ? [...to.agents].sort().join(',') : '*';
  const ordered = await others(candidates, now, to.pick, turn, context);
  return (
    (await tryEach(ordered, now, context, (candidate) => host.changes.transferToAgent(now, candidate))) ??
    failed(text('reason_nobody_could_take_it', { agents: candidates.map((each) => each.username) }))
  );
}

/** Never the one who has it already. */
function others(
  candidates: readonly Candidate[],
  now: Conversation,
  how: (typeof PICKS)[number] = 'least_busy',
  turn: string,
  { host, rule, random }: ActionContext,
): Promise<readonly Candidate[]> {
  const allowed = candidates.map((each) => (each.id === now.agent?.id ? { ...each, enabled: false } : each));
  return inOrder(allowed, how, { host, random, turn: `${rule.id}/${turn}` });
}

async function toDepartment(
  to: Extract<To, { department: string }>,
  now: Conversation,
  context: ActionContext,
): Promise<Outcome> {
  const { host } = context;
  const department = await host.department(to.department);
  if (!department) return failed(text('reason_no_such_department', { department: to.department }));
  const isThere = (current: Conversation) => current.department?.id === department.id;
  const candidates = (await host.candidates({ kind: 'department', id: department.id }))?.toSorted(byUsername);
  if (candidates?.some(couldTake)) {
    const ordered = await others(candidates, now, to.pick, department.id, context);
    const outcome = await tryEach(ordered, now, context, async (candidate) => {
      let current = await fresh(host, now);
      if (!isThere(current)) {
        await host.changes.transferToDepartment(current, department.id, candidate);
        // Manual routing puts it into the department's queue and does not look at the agent.
        current = await fresh(host, now);
        if (current.agent && isThere(current)) return;
      }
      await host.changes.transferToAgent(current, candidate);
    });
    if (outcome) return outcome;
  }
  const current = await fresh(host, now);
  // Nobody can be named: the host's own routing decides, or it waits in the department's queue.
  if (!isThere(current)) await host.changes.transferToDepartment(current, department.id);
  else if (isThere(now)) {
    return now.agent
      ? already(text('reason_in_department', { department: department.name }))
      : failed(text('reason_nobody_in_department', { department: department.name }));
  }
  return whereItIs(now, await fresh(host, now), department.id, department.name);
}

function whereItIs(before: Conversation, after: Conversation, id: string, name: string): Outcome {
  if (after.department?.id !== id) return failed(text('reason_host_did_nothing'));
  if (after.agent && after.agent.id !== before.agent?.id) {
    return done({ department: name, agent: after.agent.username });
  }
  return {
    outcome: 'done',
    reason: text('reason_waits_in_department', { department: name }),
    detail: { department: name },
  };
}

/**
 * Tries one after the other until the conversation has another agent than before. The host may say yes and do
 * nothing (an agent who has enough already), so each try is read back. Undefined when all of them refused.
 */
async function tryEach(
  candidates: readonly Candidate[],
  before: Conversation,
  { host }: ActionContext,
  transfer: (candidate: Candidate) => Promise<void>,
): Promise<Outcome | undefined> {
  for (const candidate of candidates.slice(0, MOST_TRIES)) {
    try {
      await transfer(candidate);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      const aboutTheAgent = error.kind === 'refused' && ABOUT_THE_AGENT.includes(error.text.key);
      if (aboutTheAgent && candidates.length > 1) continue;
      const after = await host.conversation(before.id);
      if (after?.agent?.id !== candidate.id) throw error;
    }
    const after = await fresh(host, before);
    if (after.agent && after.agent.id !== before.agent?.id) {
      return done({
        agent: after.agent.username,
        ...(after.department && after.department.id !== before.department?.id
          ? { department: after.department.name }
          : {}),
      });
    }
  }
  return undefined;
}
