import { z } from '../../util/zod';
import type { Conversation } from '../../model/event';
import type { Host } from '../../ports/host';
import { isBlank } from '../../text/fold';
import { message, type Text } from '../../text/message';
import { isObject, own } from '../../util/json';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh, skipped } from './ending';
import { customFields, described } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    custom: described(
      'Custom fields by key. Templates. A field that the server lacks is created where a connection allows it.',
      customFields().check(
        z.refine((custom) => Object.keys(custom).length > 0, {
          params: { text: message('finding_missing', { key: 'custom' }) },
        }),
      ),
    ),
  }),
);

type Fields = Readonly<Record<string, string>>;

/** Sets custom fields of this conversation: those that are named, and nothing else. */
export const updateConversation: Action<ParametersOf<typeof parameters>> = {
  id: 'update_conversation',
  parameters,
  templates: { 'custom.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: ['room.read', 'livechat-custom-fields.write', 'networking', 'server-setting.read'],
  example: { action: 'update_conversation', custom: { order: '12345' } },
  say: ({ custom }, speaker) => {
    const changes = Object.entries(isObject(custom) ? custom : {}).map(([name, value]) =>
      speaker.say('said_change', { name, value: speaker.quoted(value) }),
    );
    return speaker.say('said_update_conversation', { changes: speaker.and(changes) });
  },
  leaves: ({ custom }, before) => ({ ...before, custom: { ...before.custom, ...wantedOf(custom) } }),
  plan: ({ custom }) => message('plan_update_conversation', { fields: Object.keys(wantedOf(custom)) }),
  async perform({ custom }, { host, conversation }) {
    const wanted = wantedOf(custom);
    if (Object.keys(wanted).length === 0) return skipped(message('reason_nothing_to_write'));
    const before = await fresh(host, conversation);
    const missing = lacking(wanted, before);
    if (Object.keys(missing).length === 0) return already(message('reason_conversation_fields_so'));
    if (before.status === 'closed') return failed(message('reason_conversation_closed'));
    const refusal = await write(missing, before, host);
    if (refusal) return failed(refusal);
    const still = Object.keys(lacking(wanted, await fresh(host, conversation)));
    const written = Object.keys(wanted).filter((key) => !still.includes(key));
    return still.length > 0 ? failed(message('reason_not_written', { fields: still }), { written }) : done({ written });
  },
};

/** Trimmed, without what came out empty. */
function wantedOf(custom: Fields): Fields {
  const trimmed = Object.entries(custom).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => !isBlank(value)));
}

function lacking(wanted: Fields, { custom }: Conversation): Fields {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => own(custom, key) !== value));
}

/**
 * Over the connection this conversation alone is written. Natively the server takes a customer and a key: it writes all
 * of their open conversations, or, when the key is a field of customers, the customer. Neither may happen unasked.
 */
async function write(fields: Fields, conversation: Conversation, host: Host): Promise<Text | undefined> {
  const { customer, tags } = conversation;
  if (await host.connected()) {
    await host.changes.saveConversation(conversation, { tags, custom: fields });
    return undefined;
  }
  const field = Object.keys(fields).find((key) => own(customer.custom, key) !== undefined);
  if (field !== undefined) return message('reason_field_of_customers', { field });
  const others = await host.conversationsOf(customer);
  if (others.some(({ id }) => id !== conversation.id)) return message('reason_several_conversations');
  const refused: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (!(await host.changes.setCustomField(customer, key, value))) refused.push(key);
  }
  return refused.length > 0 ? message('reason_no_room_field', { fields: refused }) : undefined;
}
