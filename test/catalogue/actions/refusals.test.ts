import * as fs from 'node:fs';
import * as path from 'node:path';
import { lasts, passes } from '../../../src/catalogue/actions/refusals';
import { message, type Text } from '../../../src/text/message';

const FULL = message('reason_agent_full');
const MISSING = message('reason_no_such_agent', { agent: 'a' });
const either = (first: typeof FULL, then: typeof FULL) => message('reason_nor_otherwise', { first, then });

test.each([
  ['full', FULL, false, true],
  ['missing', MISSING, true, false],
  ['what the server said', message('reason_host_said', { said: 'x' }), false, false],
  ['nothing', undefined, false, false],
  ['full, and otherwise missing', either(FULL, MISSING), false, true],
  ['missing, and otherwise full', either(MISSING, FULL), false, true],
  ['missing, and otherwise missing', either(MISSING, MISSING), true, false],
])('%s: lasts %j', (_what, reason, lasting, passing) => {
  expect({ lasts: lasts(reason), passes: passes(reason) }).toEqual({ lasts: lasting, passes: passing });
});

/** Said of one customer, one message or one call: it tells nothing of the next time. */
const NEITHER: readonly string[] = [
  // The agent of this conversation, whom no rule names.
  'reason_agent_gone',
  'reason_agent_is_the_same',
  'reason_agent_not_in_department',
  'reason_channel_blocked',
  'reason_close_needs_tags',
  'reason_comment_required',
  'reason_connector_channel',
  'reason_contact_gone',
  'reason_contact_unusable',
  'reason_conversation_closed',
  'reason_conversation_gone',
  'reason_customer_gone',
  'reason_department_is_the_same',
  'reason_earlier_unknown',
  'reason_has_open_conversation',
  'reason_host_said',
  'reason_invalid_email',
  'reason_mac_limit',
  'reason_message_too_long',
  'reason_name_conflict',
  'reason_no_agent_to_speak_as',
  'reason_no_answer',
  'reason_no_mail',
  'reason_not_written',
  'reason_prevented',
  'reason_rest_address_refused',
  'reason_rest_circuit_open',
  'reason_rest_no_such_server',
  'reason_rest_not_found',
  'reason_rest_rate_limit',
  'reason_rest_refused',
  'reason_rest_server_error',
  'reason_rest_strange_answer',
  'reason_rest_timeout',
  'reason_rest_unreachable',
  'reason_routed_to_bot',
  'reason_taken_at_once',
  'reason_watching',
  'reason_webhook_passing',
  'reason_webhook_refused',
];

test('every refusal lasts, passes, or says nothing about the next time, and just one of these', () => {
  const src = path.join(__dirname, '../../../src');
  const refusals = new Set<string>();
  for (const file of fs.readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = fs.readFileSync(path.join(src, file), 'utf8');
    // What the server says is in tables.
    const said = /host[\\/](refusal|rest[\\/](transport|answer|client))\.ts$/.test(file)
      ? /'(reason_\w+)'/g
      : /(?:\bfailed|new HostError)\(\s*message\(\s*'(reason_\w+)'/g;
    for (const [, key = ''] of text.matchAll(said)) refusals.add(key);
  }
  expect(refusals.size).toBeGreaterThan(50);
  const places = [...refusals].map((key) => {
    const reason = { key } as Text;
    const kinds = { lasts: lasts(reason), passes: passes(reason), neither: NEITHER.includes(key) };
    return [key, Object.entries(kinds).flatMap(([kind, is]) => (is ? [kind] : []))] as const;
  });
  expect(places.filter(([, kinds]) => kinds.length !== 1)).toEqual([]);
  expect(NEITHER.filter((key) => !refusals.has(key))).toEqual([]);
});

test.each([
  ['a licence', 'reason_needs_licence'],
  ['a permission', 'reason_app_lacks_permission'],
  ['a permission of the connection', 'reason_rest_forbidden'],
  ['a field', 'reason_no_custom_field'],
  ['an agent', 'reason_no_such_agent'],
  ['an endpoint, as without a licence', 'reason_rest_lacks_endpoint'],
] as const)('what is missing lasts: %s', (_what, key) => {
  expect(lasts({ key })).toBe(true);
});
