import type { Action } from './action';
import { addContactTags } from './add-contact-tags';
import { ask } from './ask';
import { assign } from './assign';
import { close } from './close';
import { email } from './email';
import { hold } from './hold';
import { noteContact } from './note-contact';
import { noteConversation } from './note-conversation';
import { notify } from './notify';
import { open } from './open';
import { removeContactTags } from './remove-contact-tags';
import { resume } from './resume';
import { sendMessage } from './send-message';
import { sendTranscript } from './send-transcript';
import { setPriority } from './set-priority';
import { setTopic } from './set-topic';
import { tagConversation } from './tag-conversation';
import { unassign } from './unassign';
import { updateContact } from './update-contact';
import { updateConversation } from './update-conversation';
import { webhook } from './webhook';

/** Everything that a rule may do. Adding an action is adding its file here, and its texts in i18n. */
export const ACTIONS: readonly Action[] = [
  sendMessage,
  ask,
  assign,
  unassign,
  close,
  open,
  noteConversation,
  setTopic,
  tagConversation,
  updateConversation,
  addContactTags,
  removeContactTags,
  noteContact,
  updateContact,
  notify,
  webhook,
  hold,
  resume,
  setPriority,
  sendTranscript,
  email,
];

export { unassign };
