import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh, short, skipped } from './ending';
import { words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    topic: words('The new topic, seen by agents. A template.', 1000),
  }),
);

/** The conversation's topic. */
export const setTopic: Action<ParametersOf<typeof parameters>> = {
  id: 'set_topic',
  parameters,
  templates: { topic: 'team' },
  messagesCustomer: false,
  changes: ['conversation'],
  raises: [],
  repeatable: true,
  connection: 'needed',
  permissions: ['room.read', 'networking', 'server-setting.read'],
  example: { action: 'set_topic', topic: 'Refund' },
  leaves: ({ topic }, before) => ({ ...before, topic: topic.trim() || before.topic }),
  plan: ({ topic }) => message('plan_set_topic', { topic: short(topic) }),
  async perform({ topic }, { host, conversation }) {
    const wanted = topic.trim();
    if (wanted === '') return skipped(message('reason_nothing_to_write'));
    const before = await fresh(host, conversation);
    if (before.topic === wanted) return already(message('reason_topic_there'));
    // The tags as they are this moment: the server deletes those that are not sent along.
    await host.changes.saveConversation(before, { topic: wanted, tags: before.tags });
    const after = await fresh(host, conversation);
    return after.topic === wanted ? done() : failed(message('reason_host_did_nothing'));
  },
};
