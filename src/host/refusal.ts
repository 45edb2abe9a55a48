import { HostError } from '../ports/host';
import { message, type MessageKey, type Text } from '../text/message';

/**
 * What the server's errors mean. A native call gives a plain Error whose message is `reason [code]`, `[code]`, or a
 * sentence of the code that threw; looked for by the code or by words of the sentence.
 */
const MEANINGS: readonly (readonly [sign: string, key: MessageKey])[] = [
  ['error-user-is-offline', 'reason_agent_offline'],
  ['agent is not online', 'reason_agent_offline'],
  ['error-agent-status-service-offline', 'reason_agent_offline'],
  ['error-max-number-simultaneous-chats-reached', 'reason_agent_full'],
  ['error-agent-is-locked', 'reason_agent_not_given'],
  ['lockedAt-mismatch', 'reason_taken_at_once'],
  ['v.token_1', 'reason_has_open_conversation'],
  ['error-invalid-contact', 'reason_contact_unusable'],
  ['error-contact-not-found', 'reason_contact_gone'],
  ['Failed to migrate visitor', 'reason_customer_gone'],
  ['error-invalid-token', 'reason_customer_gone'],
  ['error-contact-manager-not-found', 'reason_not_allowed'],
  ['This is an enterprise feature', 'reason_needs_licence'],
  ['error-action-not-allowed', 'reason_needs_licence'],
  ['rid_1_u._id_1', 'reason_taken_at_once'],
  ['Invalid target agent', 'reason_agent_not_an_agent'],
  ['The agent with id', 'reason_agent_not_an_agent'],
  ['error-user-not-belong-to-department', 'reason_agent_not_in_department'],
  ['error-selected-agent-room-agent-are-same', 'reason_agent_is_the_same'],
  ['error-room-onHold', 'reason_conversation_on_hold'],
  ['error-cannot-place-chat-on-hold', 'reason_hold_customer_waits'],
  ['error-unserved-rooms-cannot-be-placed-onhold', 'reason_hold_nobody_has_it'],
  ['error-room-not-served', 'reason_hold_nobody_has_it'],
  ['error-room-already-closed', 'reason_conversation_closed'],
  ['error-room-closed', 'reason_conversation_closed'],
  ['room-closed', 'reason_conversation_closed'],
  ['This_conversation_is_already_closed', 'reason_conversation_closed'],
  ['Error removing inquiry', 'reason_no_inquiry'],
  ['error-invalid-inquiry', 'reason_no_inquiry'],
  ['error-transferring-inquiry', 'reason_no_inquiry'],
  ['error-forwarding-chat-same-department', 'reason_department_is_the_same'],
  ['error-forwarding-chat', 'reason_agent_not_given'],
  ['error-forwarding-department-target-not-allowed', 'reason_department_not_allowed'],
  ['error-invalid-department', 'reason_department_unknown'],
  ['error-no-agents-online-in-department', 'reason_nobody_online'],
  ['error-no-agents-available-for-service-on-department', 'reason_nobody_online'],
  ['no-agent-online', 'reason_nobody_online'],
  ['error-message-size-exceeded', 'reason_message_too_long'],
  ['error-mac-limit-reached', 'reason_mac_limit'],
  ['error-comment-is-required', 'reason_comment_required'],
  ['error-tags-must-be-assigned-before-closing-chat', 'reason_close_needs_tags'],
  ['error-omnichannel-is-disabled', 'reason_omnichannel_off'],
  ['error-contact-channel-blocked', 'reason_channel_blocked'],
  ['error-app-prevented', 'reason_prevented'],
  ['error-invalid-email', 'reason_invalid_email'],
  ['error-not-allowed', 'reason_not_allowed'],
  ['Not enough permission', 'reason_not_allowed'],
  ['error-invalid-user', 'reason_sender_unknown'],
  ['Room id not found', 'reason_conversation_gone'],
];

/** Passes by itself: two at once, somebody who is just being given another one, or a database that is not there just now. */
const PASSING =
  /try-again|removing inquiry|lockedAt-mismatch|agent-is-locked|rid_1_u\._id_1|ECONN|ETIMEDOUT|EPIPE|Mongo\w*(Network|ServerSelection)|topology|not primary/i;

/** Longer answers of a server are cut: they go into records and on pages. */
const MOST_SAID = 300;

/** The sentence for an error code or message of the server; undefined when it is not a known one. */
export function meaningOf(said: string): Text | undefined {
  const meaning = MEANINGS.find(([sign]) => said.includes(sign));
  return meaning && message(meaning[1]);
}

/** What a native call threw, as a HostError. */
export function refusal(error: unknown): HostError {
  if (error instanceof HostError) return error;
  const said = messageOf(error).slice(0, MOST_SAID);
  const kind = PASSING.test(said) ? 'passing' : 'refused';
  return new HostError(meaningOf(said) ?? message('reason_host_said', { said }), kind);
}

/** The host's oldest engines reject with an object that is no Error, its text inside of `error`. */
function messageOf(error: unknown): string {
  const from = error as { message?: unknown; error?: { message?: unknown } } | null | undefined;
  const said = from?.message ?? from?.error?.message ?? error;
  return typeof said === 'string' ? said : 'unknown error';
}

/** The server says that there is no such custom field. */
export function lacksField(error: unknown): boolean {
  const said = saidIn(error);
  return said.includes('invalid-custom-field') && !said.includes('field-value');
}

/** The server says that there is such a custom field already. */
export function hasField(error: unknown): boolean {
  return saidIn(error).includes('already exists');
}

/** The server's own words, where they are not among the known ones. */
function saidIn(error: unknown): string {
  const said = error instanceof HostError ? error.text.params?.['said'] : messageOf(error);
  return typeof said === 'string' ? said : '';
}

/** Calls the host; what it throws comes out as a HostError. */
export async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusal(error);
  }
}

/**
 * Calls the host and insists on an answer: a permission that app.json lacks, or that was not granted, does not throw
 * but gives nothing.
 */
export async function required<T>(permission: string, work: () => Promise<T>): Promise<NonNullable<T>> {
  const answer = await call(work);
  // Builders make a text of what they get, also of nothing.
  if (answer === null || answer === undefined || answer === 'null' || answer === 'undefined') {
    throw new HostError(message('reason_app_lacks_permission', { permission }));
  }
  return answer;
}
