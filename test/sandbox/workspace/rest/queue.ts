import { HostError } from '../errors';
import { inquiryOfRoom, roomById, userById } from '../find';
import { returnToQueue } from '../return-to-queue';
import type { TakeOptions } from '../routing';
import { takeByInquiry } from '../take-inquiry';
import type { UserDoc } from '../types';
import { status, text, type Answer, type Call, type Route } from './route';
import { object, text as anyText, type Schema } from './schema';

const id: Schema = { type: 'string' };

/** The queue. */
export const queueRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/inquiries.getOne',
    access: { all: ['view-l-room'] },
    schema: object({ roomId: id }, ['roomId']),
    handle: ({ ws, query }) => ({ inquiry: inquiryOfRoom(ws, query.roomId ?? '') ?? null }),
  },
  {
    method: 'POST',
    path: 'livechat/inquiries.take',
    access: { all: ['view-l-room'] },
    schema: object(
      {
        inquiryId: id,
        userId: anyText,
        options: {
          type: 'object',
          nullable: true,
          properties: {
            clientAction: { type: 'boolean' },
            forwardingToDepartment: { type: 'object', nullable: true, open: true },
          },
          required: ['clientAction'],
        },
      },
      ['inquiryId'],
    ),
    handle: takeInquiry,
  },
  {
    method: 'POST',
    path: 'livechat/inquiries.returnAsInquiry',
    access: { all: ['view-l-room'] },
    trait: 'returnAsInquiryEndpoint',
    typed: true,
    schema: object({ roomId: id, departmentId: anyText }, ['roomId']),
    handle: returnAsInquiry,
  },
  {
    method: 'GET',
    path: 'rooms.info',
    access: { all: [] },
    handle: ({ ws, query }) => {
      const room = query.roomId ? roomById(ws, query.roomId) : ws.data.rooms.find((r) => r.name === query.roomName);
      if (room === undefined)
        throw new HostError(
          'error-room-not-found',
          'The required "roomId" or "roomName" param provided does not match any channel',
        );
      return { room: { ...room } };
    },
  },
];

async function takeInquiry(call: Call): Promise<Answer> {
  const { ws, user, body } = call;
  const wanted = text(call, 'userId');
  if (wanted !== undefined && userById(ws, wanted) === undefined) throw new Error('The user is invalid');
  const inquiry = ws.data.inquiries.findLast((candidate) => candidate._id === body.inquiryId);
  await takeByInquiry(ws, inquiry, wanted ?? (user as UserDoc)._id, (body.options as TakeOptions | null) ?? {});
  return {};
}

/** Back to the queue; every refusal shows its code alone, without a reason. */
function returnAsInquiry(call: Call): Answer {
  const room = roomById(call.ws, text(call, 'roomId'));
  if (room === undefined) return status(400, 'error-room-not-found');
  try {
    return { result: returnToQueue(call.ws, structuredClone(room), text(call, 'departmentId')) };
  } catch (error) {
    return status(400, error instanceof HostError ? error.code : 'error-returning-inquiry');
  }
}
