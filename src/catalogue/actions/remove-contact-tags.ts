import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { changeTags, OF_CONTACT_TAGS } from './contact-tags';
import { tags as someTags } from './parameters';
import { sameTags, withoutTags } from '../../model/tags';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    tags: someTags('Tags that the customer no longer has. Templates, without commas.'),
  }),
);

/** Takes tags off the customer. */
export const removeContactTags: Action<ParametersOf<typeof parameters>> = {
  ...OF_CONTACT_TAGS,
  id: 'remove_contact_tags',
  parameters,
  example: { action: 'remove_contact_tags', tags: ['new'] },
  plan: ({ tags }) => message('plan_remove_contact_tags', { tags }),
  perform: ({ tags }, context) =>
    changeTags(tags, context, {
      wanted: (before) => withoutTags(before, tags),
      isThere: sameTags,
      already: 'reason_tags_not_there',
      told: (before, wanted) => ({ removed: before.filter((tag) => !wanted.includes(tag)) }),
    }),
};
