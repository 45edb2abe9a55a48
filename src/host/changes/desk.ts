import type { Changes } from '../../ports/host';
import { call } from '../refusal';
import type { HostParts } from './parts';

/** What only servers with a licence do, over the connection, and what they mail. */
export function desk({
  rest,
  modify,
}: HostParts): Pick<Changes, 'hold' | 'resume' | 'setPriority' | 'sendTranscript' | 'email'> {
  return {
    hold: ({ id }) => rest.hold(id),
    resume: ({ id }) => rest.resume(id),
    setPriority: ({ id }, priorityId) => rest.setPriority(id, priorityId),
    sendTranscript: (conversation, address) => rest.sendTranscript(conversation, address),
    // It gives nothing in any case: a permission that was not granted is not told, and is found by health.
    email: (mail) => call(() => modify.getCreator().getEmailCreator().send(mail)),
  };
}
