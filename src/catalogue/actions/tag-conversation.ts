import { z } from '../../util/zod';
import type { Conversation } from '../../model/event';
import { message } from '../../text/message';
import { saidKey } from '../keys';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh, skipped } from './ending';
import { tags } from './parameters';
import { mergeTags, withoutTags, sameTags } from '../../model/tags';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z
    .strictObject({
      add: z.optional(tags('Tags that the conversation gets. Templates, without commas.')),
      remove: z.optional(tags('Tags that it no longer has. Templates, without commas.')),
    })
    .check(
      z.refine(({ add, remove }) => add ?? remove, {
        params: { text: message('finding_needs_one_of', { keys: ['add', 'remove'] }) },
      }),
    ),
);

/** The conversation's own tags, beside those there are. */
export const tagConversation: Action<ParametersOf<typeof parameters>> = {
  id: 'tag_conversation',
  parameters,
  templates: { 'add.*': 'machine', 'remove.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation'],
  raises: [],
  repeatable: true,
  connection: 'needed',
  permissions: ['room.read', 'networking', 'server-setting.read'],
  example: { action: 'tag_conversation', add: ['billing'], remove: ['new'] },
  say: (written, speaker) => {
    const parts = ['add', 'remove'].filter((part) => part in written);
    return speaker.and(parts.map((part) => speaker.say(saidKey('tag_conversation', part), speaker.allQuoted(written))));
  },
  leaves: (change, before) => ({ ...before, tags: tagsAfter(change, before) }),
  plan: ({ add = [], remove = [] }) =>
    message('plan_tag_conversation', { add: add.length > 0 ? add : '–', remove: remove.length > 0 ? remove : '–' }),
  async perform({ add = [], remove = [] }, { host, conversation }) {
    if (mergeTags([], [...add, ...remove]).length === 0) return skipped(message('reason_nothing_to_write'));
    // Read this moment: the server replaces all tags by those that are sent.
    const before = await fresh(host, conversation);
    const wanted = tagsAfter({ add, remove }, before);
    if (sameTags(wanted, before.tags)) return already(message('reason_conversation_tags_so'));
    await host.changes.saveConversation(before, { tags: wanted });
    const after = await fresh(host, conversation);
    return sameTags(after.tags, wanted) ? done({ tags: wanted }) : failed(message('reason_host_did_nothing'));
  },
};

type Change = ParametersOf<typeof parameters>;

function tagsAfter({ add = [], remove = [] }: Change, { tags: before }: Pick<Conversation, 'tags'>): readonly string[] {
  return mergeTags(withoutTags(before, remove), add);
}
