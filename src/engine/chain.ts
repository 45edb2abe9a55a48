import { conversationAssigned, eventOf } from '../catalogue/events';
import type { Event, EventId } from '../model/event';
import { NEW_CHAIN_AFTER } from '../model/chains';

/**
 * What one event has led to. In one chain each rule runs at most once, a chain is at most five long, and a customer's
 * message gets at most one automatic message (DESIGN.md 2.3 and 2.4).
 */
export interface Chain {
  readonly id: string;
  /** Rules that have run in it. */
  readonly rules: Set<string>;
  /** True when it began with a customer's message: then one automatic message is all it gets. */
  readonly answersCustomer: boolean;
  messaged: boolean;
}

/** An event's place in its chain: the first is 1. */
export interface Link {
  readonly chain: Chain;
  readonly depth: number;
}

const LONGEST_CHAIN = 5;

/** Does what happens after a wait of so many ms begin a new chain? Then the rule may arm itself again. */
export function beginsNewChain(waited: number): boolean {
  return waited >= NEW_CHAIN_AFTER;
}

/** Why nothing more may come of this event in its chain; undefined when something may. */
export function endOfChain({ chain, depth }: Link, rule: string): 'chain_rule' | 'chain_length' | undefined {
  if (chain.rules.has(rule)) return 'chain_rule';
  return depth > LONGEST_CHAIN ? 'chain_length' : undefined;
}

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
 * The place in the chain again, for what happens later.
 * @param messaged what is known by now: the customer's message has been answered
 */
export function linkOf(state: ChainState, messaged = state.messaged): Link {
  const chain: Chain = { ...state, rules: new Set(state.rules), messaged };
  return { chain, depth: state.depth };
}

/**
 * The place of what comes after a wait of so many ms. A new chain counts its rules and its length anew; it is still
 * about the same message of the customer, which gets one automatic message.
 */
export function linkAfterWait(state: ChainState, waited: number, messaged: boolean): Link {
  const link = linkOf(state, messaged);
  return beginsNewChain(waited) ? { chain: { ...link.chain, rules: new Set() }, depth: 1 } : link;
}

/** The start of a new chain. */
export function newLink({ id, on }: Pick<Event, 'id' | 'on'>): Link {
  const answersCustomer = eventOf(on).message === 'customer';
  return { chain: { id, rules: new Set(), answersCustomer, messaged: false }, depth: 1 };
}

/** How long after an action an event may still be its effect, ms. */
const ECHO_WITHIN = 15_000;

interface Expected {
  readonly on: EventId;
  readonly link: Link;
  readonly until: number;
}

/**
 * Tells which events are effects of this app's own actions: an action says beforehand what it will raise, and the next
 * such event in that conversation belongs to its chain.
 */
export interface Echoes {
  /** Before the action; gives a function that takes it back when nothing was changed. */
  expect(place: string, on: readonly EventId[], cause: Link): () => void;
  /** The event's place: behind its cause, or at the start of a new chain. */
  place(event: Event): Link;
}

/** Where a new conversation of the same customer is expected, whose id is not known beforehand. */
export function customerPlace(customerId: string): string {
  return `customer:${customerId}`;
}

export function createEchoes(now: () => number): Echoes {
  const expected = new Map<string, Expected[]>();

  function claim(place: string, on: EventId): Link | undefined {
    const waiting = expected.get(place)?.filter(({ until }) => until > now());
    const found = waiting?.find((each) => each.on === on);
    store(place, waiting?.filter((each) => each !== found) ?? []);
    return found?.link;
  }

  function store(place: string, waiting: Expected[]): void {
    if (waiting.length > 0) expected.set(place, waiting);
    else expected.delete(place);
  }

  function add(place: string, on: readonly EventId[], link: Link): readonly Expected[] {
    const mine = on.map((each) => ({ on: each, link, until: now() + ECHO_WITHIN }));
    store(place, [...(expected.get(place) ?? []), ...mine]);
    return mine;
  }

  /** A conversation that an action opened: whoever is given it then is given it because of that. */
  function opened({ conversation, on }: Event): Link | undefined {
    const link = claim(customerPlace(conversation.customer.id), on);
    if (link) add(conversation.id, [conversationAssigned.id], link);
    return link;
  }

  return {
    expect: (place, on, cause) => {
      const mine = add(place, on, { chain: cause.chain, depth: cause.depth + 1 });
      return () =>
        store(
          place,
          (expected.get(place) ?? []).filter((each) => !mine.includes(each)),
        );
    },
    place: (event) =>
      claim(event.conversation.id, event.on) ??
      (eventOf(event.on).raised === 'elsewhere' ? opened(event) : undefined) ??
      newLink(event),
  };
}
