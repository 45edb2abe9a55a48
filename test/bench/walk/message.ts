export interface GivenMessage {
  readonly id: string;
  readonly room: { readonly id: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

/** A message of a customer in the queue, as the server's hook hands it over. */
export function message(id: string, room: string, at: number): GivenMessage {
  const visitor = {
    id: `visitor-of-${room}`,
    token: 'token',
    name: 'Maria Costa',
    username: 'guest-1',
    visitorEmails: [],
    phone: [],
  };
  return {
    id,
    text: 'Hello, is somebody there?',
    createdAt: new Date(at),
    token: 'token',
    sender: { id: visitor.id, username: 'guest-1', name: 'Maria Costa' },
    room: {
      id: room,
      type: 'l',
      isOpen: true,
      visitor,
      source: { type: 'widget' },
      createdAt: new Date(at),
      _unmappedProperties_: {},
    },
  };
}
