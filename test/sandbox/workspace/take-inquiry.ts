import { demandContactLimit } from './contact-limit';
import { contactFor } from './contacts';
import { HostError } from './errors';
import { roomById } from './find';
import { takeInquiry, takerById, type TakeOptions } from './routing';
import type { InquiryDoc, Workspace } from './types';

/**
 * An agent takes a waiting conversation. An agent who is full, or whose presence is offline in the standard build: no
 * refusal, and nothing happens (HOST-CASES 11).
 */
export async function takeByInquiry(
  ws: Workspace,
  inquiry: InquiryDoc | undefined,
  userId: string,
  options: TakeOptions,
): Promise<void> {
  const refuse = (code: string, reason: string): never => {
    throw new HostError(code, reason, { method: 'livechat:takeInquiry' });
  };
  if (inquiry === undefined) return refuse('error-not-found', 'Inquiry not found');
  if (inquiry.status === 'taken') return refuse('error-inquiry-taken', 'Inquiry already taken');
  const taker = takerById(ws, userId);
  if (taker === undefined) {
    return refuse('error-agent-status-service-offline', 'Agent status is offline or Omnichannel service is not active');
  }
  const room = roomById(ws, inquiry.rid);
  if (room === undefined) throw new HostError('error-room-not-found');
  demandContactLimit(ws, room);
  // Whoever takes a room without a contact gives its visitor one.
  if (room.contactId === undefined && room.v && room.source) await contactFor(ws, room.v._id, room.source);
  try {
    takeInquiry(ws, inquiry, taker, options, structuredClone(room));
  } catch (error) {
    throw new HostError((error as Error).message);
  }
}
