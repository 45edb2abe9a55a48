import type { Candidate, Host } from '../../ports/host';
import { mayBeChosen } from '../availability';

/** How one of several agents is chosen (DESIGN.md 1, `assign`). */
export const PICKS = ['least_busy', 'round_robin', 'random', 'first'] as const;
export type Pick = (typeof PICKS)[number];

/** Those online come before those away, busy or of unknown status. */
function tier(candidate: Candidate): number {
  return candidate.status === 'online' ? 0 : 1;
}

/** The same order everywhere, whatever the server's own: by username, in code units. */
export function byUsername(one: Candidate, other: Candidate): number {
  return one.username < other.username ? -1 : one.username > other.username ? 1 : 0;
}

export interface PickContext {
  readonly host: Host;
  /** Which turn is kept: one for each rule and each pool. */
  readonly turn: string;
  readonly random: () => number;
}

/**
 * Those who could take the conversation, the one to try first at the front: those online first, among them as `pick`
 * says.
 * @param candidates everybody, in the order of the rule or by username; also those who cannot take it now
 */
export async function inOrder(
  candidates: readonly Candidate[],
  pick: Pick,
  context: PickContext,
): Promise<readonly Candidate[]> {
  const rule = await context.host.presenceRule();
  const able = candidates.filter((candidate) => mayBeChosen(candidate, rule));
  const ordered: Candidate[] = [];
  for (const each of [0, 1]) {
    const equals = able.filter((candidate) => tier(candidate) === each);
    // Nobody asks for loads or takes a turn among those who are looked at only when all before them refuse.
    const last = ordered.length > 0 && pick === 'round_robin';
    ordered.push(...(last ? equals : await arranged(equals, candidates, pick, context)));
  }
  return ordered;
}

async function arranged(
  able: readonly Candidate[],
  everybody: readonly Candidate[],
  pick: Pick,
  context: PickContext,
): Promise<readonly Candidate[]> {
  if (able.length < 2 && pick !== 'round_robin') return able;
  switch (pick) {
    case 'first':
      return able;
    case 'random':
      return shuffled(able, context);
    case 'least_busy': {
      const loads = await Promise.all(able.map((agent) => context.host.openConversations(agent)));
      const load = new Map(able.map((agent, index) => [agent.id, loads[index] ?? 0]));
      return [...able].sort(
        (one, other) => (load.get(one.id) ?? 0) - (load.get(other.id) ?? 0) || byUsername(one, other),
      );
    }
    case 'round_robin': {
      if (able.length === 0) return able;
      const turns = await context.host.changes.takeTurn(context.turn, everybody.map(name), able.map(name));
      return turns.flatMap((turn) => able.find((agent) => agent.username === turn) ?? []);
    }
  }
}

function name(candidate: Candidate): string {
  return candidate.username;
}

function shuffled(agents: readonly Candidate[], { random }: PickContext): readonly Candidate[] {
  const left = [...agents].sort(byUsername);
  const drawn: Candidate[] = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}
