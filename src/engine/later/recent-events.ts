import type { Event, EventId } from '../../model/event';

export interface RecentEvent {
  readonly id: string;
  readonly on: EventId;
  /** ms since 1970. */
  readonly at: number;
  /** Its place in the order in which events have come. */
  readonly place: number;
}

/**
 * The events of the last moments that can end a wait, and the order in which all came: an event that is over at once
 * overtakes one that has to be written down, and another instance may have armed a wait that is not known here yet.
 */
export interface RecentEvents {
  /** @param ends it can end a wait; else only its place is remembered */
  add(event: Event, ends: boolean): void;
  in(conversation: string): readonly RecentEvent[];
  /** In the same conversation, those that came after this event. */
  since(event: Event): readonly RecentEvent[];
  /** A while has passed: forgets what came before the while before. */
  turn(): void;
}

/** Events that are remembered in each while. */
const REMEMBERED = 10_000;

interface While {
  readonly places: Map<string, number>;
  readonly events: Map<string, RecentEvent[]>;
}

export function createRecentEvents(): RecentEvents {
  let count = 0;
  let now: While = { places: new Map(), events: new Map() };
  let before: While = now;

  const placeOf = (id: string): number | undefined => now.places.get(id) ?? before.places.get(id);
  const eventsIn = (conversation: string): readonly RecentEvent[] => [
    ...(before === now ? [] : (before.events.get(conversation) ?? [])),
    ...(now.events.get(conversation) ?? []),
  ];

  function turn(): void {
    before = now;
    now = { places: new Map(), events: new Map() };
  }

  return {
    add: ({ id, on, at, conversation }, ends) => {
      if (placeOf(id) !== undefined) return;
      if (now.places.size >= REMEMBERED) turn();
      const place = count++;
      now.places.set(id, place);
      if (!ends) return;
      const known = now.events.get(conversation.id);
      if (known) known.push({ id, on, at, place });
      else now.events.set(conversation.id, [{ id, on, at, place }]);
    },
    in: eventsIn,
    since: ({ id, conversation }) => {
      const from = placeOf(id);
      return from === undefined ? [] : eventsIn(conversation.id).filter(({ place }) => place > from);
    },
    turn,
  };
}
