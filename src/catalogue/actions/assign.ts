import * as z from 'zod/mini';
import type { Conversation } from '../../model/event';
import type { Pool } from '../../ports/host';
import { conversationAssigned, conversationTransferred, conversationUnassigned } from '../events';
import { message, type Text } from '../../text/message';
import type { Action, ActionContext, Effect } from './action';
import { already, failed, fresh, onHold } from './ending';
import { choiceKey, saidKey } from '../keys';
import { isObject } from '../../util/json';
import { agent, department, described } from './parameters';
import { PICKS } from './pick';
import { toDepartment } from './to-department';
import { others, tryEach, whoMay } from './trying';
import type { Outcome } from '../../model/run';

const pick = described(
  'Who is chosen among those who can take it: `least_busy` (default), `round_robin`, `random`, or the `first` of the list.',
  z.optional(z.enum(PICKS)),
);
const bots = described('Bots may get it, too. Left out: people only.', z.optional(z.literal(true)));
const usernames = z.array(agent('A username.')).check(z.minLength(1), z.maxLength(100));
const parameters = z.strictObject({
  to: described(
    'Who gets it.',
    z.union([
      z.strictObject({ agent: agent("One agent's username.") }),
      z.strictObject({ agents: described('Usernames.', usernames), pick }),
      z.strictObject({ department: department("A department's name or id."), pick, bots }),
      z.strictObject({ anyone: described('Any agent.', z.literal(true)), pick, bots }),
      z.strictObject({ actor: described('Whoever of the team wrote.', z.literal(true)) }),
    ]),
  ),
});
type To = z.infer<typeof parameters>['to'];

/** Gives the conversation to somebody who can take it. */
export const assign: Action<z.infer<typeof parameters>> = {
  id: 'assign',
  parameters,
  templates: {},
  messagesCustomer: false,
  openOnly: true,
  changes: ['conversation', 'agent_load', 'agent_available', 'agents_online'],
  // Into the queue of a department the agent is taken off, too.
  raises: [conversationAssigned.id, conversationTransferred.id, conversationUnassigned.id],
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
  say: ({ to }, speaker) => {
    const target = isObject(to) ? to : {};
    const kind = ['agent', 'agents', 'department', 'actor', 'anyone'].find((each) => each in target) ?? 'anyone';
    const pick = speaker.say(choiceKey('assign.pick', typeof target.pick === 'string' ? target.pick : 'least_busy'));
    const assign = speaker.say(saidKey('assign', kind), { ...speaker.allQuoted(target), pick });
    return target.bots === true ? speaker.say(saidKey('assign', 'bots'), { assign }) : assign;
  },
  effects: ({ to }) => effects(to),
  plan: ({ to }) => plan(to),
  async perform({ to }, context) {
    const now = context.current ?? (await fresh(context.host, context.conversation));
    if (now.status === 'closed') return failed(message('reason_conversation_closed'));
    if (now.status === 'on_hold') return onHold(context);
    if ('agent' in to) return toOne(to.agent, now, context);
    if ('actor' in to) return toActor(now, context);
    if ('department' in to) return toDepartment(to, now, context);
    return toSeveral(to, now, context);
  },
  // Chosen from several once more it would be somebody else: whoever has got it since the event keeps it.
  async verify(_parameters, { host, conversation, event }) {
    const agent = (await fresh(host, conversation)).agent;
    return agent !== undefined && agent.id !== event.conversation.agent?.id;
  },
};

/** Only a department as target moves the conversation, and only there it may find nobody. */
function effects(to: To): readonly Effect[] {
  const names = 'agent' in to ? [to.agent] : 'agents' in to ? to.agents : undefined;
  const facts: Effect['facts'] = {
    ...(names && { 'conversation.agent': names, 'agent.username': names }),
    ...('department' in to && { 'conversation.department': [{ id: to.department, name: to.department }] }),
  };
  const common = { facts, findsSomebody: true };
  const assigned: Effect = { ...common, event: conversationAssigned.id, settles: names?.length === 1 };
  if (!('department' in to)) return [assigned];
  const moved = [conversationTransferred.id, conversationUnassigned.id];
  return [assigned, ...moved.map((event): Effect => ({ ...common, event, settles: true }))];
}

function plan(to: To): Text {
  if ('agent' in to) return message('plan_assign_agent', { agent: to.agent });
  if ('actor' in to) return message('plan_assign_actor');
  const how = message(`pick_${to.pick ?? 'least_busy'}`);
  if ('agents' in to) return message('plan_assign_agents', { agents: to.agents, pick: how });
  if ('department' in to) return message('plan_assign_department', { department: to.department, pick: how });
  return message('plan_assign_anyone', { pick: how });
}

async function toOne(wanted: string, now: Conversation, context: ActionContext): Promise<Outcome> {
  const agent = await context.host.agent(wanted);
  if (!agent) return failed(message('reason_no_such_agent', { agent: wanted }));
  if (now.agent?.id === agent.id) return already(message('reason_agent_has_it', { agent: agent.username }));
  return (
    (await tryEach([agent], now, context, (candidate) => context.host.changes.transferToAgent(now, candidate))) ??
    failed(message('reason_nobody_could_take_it', { agents: [agent.username] }))
  );
}

/** Whoever of the team wrote what set the rule off. */
async function toActor(now: Conversation, context: ActionContext): Promise<Outcome> {
  const written = context.event.message;
  if (!written || written.from === 'customer') return failed(message('reason_no_actor'));
  return toOne(written.author, now, context);
}

async function toSeveral(
  to: Extract<To, { agents: string[] } | { anyone: true }>,
  now: Conversation,
  context: ActionContext,
): Promise<Outcome> {
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
  const ordered = await others(candidates, now, to.pick, turn, context);
  return (
    (await tryEach(ordered, now, context, (candidate) => host.changes.transferToAgent(now, candidate))) ??
    failed(message('reason_nobody_could_take_it', { agents: candidates.map((each) => each.username) }))
  );
}
