import { lasts, passes } from '../../../src/catalogue/actions/refusals';
import { message } from '../../../src/text/message';

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
