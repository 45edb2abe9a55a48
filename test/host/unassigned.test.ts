import { unassignedEvent } from '../../src/host/hook-events';
import { toConversation } from '../../src/host/convert';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const QUEUED = new Date('2026-03-02T09:59:58Z');

const room = (more: object = {}, unmapped: object = {}): unknown => ({
  ...{ id: 'room-1', type: 'l', isOpen: true, createdAt: new Date(NOW - 60_000) },
  visitor: { id: 'visitor-1', token: 'token-1' },
  ...more,
  _unmappedProperties_: { queuedAt: QUEUED, ...unmapped },
});
const told = (from: unknown, at = NOW) => unassignedEvent(toConversation(from), at);

describe('a conversation comes back to the queue', () => {
  it('is told by its moment in the queue, whenever it is heard', () => {
    expect(told(room())).toMatchObject({ on: 'conversation_unassigned', at: QUEUED.getTime() });
    expect(told(room(), NOW + 5_000)?.id).toBe(told(room())?.id);
    expect(told(room({}, { queuedAt: new Date(NOW) }))?.id).not.toBe(told(room())?.id);
  });

  it('is told by the moment of hearing where the server does not say', () => {
    expect(told(room({}, { queuedAt: undefined }))?.at).toBe(NOW);
  });

  it.each([
    ['somebody else has it', room({ servedBy: { id: 'u-1', username: 'anna', type: 'user' } })],
    ['it is closed', room({ isOpen: undefined })],
    ['it is no conversation', room({ type: 'c' })],
  ])('is no event: %s', (_why, from) => expect(told(from)).toBeUndefined());
});
