import { parseDuration } from '../../calendar/duration';
import type { Conversation } from '../../model/event';
import type { Outcome } from '../../model/run';
import type { Candidate } from '../../ports/host';
import { message, type Text } from '../../text/message';
import { mayBeChosen } from '../availability';
import type { ActionContext } from './action';
import { already, failed } from './ending';
import type { One } from './target';
import { hasRoom, tryEach } from './trying';

/** To somebody whom the rule names, or whom it is clear from the customer or the event. */
export async function toOne(to: One, now: Conversation, context: ActionContext): Promise<Outcome> {
  const { host } = context;
  const wanted = await usernameOf(to, now, context);
  if (typeof wanted !== 'string') return failed(wanted);
  const agent = await host.agent(wanted);
  if (!agent) return failed(message('reason_no_such_agent', { agent: wanted }));
  if (now.agent?.id === agent.id) return already(message('reason_agent_has_it', { agent: agent.username }));
  const reason = await whyNot(agent, to, context);
  if (reason) return failed(reason);
  return (
    (await tryEach([agent], now, context, (candidate) => host.changes.transferToAgent(now, candidate))) ??
    failed(message('reason_nobody_could_take_it', { agents: [agent.username] }))
  );
}

/** Who is meant, or why that is nobody. */
async function usernameOf(to: One, now: Conversation, { host, event, now: clock }: ActionContext) {
  if ('agent' in to) return to.agent;
  if ('manager' in to) return (await host.managerOf(now.customer)) ?? message('reason_no_manager');
  if ('actor' in to) return event.actor?.username ?? message('reason_no_actor');
  const { agent } = await host.earlier(now);
  if (!agent) return message('reason_no_last_agent');
  const most = parseDuration(to.within ?? '') ?? Infinity;
  return clock() - agent.until <= most
    ? agent.username
    : message('reason_last_agent_long_ago', { agent: agent.username });
}

/**
 * A person named in the rule is tried, the server knows best. Whoever follows from the customer, or has somebody to
 * stand in, must be there: the server would give it to somebody who is offline, too.
 */
async function whyNot(agent: Candidate, to: One, { host }: ActionContext): Promise<Text | undefined> {
  const { username } = agent;
  if ('last_agent' in to || 'manager' in to || to.otherwise) {
    if (!agent.enabled) return message('reason_left_the_team', { agent: username });
    if (!mayBeChosen(agent, await host.presenceRule())) return message('reason_is_not_there', { agent: username });
  }
  return (await hasRoom(agent, to.at_most, host)) ? undefined : message('reason_has_enough', { agent: username });
}
