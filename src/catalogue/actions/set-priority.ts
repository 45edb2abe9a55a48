import { z } from '../../util/zod';
import { fold } from '../../text/fold';
import { message } from '../../text/message';
import { nearest } from '../../text/nearest';
import { saidKey } from '../keys';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh } from './ending';
import { described } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    priority: described(
      'The name of one of the priorities of the server; `null` takes it away.',
      z.nullable(z.string().check(z.minLength(1), z.maxLength(100), z.regex(/\S/))),
    ),
  }),
);

/** How urgent the conversation is: the server's queue is sorted by it. */
export const setPriority: Action<ParametersOf<typeof parameters>> = {
  id: 'set_priority',
  parameters,
  templates: {},
  messagesCustomer: false,
  changes: ['conversation', 'priority'],
  raises: [],
  repeatable: true,
  connection: 'needed',
  licence: true,
  permissions: ['room.read', 'networking', 'server-setting.read'],
  example: { action: 'set_priority', priority: 'High' },
  say: (written, speaker) =>
    written['priority'] === null
      ? speaker.say(saidKey('set_priority'))
      : speaker.say(saidKey('set_priority', 'priority'), speaker.allQuoted(written)),
  plan: ({ priority }) =>
    priority === null ? message('plan_set_priority_none') : message('plan_set_priority', { priority }),
  async perform({ priority }, { host, conversation }) {
    const before = await fresh(host, conversation);
    // Asked for also to take one away: without a licence that would be told as done.
    const all = await host.priorities();
    const wanted = priority === null ? undefined : all.find(({ name }) => fold(name) === fold(priority));
    if (priority !== null && !wanted) {
      const names = all.map(({ name }) => name);
      const near = nearest(priority, names);
      const said = { priority, near: near ?? names.join(', ') };
      return failed(message('reason_no_such_priority', said));
    }
    if (before.priorityId === wanted?.id) return already(message('reason_priority_there'));
    await host.changes.setPriority(before, wanted?.id);
    const after = await fresh(host, conversation);
    return after.priorityId === wanted?.id ? done() : failed(message('reason_host_did_nothing'));
  },
};
