import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { fresh, short } from './ending';
import { keepNote, OF_NOTES } from './note-conversation';
import { words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    text: words('What is noted about the customer, for all of their conversations. A template.'),
  }),
);

/** A note on the customer, for the team alone. */
export const noteContact: Action<ParametersOf<typeof parameters>> = {
  ...OF_NOTES,
  id: 'note_contact',
  parameters,
  example: { action: 'note_contact', text: 'Prefers to be called in the morning.' },
  plan: ({ text: said }) => message('plan_note_contact', { text: short(said) }),
  perform: ({ text: said }, context) =>
    keepNote(said, context, async (note) => {
      const { host, conversation } = context;
      return host.changes.noteContact((await fresh(host, conversation)).customer, note);
    }),
};
