import type { Conversation } from '../../model/event';
import { HostError, type Candidate, type Host } from '../../ports/host';
import type { ActionContext } from './action';
import { message } from '../../text/message';
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

/** Does somebody have no more open conversations than they may have already? */
export async function hasRoom(agent: Candidate, most: number | undefined, host: Host): Promise<boolean> {
  return most === undefined || (await host.openConversations(agent)) <= most;
}

function barred(candidate: Candidate): Candidate {
  return { ...candidate, enabled: false };
}

/** Would another one be refused, too? */
function isAboutTheAgent({ kind, text }: HostError): boolean {
  return kind !== 'uncertain' && ABOUT_THE_AGENT.includes(text.key);
}

/** Bots are no people: they are chosen only where the rule says so (DESIGN.md 1, Agents). */
export function whoMay(candidates: readonly Candidate[], { bots }: { readonly bots?: true }): readonly Candidate[] {
  return bots ? candidates : candidates.filter(({ kind }) => kind === 'human');
}

/** Never the one who has it already. */
export async function others(
  candidates: readonly Candidate[],
  now: Conversation,
  { pick: how = 'least_busy', at_most: most }: { readonly pick?: Pick; readonly at_most?: number },
  turn: string,
  { host, rule, random }: ActionContext,
): Promise<readonly Candidate[]> {
  const may = (each: Candidate): Promise<boolean> | boolean =>
    each.id !== now.agent?.id && each.enabled && (most === undefined || hasRoom(each, most, host));
  const allowed = await Promise.all(candidates.map(async (each) => ((await may(each)) ? each : barred(each))));
  return inOrder(allowed, how, { host, random, turn: `${rule.id}/${turn}` });
}

/**
 * Tries one after the other until the conversation has another agent than before. The host may say yes and do
 * nothing (an agent who has enough already), so each try is read back. Undefined when all of them refused.
 * @param turn of the round robin that they stand in, if it is one
 */
export async function tryEach(
  candidates: readonly Candidate[],
  before: Conversation,
  { host, rule }: ActionContext,
  transfer: (candidate: Candidate) => Promise<void>,
  turn?: string,
): Promise<Outcome | undefined> {
  const there = await peopleIn(before, host);
  for (const candidate of candidates.slice(0, MOST_TRIES)) {
    try {
      // The turn of whoever refused goes on to the next one.
      if (turn !== undefined && candidate !== candidates[0] && candidate.status === candidates[0]?.status)
        await host.changes.takeTurn(`${rule.id}/${turn}`, [candidate.username], [candidate.username]);
      await transfer(candidate);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      const now = await host.conversation(before.id);
      // The next one is tried. Where it was to go it waits, also if nobody there could take it.
      const goesOn = candidates.length > 1 || now?.department?.id !== before.department?.id;
      if (isAboutTheAgent(error) && goesOn) continue;
      if (now?.agent?.id !== candidate.id) throw error;
    }
    const after = await fresh(host, before);
    if (after.agent && after.agent.id !== before.agent?.id)
      return given(after, after.agent.username, before, there, host);
  }
  return undefined;
}

/**
 * It has somebody. Nothing guards a conversation on the server: of two who give it to somebody at once both succeed, and
 * both agents stay in it (HOST-CASES-8.md, Two calls at once). Then this is told.
 */
async function given(
  after: Conversation,
  agent: string,
  before: Conversation,
  there: readonly string[] | undefined,
  host: Host,
): Promise<Outcome> {
  const now = there && (await peopleIn(after, host));
  const others = (now ?? []).filter((each) => each !== agent && !there?.includes(each));
  const moved = after.department && after.department.id !== before.department?.id ? after.department.name : undefined;
  const ended = done({ agent, ...(moved !== undefined && { department: moved }) });
  return others.length === 0 ? ended : { ...ended, reason: message('reason_given_twice', { agent, agents: others }) };
}

/** Undefined: the server does not tell; nothing hangs on it but a word. */
function peopleIn(conversation: Conversation, host: Host): Promise<readonly string[] | undefined> {
  return host.peopleIn(conversation).catch(() => undefined);
}
