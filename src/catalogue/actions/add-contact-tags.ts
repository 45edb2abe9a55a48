import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { aloneWithTags } from './contact-tags';
import { already, done, failed, fresh, notThere, skipped } from './ending';
import { tags as someTags } from './parameters';
import { mergeTags, withoutTags } from '../../model/tags';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    tags: someTags('Tags that the customer gets, beside those there are. Templates, without commas.'),
  }),
);

/** Tags on the customer, kept across conversations. */
export const addContactTags: Action<ParametersOf<typeof parameters>> = {
  id: 'add_contact_tags',
  parameters,
  templates: { 'tags.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation', 'stored_tags'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: ['room.read', 'livechat-custom-fields.write', 'persistence', 'networking', 'server-setting.read'],
  example: { action: 'add_contact_tags', tags: ['vip'] },
  plan: ({ tags }) => message('plan_add_contact_tags', { tags }),
  async perform({ tags }, { host, conversation }) {
    if (mergeTags([], tags).length === 0) return skipped(message('reason_nothing_to_write'));
    return aloneWithTags({ host, conversation }, async () => {
      const { customer } = await fresh(host, conversation);
      const before = await host.contactTags(customer);
      const wanted = mergeTags(before, tags);
      if (wanted.length === before.length) return already(message('reason_tags_there'));
      const kept = await host.changes.setContactTags(customer, wanted);
      const after = await host.contactTags((await fresh(host, conversation)).customer);
      if (withoutTags(wanted, after).length > 0) return failed(notThere(kept));
      return done({ added: wanted.slice(before.length), kept });
    });
  },
};
