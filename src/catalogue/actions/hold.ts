import { z } from '../../util/zod';
import { parseDuration } from '../../calendar/duration';
import { message } from '../../text/message';
import { saidKey } from '../keys';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh } from './ending';
import { duration } from './parameters';
import { resume } from './resume';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    for: z.optional(duration('How long at most: `P1D`. Left out: until the customer writes, or somebody resumes it.')),
  }),
);

/** Puts the conversation on hold, until the customer writes or the time is over. */
export const hold: Action<ParametersOf<typeof parameters>> = {
  id: 'hold',
  parameters,
  templates: {},
  messagesCustomer: false,
  openOnly: true,
  changes: ['conversation'],
  raises: [],
  repeatable: true,
  connection: 'needed',
  licence: true,
  permissions: ['room.read', 'networking', 'server-setting.read', 'persistence', 'scheduler'],
  example: { action: 'hold', for: 'P6D' },
  say: (written, speaker) =>
    'for' in written
      ? speaker.say(saidKey('hold', 'for'), { for: speaker.duration(written['for']) })
      : speaker.say(saidKey('hold')),
  leaves: (_for, before) => ({ ...before, status: 'on_hold' }),
  plan: () => message('plan_hold'),
  async perform({ for: time }, { host, conversation, due, followUp }) {
    const before = await fresh(host, conversation);
    if (before.status === 'closed') return failed(message('reason_conversation_closed'));
    if (before.status === 'on_hold') return already(message('reason_on_hold_already'));
    if (!before.agent) return failed(message('reason_hold_nobody_has_it'));
    const end = time === undefined ? undefined : due + (parseDuration(time) ?? 0);
    // Written down first: a hold whose end was lost in a crash would never end.
    const callOff = end === undefined ? undefined : await followUp?.(resume.id, end);
    try {
      await host.changes.hold(before);
      const after = await fresh(host, conversation);
      if (after.status === 'on_hold')
        return done(end === undefined ? undefined : { until: new Date(end).toISOString() });
    } catch (error) {
      // Whether it is on hold cannot be told: the end does no harm where it is not.
      if ((await host.conversation(conversation.id).catch(() => undefined))?.status !== 'on_hold') await callOff?.();
      throw error;
    }
    await callOff?.();
    return failed(message('reason_host_did_nothing'));
  },
};
