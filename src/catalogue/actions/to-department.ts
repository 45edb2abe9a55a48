import type { Agent, Conversation } from '../../model/event';
import type { DepartmentName } from '../../model/value';
import { HostError, type Candidate, type Host } from '../../ports/host';
import { message } from '../../text/message';
import type { ActionContext } from './action';
import { already, done, failed, fresh } from './ending';
import { isAccepted, mayBeChosen } from '../availability';
import { byUsername } from './pick';
import type { InDepartment } from './target';
import { others, tryEach, whoMay } from './trying';
import type { Outcome } from '../../model/run';

/**
 * Into a department: to one of its agents where they can be listed, else where the host's own routing puts it.
 * @param now the conversation as it is, open
 */
export async function toDepartment(to: InDepartment, now: Conversation, context: ActionContext): Promise<Outcome> {
  const { host } = context;
  const department = await host.department(to.department);
  if (!department) return failed(message('reason_no_such_department', { department: to.department }));
  const isThere = (current: Conversation) => current.department?.id === department.id;
  const { candidates: members, problem } = await membersOf(department.id, host);
  const candidates = members && whoMay(members, to);
  const rule = await host.presenceRule();
  const isBots = (agent: Agent | undefined): agent is Agent => agent?.kind === 'bot' && !to.bots;
  if (candidates?.some((candidate) => mayBeChosen(candidate, rule))) {
    const ordered = await others(candidates, now, to, department.id, context);
    const turn = to.pick === 'round_robin' ? department.id : undefined;
    const give = async (candidate: Candidate): Promise<void> => {
      let current = await fresh(host, now);
      if (!isThere(current)) {
        await host.changes.transferToDepartment(current, department.id, candidate);
        // Manual routing puts it into the department's queue and does not look at the agent.
        current = await fresh(host, now);
        if (current.agent && isThere(current)) return;
      }
      await host.changes.transferToAgent(current, candidate);
    };
    const outcome = await tryEach(ordered, now, context, give, turn);
    if (outcome) return outcome;
  }
  const current = await fresh(host, now);
  // Nobody waits in a queue while somebody else is named.
  if (candidates && to.otherwise) return nobodyOf(candidates, members);
  if (!isThere(current)) {
    // Routing that assigns by itself takes a bot as well as anybody, and, where the server does, somebody who is offline.
    const isUnfit = (each: Candidate): boolean => isAccepted(each, rule) && (isBots(each) || !mayBeChosen(each, rule));
    if (candidates && members.some(isUnfit) && !(await host.queueKeepsReturned())) return nobodyOf(candidates, members);
    // Nobody can be named: the host's own routing decides, or it waits in the department's queue.
    await host.changes.transferToDepartment(current, department.id);
  } else if (isThere(now)) {
    if (problem && !now.agent) throw problem;
    if (isBots(now.agent)) return candidates ? nobodyOf(candidates, members) : failed(message('reason_no_roster'));
    return now.agent
      ? already(message('reason_in_department', { department: department.name }))
      : failed(message('reason_nobody_in_department', { department: department.name }));
  }
  const after = await fresh(host, now);
  if (isBots(after.agent) && (isThere(after) || after.agent.id !== now.agent?.id)) {
    const { name } = after.department ?? department;
    return failed(message('reason_routed_to_bot', { agent: after.agent.username, department: name }));
  }
  return whereItIs(now, after, department, problem);
}

/** @param members with the bots among them */
function nobodyOf(people: readonly Candidate[], members: readonly Candidate[] | undefined): Outcome {
  if (people.length === 0) return failed(message(members?.length ? 'reason_only_bots' : 'reason_pool_empty'));
  return failed(message('reason_nobody_could_take_it', { agents: people.map(({ username }) => username) }));
}

/** Undefined: the host cannot list them; with a connection, that does not work just now, the problem says why. */
async function membersOf(
  id: string,
  host: Host,
): Promise<{ readonly candidates?: readonly Candidate[]; readonly problem?: HostError }> {
  try {
    return { candidates: (await host.candidates({ kind: 'department', id }))?.toSorted(byUsername) };
  } catch (error) {
    // No worse than without a connection: the host's routing can do it.
    if (error instanceof HostError) return { problem: error };
    throw error;
  }
}

function whereItIs(
  before: Conversation,
  after: Conversation,
  { id, name }: DepartmentName,
  problem: HostError | undefined,
): Outcome {
  const there = after.department;
  if (!there || (there.id !== id && there.id === before.department?.id))
    return failed(message('reason_host_did_nothing'));
  const told = { department: name, ...(problem && { problem: problem.text }) };
  const taken = after.agent && after.agent.id !== before.agent?.id ? after.agent.username : undefined;
  const ended = done({ department: there.name, ...(taken !== undefined && { agent: taken }) });
  // Nobody of it could take it: the host has passed it on by itself (HOST-CASES.md 14).
  if (there.id !== id)
    return { ...ended, reason: message('reason_fallback_department', { ...told, fallback: there.name }) };
  // Nobody was chosen from: the host's routing may give it to somebody who does not see it.
  if (taken !== undefined && after.agent?.status === 'offline')
    return { ...ended, reason: message('reason_is_not_there', { agent: taken }) };
  if (taken !== undefined && !problem) return ended;
  const unlisted = message(taken === undefined ? 'reason_waits_unlisted' : 'reason_routed_unlisted', told);
  return { ...ended, reason: problem ? unlisted : message('reason_waits_in_department', told) };
}
