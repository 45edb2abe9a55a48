import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { changeTags, OF_CONTACT_TAGS } from './contact-tags';
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
  ...OF_CONTACT_TAGS,
  id: 'add_contact_tags',
  parameters,
  example: { action: 'add_contact_tags', tags: ['vip'] },
  plan: ({ tags }) => message('plan_add_contact_tags', { tags }),
  perform: ({ tags }, context) =>
    changeTags(tags, context, {
      wanted: (before) => mergeTags(before, tags),
      isThere: (after, wanted) => withoutTags(wanted, after).length === 0,
      already: 'reason_tags_there',
      told: (before, wanted) => ({ added: wanted.slice(before.length) }),
    }),
};
