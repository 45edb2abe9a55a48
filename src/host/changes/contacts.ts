import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { Customer } from '../../model/event';
import { readStoredTags, writeStoredTags } from '../contact-tags';
import { message } from '../../text/message';
import { HostError, type Changes } from '../../ports/host';
import type { HostParts } from './parts';
import { call, lacksField, refusal, required } from '../refusal';
import { formatTags } from '../../model/tags';

/** The customer: tags, custom fields, name and addresses. */
export function contacts(
  parts: HostParts,
): Pick<Changes, 'setContactTags' | 'setCustomField' | 'updateVisitor' | 'updateContact'> {
  /** False when the server has no such field. */
  async function setField({ token }: Customer, key: string, value: string): Promise<boolean> {
    const updater = parts.modify.getUpdater().getLivechatUpdater();
    try {
      const written = await call(() => updater.setCustomFields(token, key, value, true));
      // Also a permission that is missing comes out as false.
      if (!written) throw new HostError(message('reason_field_not_written', { field: key }));
      return true;
    } catch (error) {
      if (lacksField(error)) return false;
      throw refusal(error);
    }
  }

  async function setCustomField(customer: Customer, key: string, value: string): Promise<boolean> {
    if (await setField(customer, key, value)) return true;
    if (!(await parts.rest.connected())) return false;
    await parts.rest.createVisitorField(key);
    return setField(customer, key, value);
  }

  return {
    setCustomField,

    async setContactTags(customer, tags) {
      const key = parts.settings().tagsField;
      if (key !== '' && (await setCustomField(customer, key, formatTags(tags)))) {
        // One place is the truth: what the app kept before there was a field has moved into it.
        const stored = await readStoredTags(parts.store, customer);
        if (stored.length > 0) await writeStoredTags(parts.store, customer, [], parts.now());
        return 'field';
      }
      await writeStoredTags(parts.store, customer, tags, parts.now());
      return 'store';
    },

    async updateVisitor({ token }, { name, email, phone }) {
      const creator = parts.modify.getCreator().getLivechatCreator();
      // The host looks the visitor up by token and writes what is there; an id would let it take another one over.
      const visitor = {
        token,
        ...(name !== undefined && { name }),
        ...(email !== undefined && { visitorEmails: [{ address: email }] }),
        ...(phone !== undefined && { phone: [{ phoneNumber: phone }] }),
      } as IVisitor;
      await required('livechat-visitor.write', () => creator.createAndReturnVisitor(visitor));
    },

    updateContact: (contactId, change) => parts.rest.updateContact({ contactId, ...change }),
  };
}
