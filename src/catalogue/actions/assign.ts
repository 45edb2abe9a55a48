import { z } from '../../util/zod';
import type { Conversation } from '../../model/event';
import { HostError, type Pool } from '../../ports/host';
import { conversationAssigned, conversationTransferred, conversationUnassigned } from '../events';
import { message } from '../../text/message';
import type { Action, ActionContext, Effect, ParametersOf } from './action';
import { already, failed, fresh, onHold } from './ending';
import { planTarget, sayTarget, target, type One, type Several, type To } from './target';
import { takenSince } from './still-wanted';
import { toDepartment } from './to-department';
import { toOne } from './to-one';
import { others, tryEach, whoMay } from './trying';
import type { Outcome } from '../../model/run';
import { lazily } from '../../util/lazily';

const parameters = lazily(() => z.strictObject({ to: target() }));

/** Gives the conversation to somebody who can take it. */
export const assign: Action<ParametersOf<typeof parameters>> = {
  id: 'assign',
  parameters,
  templates: {},
  messagesCustomer: false,
  openOnly: true,
  changes: ['conversation', 'agent_load', 'agent_available', 'agents_online', 'previous_agent'],
  // Into the queue of a department the agent is taken off, too.
  raises: [conversationAssigned.id, conversationTransferred.id, conversationUnassigned.id],
  raised: (event, { agent, department }) => (event === conversationAssigned.id ? agent : department) !== undefined,
  repeatable: true,
  later: { over: takenSince },
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
  say: ({ to }, speaker) => sayTarget(to, speaker),
  effects: ({ to }) => effects(to),
  leaves: ({ to }, before) => ({ ...before, ...assigned(to) }),
  plan: ({ to }) => planTarget(to),
  async perform({ to }, context) {
    const now = context.current ?? (await fresh(context.host, context.conversation));
    if (now.status === 'closed') return failed(message('reason_conversation_closed'));
    if (now.status === 'on_hold') return onHold(context);
    return toTarget(to, now, context);
  },
  // Chosen from several once more it would be somebody else: whoever has got it since the event keeps it.
  // A bot that it was not to be given to has it from somebody else.
  async verify({ to }, { host, conversation, event }) {
    const agent = (await fresh(host, conversation)).agent;
    if (agent === undefined || agent.id === event.conversation.agent?.id) return false;
    return agent.kind === 'human' || mayBeBot(to);
  },
};

function mayBeBot(to: To): boolean {
  return 'agents' in to || 'bots' in to || (to.otherwise !== undefined && mayBeBot(to.otherwise));
}

/** Who it is, is looked up when it is done, and so is how the server writes a department. */
function assigned(to: To): Partial<Conversation> {
  const later = (name: string): never => `{{${name}}}` as never;
  const kind = later('agent.kind');
  const username = !to.otherwise && 'agent' in to ? to.agent : later('agent.username');
  return {
    status: later('conversation.status'),
    agent: { id: '', username, name: later('agent.name'), status: later('agent.status'), kind, enabled: true },
    ...((to.otherwise ?? 'department' in to) && { department: { id: '', name: later('conversation.department') } }),
  };
}

/** Only a department as target moves the conversation, and only there it may find nobody. */
function effects(to: To): readonly Effect[] {
  return [...effectsOfFirst(to), ...(to.otherwise ? effects(to.otherwise) : [])];
}

function effectsOfFirst(to: To): readonly Effect[] {
  const names = 'agent' in to ? [to.agent] : 'agents' in to ? to.agents : undefined;
  const facts: Effect['facts'] = {
    ...(names && { 'conversation.agent': names, 'agent.username': names }),
    ...('department' in to && { 'conversation.department': [{ id: to.department, name: to.department }] }),
  };
  const common = { facts, findsSomebody: true };
  const assigned: Effect = { ...common, event: conversationAssigned.id, settles: isOne(to) || names?.length === 1 };
  if (!('department' in to)) return [assigned];
  const moved = [conversationTransferred.id, conversationUnassigned.id];
  return [assigned, ...moved.map((event): Effect => ({ ...common, event, settles: true }))];
}

/** One target after the other, until somebody has it. What stands in the way of all of them ends it. */
async function toTarget(to: To, now: Conversation, context: ActionContext): Promise<Outcome> {
  const { otherwise } = to;
  if (!otherwise) return toFirst(to, now, context);
  let ended: Outcome;
  try {
    ended = await toFirst(to, now, context);
  } catch (error) {
    if (!(error instanceof HostError) || error.kind === 'uncertain') throw error;
    ended = failed(error.text);
  }
  if (ended.outcome !== 'failed') return ended;
  const next = await toTarget(otherwise, await fresh(context.host, now), context);
  // Both say why: the second is no answer to why it is not with the first.
  const why = { first: ended.reason ?? '', then: next.reason ?? '' };
  return next.outcome === 'failed' ? { ...next, reason: message('reason_nor_otherwise', why) } : next;
}

function toFirst(to: To, now: Conversation, context: ActionContext): Promise<Outcome> {
  if ('department' in to) return toDepartment(to, now, context);
  return isOne(to) ? toOne(to, now, context) : toSeveral(to, now, context);
}

function isOne(to: To): to is One {
  return !('agents' in to || 'anyone' in to || 'department' in to);
}

async function toSeveral(to: Several, now: Conversation, context: ActionContext): Promise<Outcome> {
  const { host } = context;
  const pool: Pool = 'agents' in to ? { kind: 'agents', names: to.agents } : { kind: 'anyone' };
  const everybody = await host.candidates(pool);
  if (!everybody) return failed(message('reason_no_roster'));
  if (everybody.length === 0) return failed(message('reason_pool_empty'));
  const candidates = 'anyone' in to ? whoMay(everybody, to) : everybody;
  if (candidates.length === 0) return failed(message('reason_only_bots'));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only && only.id === now.agent?.id) return already(message('reason_agent_has_it', { agent: only.username }));
  const turn = 'agents' in to ? [...to.agents].sort().join(',') : '*';
  const ordered = await others(candidates, now, to, turn, context);
  return (
    (await tryEach(
      ordered,
      now,
      context,
      (candidate) => host.changes.transferToAgent(now, candidate),
      to.pick === 'round_robin' ? turn : undefined,
    )) ?? failed(message('reason_nobody_could_take_it', { agents: candidates.map((each) => each.username) }))
  );
}
