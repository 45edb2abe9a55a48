import type { Conversation } from '../../model/event';
import { HostError, type Candidate } from '../../ports/host';
import type { ActionContext } from './action';
import { done, fresh } from './ending';
import { inOrder, type Pick } from './pick';
import type { Outcome } from '../../model/run';

/** Handing a conversation to one of several agents, as `assign` does it. */

/** More refusals than this in a row are not a matter of the agents. */
const MOST_TRIES = 10;

/** What the host says about one agent; anything else is about the conversation, and the next agent would not help. */
const ABOUT_THE_AGENT = [
  'reason_agent_offline',
  'reason_agent_full',
  'reason_agent_not_given',
  'reason_nobody_online',
  'reason_agent_not_an_agent',
  'reason_agent_not_in_department',
];

/** Bots are no people: they are chosen only where the rule says so (DESIGN.md 1, Agents). */
export function whoMay(candidates: readonly Candidate[], { bots }: { readonly bots?: true }): readonly Candidate[] {
  return bots ? candidates : candidates.filter(({ kind }) => kind === 'human');
}

/** Never the one who has it already. */
export function others(
  candidates: readonly Candidate[],
  now: Conversation,
  how: Pick = 'least_busy',
  turn: string,
  { host, rule, random }: ActionContext,
): Promise<readonly Candidate[]> {
  const allowed = candidates.map((each) => (each.id === now.agent?.id ? { ...each, enabled: false } : each));
  return inOrder(allowed, how, { host, random, turn: `${rule.id}/${turn}` });
}

/**
 * Tries one after the other until the conversation has another agent than before. The host may say yes and do
 * nothing (an agent who has enough already), so each try is read back. Undefined when all of them refused.
 */
export async function tryEach(
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
      const aboutTheAgent = error.kind !== 'uncertain' && ABOUT_THE_AGENT.includes(error.text.key);
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
