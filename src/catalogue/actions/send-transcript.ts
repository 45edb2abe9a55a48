import { z } from '../../util/zod';
import { isAddress } from '../../text/email';
import { CLOCKS_DIFFER } from '../../ports/clock';
import { message } from '../../text/message';
import { saidKey } from '../keys';
import type { Action, ParametersOf } from './action';
import { done, failed, fresh, skipped } from './ending';
import { emailAddress } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    to: z.optional(emailAddress("An e-mail address, or a template. Left out: the customer's.", 500)),
  }),
);

/** Mails what was said, through the server. */
export const sendTranscript: Action<ParametersOf<typeof parameters>> = {
  id: 'send_transcript',
  parameters,
  templates: { to: 'machine' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: false,
  connection: 'needed',
  permissions: ['room.read', 'networking', 'server-setting.read'],
  example: { action: 'send_transcript' },
  say: (written, speaker) =>
    'to' in written
      ? speaker.say(saidKey('send_transcript', 'to'), speaker.allQuoted(written))
      : speaker.say(saidKey('send_transcript')),
  plan: ({ to }) =>
    to === undefined ? message('plan_send_transcript') : message('plan_send_transcript_to', { address: to.trim() }),
  async perform({ to }, { host, conversation, now }) {
    const before = await fresh(host, conversation);
    const { emails, contactEmail } = before.customer;
    const address = (to ?? emails[0] ?? contactEmail ?? '').trim();
    if (address === '') return skipped(message('reason_no_address'));
    if (!isAddress(address)) return failed(message('reason_invalid_email'));
    const began = now();
    await host.changes.sendTranscript(before, address);
    // The server has taken it: done. Its own line in the conversation is what there is to see of it.
    const seen = await host.transcriptSent(before, began - CLOCKS_DIFFER).catch(() => false);
    const detail = { to: address };
    return seen ? done(detail) : { ...done(detail), reason: message('reason_transcript_unconfirmed') };
  },
  // It writes its line when it has sent it; that there is none proves nothing where a setting hides such lines.
  verify: async (_parameters, { host, conversation }, since) =>
    (await host.transcriptSent(conversation, since)) || undefined,
};
