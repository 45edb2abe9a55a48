import type { Text } from '../../text/message';
import type { MessageKey } from '../../text/languages';

/**
 * What a failure means for the next time, by the sentence that tells it. Whatever stands in neither list says nothing
 * about it: it does not switch a rule off, and is not waited for.
 */

/** It will be there next time, whoever the customer is: something is missing, or not allowed (DESIGN.md 3). */
const LASTING: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'reason_agent_not_an_agent',
  'reason_app_lacks_permission',
  'reason_department_not_allowed',
  'reason_department_unknown',
  'reason_field_not_written',
  'reason_field_of_customers',
  'reason_needs_licence',
  'reason_no_custom_field',
  'reason_no_room_field',
  'reason_no_roster',
  'reason_no_such_agent',
  'reason_no_such_department',
  'reason_no_such_priority',
  'reason_no_such_room',
  'reason_no_such_user',
  'reason_not_allowed',
  'reason_omnichannel_off',
  'reason_only_bots',
  'reason_record_not_kept',
  'reason_rest_bad_address',
  'reason_rest_certificate',
  'reason_rest_forbidden',
  'reason_rest_lacks_endpoint',
  'reason_rest_no_json',
  'reason_rest_not_connected',
  'reason_rest_page',
  'reason_rest_private_address',
  'reason_rest_redirects',
  'reason_rest_token',
  'reason_rest_two_factor',
  'reason_room_of_a_customer',
  'reason_sender_unknown',
  'reason_unassign_auto_routing',
  'reason_webhook_not_there',
]);

/** It is so just now, and may be otherwise in a while. */
const PASSING: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'reason_agent_full',
  'reason_agent_not_given',
  'reason_agent_offline',
  'reason_conversation_on_hold',
  'reason_has_enough',
  'reason_hold_customer_waits',
  'reason_hold_nobody_has_it',
  'reason_host_did_nothing',
  'reason_is_not_there',
  'reason_no_inquiry',
  'reason_nobody_could_take_it',
  'reason_nobody_in_department',
  'reason_nobody_online',
  'reason_pool_empty',
]);

/** Nothing was begun: the server was not reached, or counts calls and did not look at this one. */
const NOT_BEGUN: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'reason_rest_circuit_open',
  'reason_rest_no_such_server',
  'reason_rest_rate_limit',
]);

export function notBegun(reason: Text | undefined): boolean {
  return reason !== undefined && NOT_BEGUN.has(reason.key);
}

/** Of what is said of two, both. */
export function lasts(reason: Text | undefined): boolean {
  if (reason?.key === 'reason_nor_otherwise') return partsOf(reason).every(lasts);
  return reason !== undefined && LASTING.has(reason.key);
}

/** Of what is said of two, one. */
export function passes(reason: Text | undefined): boolean {
  if (reason?.key === 'reason_nor_otherwise') return partsOf(reason).some(passes);
  return reason !== undefined && PASSING.has(reason.key);
}

/** Why there is nobody to be told or asked, beside those that may be there later. */
const NOBODY: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'reason_no_actor',
  'reason_no_address',
  'reason_no_agent_to_speak_as',
  'reason_no_last_agent',
  'reason_no_manager',
  'reason_nobody_has_it',
]);

/** Skipped, because nobody could take it or there was nobody to tell: then `if_failed` is done. */
export function nobodyThere(reason: Text | undefined): boolean {
  return passes(reason) || (reason !== undefined && NOBODY.has(reason.key));
}

function partsOf({ params = {} }: Text): readonly Text[] {
  return Object.values(params).filter((each): each is Text => typeof each === 'object' && 'key' in each);
}
