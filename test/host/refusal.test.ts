import { refusal } from '../../src/host/refusal';

/** What newer servers say, as recorded by running their code. */
test.each([
  ['error-no-agents-available-for-service-on-department', 'reason_nobody_online', 'refused'],
  ['Sorry, no online agents [no-agent-online]', 'reason_nobody_online', 'refused'],
  ['error-forwarding-chat', 'reason_agent_not_given', 'refused'],
  ['error-forwarding-chat-same-department', 'reason_department_is_the_same', 'refused'],
  ['error-agent-is-locked', 'reason_agent_not_given', 'passing'],
  ['Provided agent is not online', 'reason_agent_offline', 'refused'],
  ['error-taking-inquiry-lockedAt-mismatch', 'reason_taken_at_once', 'passing'],
  [
    'E11000 duplicate key error collection: chat.rocketchat_subscription index: rid_1_u._id_1 dup key: { rid: "r" }',
    'reason_taken_at_once',
    'passing',
  ],
  [
    'E11000 duplicate key error collection: chat.rocketchat_room index: v.token_1 dup key: { v.token: "secret" }',
    'reason_has_open_conversation',
    'refused',
  ],
  ['error-contact-channel-blocked', 'reason_channel_blocked', 'refused'],
  ['error-invalid-contact', 'reason_contact_unusable', 'refused'],
  ['error-contact-not-found', 'reason_contact_gone', 'refused'],
  ['error-invalid-token', 'reason_customer_gone', 'refused'],
  ['Failed to migrate visitor data into Contact information: visitor not found.', 'reason_customer_gone', 'refused'],
  ['Error removing inquiry', 'reason_no_inquiry', 'passing'],
  ['error-invalid-department', 'reason_department_unknown', 'refused'],
  ['not now [error-app-prevented]', 'reason_prevented', 'refused'],
  ['MongoServerSelectionError: connection timed out', 'reason_host_said', 'passing'],
])('%s', (said, key, kind) => {
  expect(refusal(new Error(said))).toMatchObject({ kind, text: { key } });
});

test('nobody reads a token of a customer in what the database says', () => {
  const error = refusal(new Error('E11000 duplicate key error index: v.token_1 dup key: { v.token: "secret" }'));
  expect(JSON.stringify(error)).not.toContain('secret');
});
