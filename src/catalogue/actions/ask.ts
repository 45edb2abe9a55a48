import { z } from '../../util/zod';
import { parseDuration } from '../../calendar/duration';
import { DAY, MINUTE } from '../../model/calendar';
import { ANSWER_KINDS, type Question } from '../../model/question';
import { fold } from '../../text/fold';
import { message } from '../../text/message';
import { asList, asObject } from '../../util/json';
import type { Action, ParametersOf } from './action';
import { failed, fresh, short, skipped } from './ending';
import { described, filled, ofKind, words } from './parameters';
import { SAVE_TARGET } from './save-answer';
import { lazily } from '../../util/lazily';

const LONGEST = 7 * DAY;
const DEFAULT_WITHIN = 10 * MINUTE;
const DEFAULT_TRIES = 2;

const within = () =>
  ofKind(
    'duration',
    z.string().check(
      z.refine((text) => {
        const ms = parseDuration(text);
        return ms !== undefined && ms > 0 && ms <= LONGEST;
      }, 'finding_question_within'),
    ),
  );

const choice = () =>
  z.strictObject({
    value: filled('What rules compare with `answer.<id>`, and what is saved.', 100),
    label: words('What the customer reads. A template.', 200),
  });

const choices = () =>
  z.array(choice()).check(
    z.minLength(2),
    z.maxLength(10),
    z.refine((all) => isApart(all.map(({ value }) => value)), 'finding_choices_alike'),
    z.refine((all) => isApart(all.map(({ label }) => label)), 'finding_choices_alike'),
  );

const parameters = lazily(() =>
  z
    .strictObject({
      id: described(
        'Names the question; the answer is `answer.<id>`. Lower-case letters, digits and hyphens.',
        z.string().check(z.regex(/^[a-z0-9-]{1,64}$/, 'finding_wrong_id')),
      ),
      text: words('The question. A template.'),
      choices: described(
        'The answers to choose from, 2 to 10: buttons in the widget, numbered everywhere. Left out: the customer writes freely.',
        z.optional(choices()),
      ),
      as: described(
        'Without choices, what the answer must be: `text` (default), `email`, `phone` or `number`.',
        z.optional(z.enum(ANSWER_KINDS)),
      ),
      within: described('How long the question stays open, at most `P7D`. Default `PT10M`.', z.optional(within())),
      tries: described(
        'How often it is asked in all when the answer is not understood, 1 to 5. Default 2.',
        z.optional(z.int().check(z.gte(1), z.lte(5))),
      ),
      again: z.optional(words('What is said before asking again. A template. Left out: a sentence of the app.')),
      save: described(
        'Where the answer is written: `customer.name`, `customer.email`, `customer.phone`, `customer.custom.<key>` or `conversation.custom.<key>`.',
        z.optional(z.string().check(z.regex(SAVE_TARGET, 'finding_question_save'))),
      ),
      with_agent: described(
        '`true`: asked while a human agent has the conversation, too.',
        z.optional(z.literal(true)),
      ),
      repeat: described(
        '`true`: asked again when this conversation has answered it or its `save` has a value.',
        z.optional(z.literal(true)),
      ),
    })
    .check(
      z.refine(({ choices: some, as }) => some === undefined || as === undefined, {
        params: { text: message('finding_keys_apart', { keys: ['"choices"', '"as"'] }) },
      }),
    ),
);
type Parameters = ParametersOf<typeof parameters>;

/** A question to the customer, whose answer other rules go on with. */
export const ask: Action<Parameters> = {
  id: 'ask',
  parameters,
  templates: { text: 'customer', 'choices.*.label': 'customer', again: 'customer' },
  messagesCustomer: true,
  asks: ({ id, choices: some, with_agent: withAgent }) => {
    const values = asList(some).map((each) => asObject(each)?.['value']);
    return { id, ...(values.length > 0 && { values }), withAgent: withAgent === true };
  },
  openOnly: true,
  changes: ['history', 'message_count', 'answers'],
  raises: [],
  // It looks before it asks: whether this very asking has been seen by the customer.
  repeatable: true,
  connection: 'helps',
  permissions: [
    'room.read',
    'user.read',
    'message.write',
    'message.read',
    'livechat-message.write',
    'livechat-visitor.write',
    'livechat-custom-fields.write',
    'persistence',
    'scheduler',
  ],
  example: {
    action: 'ask',
    id: 'topic',
    text: 'What is it about?',
    choices: [
      { value: 'order', label: 'My order' },
      { value: 'other', label: 'Something else' },
    ],
  },
  say: ({ text, choices: some }, speaker) => {
    const labels = asList(some).map((each) => speaker.quoted(asObject(each)?.['label']));
    return labels.length > 0
      ? speaker.say('said_ask_choices', { text: speaker.quoted(text), choices: speaker.and(labels) })
      : speaker.say('said_ask', { text: speaker.quoted(text) });
  },
  plan: ({ text, choices: some }) =>
    some
      ? message('plan_ask_choices', { text: short(text), choices: some.map(({ label }) => short(label, 50)) })
      : message('plan_ask', { text: short(text) }),
  async perform(written, { host, conversation, current, ask: put }) {
    if (written.text.trim() === '') return skipped(message('reason_nothing_to_say'));
    const now = current ?? (await fresh(host, conversation));
    if (now.status === 'closed') return failed(message('reason_conversation_closed'));
    if (!put) throw new Error('a question belongs to the run of a rule');
    return put(questionOf(written));
  },
};

function questionOf(written: Parameters): Question {
  const { id, text, choices: some, as, again, save, with_agent: withAgent, repeat } = written;
  return {
    id,
    text,
    // A label that came out empty: then its value is what the customer reads.
    ...(some && { choices: some.map(({ value, label }) => ({ value, label: label.trim() || value })) }),
    ...(as && { as }),
    within: parseDuration(written.within ?? '') ?? DEFAULT_WITHIN,
    tries: written.tries ?? DEFAULT_TRIES,
    ...(again?.trim() && { again }),
    ...(save && { save }),
    ...(withAgent && { withAgent }),
    ...(repeat && { repeat }),
  };
}

/** Nobody could tell two of them apart that fold to the same. Texts in several languages are not looked at. */
function isApart(texts: readonly unknown[]): boolean {
  const folded = texts.filter((text) => typeof text === 'string').map((text) => fold(text));
  return new Set(folded).size === folded.length;
}
