import type { Event, EventId } from '../../model/event';

export interface HeardEvent {
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
  in(conversation: string): readonly HeardEvent[];
  /** In the same conversation, those that came after this event. */
  since(event: Event): readonly HeardEvent[];
  /** A while has passed: forgets what was heard before the while before. */
  turn(): void;
}

/** Events that are remembered in each while. */
const REMEMBERED = 10_000;

interface While {
  readonly places: Map<string, number>;
  readonly heard: Map<string, HeardEvent[]>;
}

export function createRecentEvents(): RecentEvents {
  let count = 0;
  let now: While = { places: new Map(), heard: new Map() };
  let before: While = now;

  const placeOf = (id: string): number | undefined => now.places.get(id) ?? before.places.get(id);
  const heardIn = (conversation: string): readonly HeardEvent[] => [
    ...(before === now ? [] : (before.heard.get(conversation) ?? [])),
    ...(now.heard.get(conversation) ?? []),
  ];

  function turn(): void {
    before = now;
    now = { places: new Map(), heard: new Map() };
  }

  return {
    add: ({ id, on, at, conversation }, ends) => {
      if (placeOf(id) !== undefined) return;
      if (now.places.size >= REMEMBERED) turn();
      const place = count++;
      now.places.set(id, place);
      if (!ends) return;
      const heard = now.heard.get(conversation.id);
      if (heard) heard.push({ id, on, at, place });
      else now.heard.set(conversation.id, [{ id, on, at, place }]);
    },
    in: heardIn,
    since: ({ id, conversation }) => {
      const from = placeOf(id);
      return from === undefined ? [] : heardIn(conversation.id).filter(({ place }) => place > from);
    },
    turn,
  };
}
