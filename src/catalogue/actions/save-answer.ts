import type { Conversation } from '../../model/event';
import type { Outcome } from '../../model/run';
import { firstName } from '../../text/first-name';
import { customText } from '../fields/define';
import type { ActionContext } from './action';
import { updateContact } from './update-contact';
import { updateConversation } from './update-conversation';
import { own } from '../../util/json';

/** Where an answer may be written. */
export const SAVE_TARGET = /^(customer\.(name|email|phone)|(customer|conversation)\.custom\.[0-9A-Za-z_-]+)$/;

/** What stands there already; undefined when nothing does. */
export function savedValue(target: string, { customer, custom }: Conversation): string | undefined {
  const [whose, what, key = ''] = target.split('.');
  if (whose === 'conversation') return customText(own(custom, key));
  if (what === 'email') return customer.emails[0] ?? customer.contactEmail;
  if (what === 'phone') return customer.phones[0] ?? customer.contactPhone;
  if (what === 'custom') return customText(own(customer.custom, key));
  // What the server calls a guest is no name.
  return firstName(customer.name) === undefined ? undefined : customer.name;
}

/** Writes an answer as the action for it does: changes nothing else, and reads it back. Throws a HostError. */
export function saveAnswer(target: string, value: string, context: ActionContext): Promise<Outcome> {
  const [whose, what, key = ''] = target.split('.');
  if (whose === 'conversation') return updateConversation.perform({ custom: { [key]: value } }, context);
  return updateContact.perform(what === 'custom' ? { custom: { [key]: value } } : { [what ?? '']: value }, context);
}
