import { forgetTranscript, requestTranscript, sendTranscript } from '../transcript';
import type { UserDoc } from '../types';
import { text, type Route } from './route';
import { object, type Schema } from './schema';

const id: Schema = { type: 'string' };

/** Transcripts by e-mail: at once with the visitor's token, or asked for, to be sent when the conversation ends. */
export const transcriptRoutes: Route[] = [
  {
    method: 'POST',
    path: 'livechat/transcript',
    access: 'open',
    schema: object({ token: id, rid: id, email: id, subject: id }, ['rid', 'token', 'email']),
    handle: (call) => {
      sendTranscript(call.ws, text(call, 'rid') ?? '', text(call, 'token'), { email: text(call, 'email') ?? '' });
      return { message: 'Omnichannel transcript sent' };
    },
  },
  {
    method: 'POST',
    path: 'livechat/transcript/:rid',
    access: { all: ['send-omnichannel-chat-transcript'] },
    schema: object({ email: id, subject: id }, ['email', 'subject']),
    handle: (call) => {
      const { ws, user, params } = call;
      requestTranscript(ws, params.rid ?? '', user as UserDoc, text(call, 'email') ?? '', text(call, 'subject') ?? '');
      return {};
    },
  },
  {
    method: 'DELETE',
    path: 'livechat/transcript/:rid',
    access: { all: ['send-omnichannel-chat-transcript'] },
    handle: ({ ws, params }) => {
      forgetTranscript(ws, params.rid ?? '');
      return {};
    },
  },
];
