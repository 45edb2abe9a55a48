import { ASK } from './asking';
import { ASSIGN, UNASSIGN } from './assigning';
import { CONTACT_TAGS, NOTE_CONTACT, UPDATE_CONTACT } from './contact';
import { REST_TROUBLES, SET_TOPIC, TAG_CONVERSATION, UPDATE_CONVERSATION } from './conversation';
import { EMAIL, HOLD, RESUME, SEND_TRANSCRIPT, SET_PRIORITY } from './desk';
import { CLOSE, OPEN } from './ending';
import { NOTE_CONVERSATION, NOTIFY, SEND_MESSAGE, WEBHOOK } from './sending';
import type { ActionCase } from './case';

/** Every action on the real runtime: a test says which one has no case (test/stories/covered.test.ts). */
export const ACTION_CASES: Readonly<Record<string, readonly ActionCase[]>> = {
  send_message: SEND_MESSAGE,
  ask: ASK,
  assign: ASSIGN,
  unassign: UNASSIGN,
  close: CLOSE,
  open: OPEN,
  note_conversation: NOTE_CONVERSATION,
  set_topic: SET_TOPIC,
  tag_conversation: TAG_CONVERSATION,
  update_conversation: UPDATE_CONVERSATION,
  'add_contact_tags, remove_contact_tags': CONTACT_TAGS,
  note_contact: NOTE_CONTACT,
  update_contact: UPDATE_CONTACT,
  notify: NOTIFY,
  webhook: WEBHOOK,
  hold: HOLD,
  resume: RESUME,
  set_priority: SET_PRIORITY,
  send_transcript: SEND_TRANSCRIPT,
  email: EMAIL,
  'the connection in trouble': REST_TROUBLES,
};
