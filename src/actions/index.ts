import type { Action } from './action';
import { addContactTags } from './add-contact-tags';
import { assign } from './assign';
import { close } from './close';
import { removeContactTags } from './remove-contact-tags';
import { sendMessage } from './send-message';
import { updateContact } from './update-contact';

/** Everything that a rule may do. Adding an action is adding its file here, and its texts in i18n. */
export const ACTIONS: readonly Action[] = [
  sendMessage,
  assign,
  close,
  addContactTags,
  removeContactTags,
  updateContact,
];

/** The action of this id; undefined when there is none. */
export function actionOf(id: string): Action | undefined {
  return ACTIONS.find((action) => action.id === id);
}
