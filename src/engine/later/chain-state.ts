import type { Chain, Link } from '../chain';

/** An event's place in its chain, as it is written down for what happens later. Plain JSON. */
export interface ChainState {
  readonly id: string;
  /** Rules that have run in it. */
  readonly rules: readonly string[];
  readonly answersCustomer: boolean;
  readonly messaged: boolean;
  readonly depth: number;
}

export function chainState({ chain, depth }: Link): ChainState {
  const { id, rules, answersCustomer, messaged } = chain;
  return { id, rules: [...rules], answersCustomer, messaged, depth };
}

/**
 * The place in the chain again: what happens later goes on with the chain that it began in, so that rules which
 * cause each other through waits come to an end as well.
 * @param messaged what is known by now: the customer's message has been answered
 */
export function linkOf(state: ChainState, messaged = state.messaged): Link {
  const chain: Chain = { ...state, rules: new Set(state.rules), messaged };
  return { chain, depth: state.depth };
}
