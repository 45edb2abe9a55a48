import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { aloneWithTags } from './contact-tags';
import { already, done, failed, fresh, notThere, skipped } from './ending';
import { tags as someTags } from './parameters';
import { mergeTags, withoutTags, sameTags } from '../../model/tags';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    tags: someTags('Tags that the customer no longer has. Templates, without commas.'),
  }),
);

/** Takes tags off the customer. */
export const removeContactTags: Action<ParametersOf<typeof parameters>> = {
  id: 'remove_contact_tags',
  parameters,
  templates: { 'tags.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation', 'stored_tags'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: ['room.read', 'livechat-custom-fields.write', 'persistence', 'networking', 'server-setting.read'],
  example: { action: 'remove_contact_tags', tags: ['new'] },
  plan: ({ tags }) => message('plan_remove_contact_tags', { tags }),
  async perform({ tags }, { host, conversation }) {
    if (mergeTags([], tags).length === 0) return skipped(message('reason_nothing_to_write'));
    return aloneWithTags({ host, conversation }, async () => {
      const { customer } = await fresh(host, conversation);
      const before = await host.contactTags(customer);
      const wanted = withoutTags(before, tags);
      if (wanted.length === before.length) return already(message('reason_tags_not_there'));
      const kept = await host.changes.setContactTags(customer, wanted);
      const after = await host.contactTags((await fresh(host, conversation)).customer);
      if (!sameTags(after, wanted)) return failed(notThere(kept));
      return done({ removed: before.filter((tag) => !wanted.includes(tag)), kept });
    });
  },
};
