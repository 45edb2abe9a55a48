import { z } from '../../util/zod';
import type { Conversation, Customer } from '../../model/event';
import type { Host } from '../../ports/host';
import { isAddress } from '../../text/email';
import { fold, isBlank } from '../../text/fold';
import { message, type Text } from '../../text/message';
import type { Action, ActionContext, ParametersOf } from './action';
import { already, done, failed, fresh, skipped } from './ending';
import { parameterKey } from '../keys';
import { isObject } from '../../util/json';
import { customFields, described, emailAddress, ofKind, filled } from './parameters';
import type { Outcome } from '../../model/run';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z
    .strictObject({
      name: z.optional(filled('The new name. A template.', 1000)),
      email: z.optional(emailAddress('An e-mail address. A template.', 1000)),
      phone: z.optional(filled('A phone number. A template.', 1000)),
      custom: described(
        'Custom fields by key. Templates. A field that the server lacks is created where a connection allows it.',
        z.optional(ofKind('customer_fields', customFields())),
      ),
    })
    .check(
      z.refine(
        ({ custom = {}, ...named }) =>
          [...Object.values(named), ...Object.values(custom)].some((value) => value !== undefined),
        {
          params: { text: message('finding_needs_one_of', { keys: ['name', 'email', 'phone', 'custom'] }) },
        },
      ),
    ),
);
type Parameters = ParametersOf<typeof parameters>;

/** What is to be written: trimmed, without what came out empty. */
interface Wanted {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly custom: readonly (readonly [key: string, value: string])[];
}

/** Writes on the customer what is named, and nothing else. */
export const updateContact: Action<Parameters> = {
  id: 'update_contact',
  parameters,
  templates: { name: 'machine', email: 'machine', phone: 'machine', 'custom.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation', 'returning'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: [
    'room.read',
    'livechat-visitor.write',
    'livechat-custom-fields.write',
    'contact.read',
    'networking',
    'server-setting.read',
  ],
  example: { action: 'update_contact', custom: { plan: 'gold' } },
  say: ({ custom, ...named }, speaker) => {
    const change = (name: string, value: unknown): string =>
      speaker.say('said_change', { name, value: speaker.quoted(value) });
    const changes = [
      ...Object.entries(named).map(([name, value]) => change(speaker.say(parameterKey('update_contact', name)), value)),
      ...Object.entries(isObject(custom) ? custom : {}).map(([name, value]) => change(name, value)),
    ];
    return speaker.say('said_update_contact', { changes: speaker.and(changes) });
  },
  leaves: (named, before) => ({ ...before, customer: { ...before.customer, ...written(wantedOf(named), before) } }),
  plan: (named) => message('plan_update_contact', { fields: fieldsOf(wantedOf(named)) }),
  async perform(named, context) {
    const wanted = wantedOf(named);
    if (wanted.email === undefined || isAddress(wanted.email)) return put(wanted, context);
    // Servers differ in what they make of it: nothing that is no address gets there. The rest is written.
    const { email: _email, ...rest } = wanted;
    const ended = await put(rest, context);
    return ended.outcome === 'failed' ? ended : failed(message('reason_invalid_email'), ended.detail);
  },
};

/** What the customer has then; the new address comes first. */
function written({ name, email, phone, custom }: Wanted, { customer }: Conversation): Partial<Customer> {
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && isAddress(email) && { emails: [email] }),
    ...(phone !== undefined && { phones: [phone] }),
    custom: { ...customer.custom, ...Object.fromEntries(custom) },
  };
}

async function put(wanted: Wanted, context: ActionContext): Promise<Outcome> {
  if (fieldsOf(wanted).length === 0) return skipped(message('reason_nothing_to_write'));
  const now = await fresh(context.host, context.conversation);
  const contact = await context.host.contact(now.customer);
  const missing = lacking(wanted, now, contact);
  if (fieldsOf(missing).length === 0) return already(message('reason_contact_is_so'));
  const refusal = refusalOf(missing, now, contact !== undefined && (await context.host.connected()));
  if (refusal) return failed(refusal);
  return write(missing, now, context);
}

function wantedOf({ name, email, phone, custom }: Parameters): Wanted {
  const filled = (value: string | undefined) => (value === undefined || isBlank(value) ? undefined : value.trim());
  return {
    name: filled(name),
    // As the server writes it on the visitor, and then adds it to a contact that has it otherwise.
    email: filled(email)?.toLowerCase(),
    phone: filled(phone),
    custom: Object.entries(custom ?? {})
      .map(([key, value]) => [key, value.trim()] as const)
      .filter(([, value]) => !isBlank(value)),
  };
}

function fieldsOf({ name, email, phone, custom }: Wanted): string[] {
  const plain = Object.entries({ name, email, phone }).filter(([, value]) => value !== undefined);
  return [...plain.map(([field]) => field), ...custom.map(([key]) => key)];
}

type Known = Pick<Customer, 'name' | 'emails' | 'phones'>;

/** What of it is not so yet, on the visitor or on the contact. */
function lacking(wanted: Wanted, now: Conversation, contact: Known | undefined): Wanted {
  const { customer } = now;
  const name = customer.name === wanted.name && (!contact || contact.name === wanted.name);
  return {
    name: name ? undefined : wanted.name,
    email: stands(wanted.email, customer.emails, contact?.emails) ? undefined : wanted.email,
    phone: stands(wanted.phone, customer.phones, contact?.phones, keepsPhones(now)) ? undefined : wanted.phone,
    custom: wanted.custom.filter(([key, value]) => customer.custom[key] !== value),
  };
}

/** On a visitor who keeps their addresses nothing is written: there it is enough that the contact has it. */
function stands(
  entry: string | undefined,
  visitor: readonly string[],
  contact = visitor,
  keeps = visitor.length > 1,
): boolean {
  return has(contact, entry) && (has(visitor, entry) || (keeps && contact !== visitor));
}

/** Of several all but the new one would be lost; text messages go to the one there is, and come from it. */
function keepsPhones({ customer, channel }: Conversation): boolean {
  return customer.phones.length > (channel.type === 'sms' ? 0 : 1);
}

function has(list: readonly string[], entry: string | undefined): boolean {
  return entry !== undefined && list.some((each) => fold(each) === fold(entry));
}

/**
 * The host keeps one e-mail and one phone when it writes a visitor: a second one would be lost. With a connection the
 * contact is written instead, which keeps them all.
 */
function refusalOf({ email, phone }: Wanted, now: Conversation, hasContact: boolean): Text | undefined {
  if (hasContact) return undefined;
  const { customer } = now;
  if (email && customer.emails.length > 1)
    return message('reason_would_lose_emails', { count: customer.emails.length });
  if (phone && keepsPhones(now)) return message('reason_would_lose_phones', { count: customer.phones.length });
  return undefined;
}

async function write(wanted: Wanted, now: Conversation, { host, conversation }: ActionContext): Promise<Outcome> {
  const { customer } = now;
  await writeContact(wanted, customer, host);
  const { name } = wanted;
  const email = customer.emails.length <= 1 ? wanted.email : undefined;
  const phone = keepsPhones(now) ? undefined : wanted.phone;
  if (name ?? email ?? phone) await host.changes.updateVisitor(customer, { name, email, phone });
  const refused: string[] = [];
  for (const [key, value] of wanted.custom) {
    if (!(await host.changes.setCustomField(customer, key, value))) refused.push(key);
  }
  const after = await fresh(host, conversation);
  const contact = await host.contact(after.customer);
  const still = lacking(wanted, after, contact);
  const written = fieldsOf(wanted).filter((field) => !fieldsOf(still).includes(field));
  if (refused.length > 0) return failed(message('reason_no_custom_field', { fields: refused }), { written });
  const lost = fieldsOf(still);
  // The visitor has the new name, and the contact keeps its own: newer servers make a conflict of it.
  if (lost.join() === 'name' && after.customer.visitorName === name && contact?.name !== undefined)
    return failed(message('reason_name_conflict', { name: contact.name }), { written });
  if (lost.length > 0) return failed(message('reason_not_written', { fields: lost }), { written });
  return done({ written });
}

/** The contact first: what it has already, the server does not take for a conflict when the visitor is written. */
async function writeContact({ name, email, phone }: Wanted, customer: Customer, host: Host): Promise<void> {
  if (!(name ?? email ?? phone)) return;
  const contact = (await host.connected()) ? await host.contact(customer) : undefined;
  if (!contact) return;
  const change = {
    name: name === contact.name ? undefined : name,
    // Lists replace: the new one comes first, and none of the others goes.
    emails: email && !has(contact.emails, email) ? [email, ...contact.emails] : undefined,
    phones: phone && !has(contact.phones, phone) ? [phone, ...contact.phones] : undefined,
  };
  if (change.name ?? change.emails ?? change.phones) await host.changes.updateContact(contact.id, change);
}
