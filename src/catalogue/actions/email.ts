import { z } from '../../util/zod';
import { isAddress } from '../../text/email';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { done, failed, short, skipped } from './ending';
import { emailAddress, words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    to: emailAddress('An e-mail address, or a template.', 500),
    subject: words('The subject. A template.', 500),
    text: words('What the team reads, as plain text. A template.'),
  }),
);

/** An e-mail to the team, through the server and from its address. */
export const email: Action<ParametersOf<typeof parameters>> = {
  id: 'email',
  parameters,
  templates: { to: 'machine', subject: 'team', text: 'team' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: false,
  later: {},
  connection: 'unused',
  permissions: ['email.send'],
  example: {
    action: 'email',
    to: 'support@example.com',
    subject: '{{customer.name}} is waiting',
    text: 'Please write back to {{customer.name}}.',
  },
  plan: ({ to, subject }) => message('plan_email', { address: to.trim(), subject: short(subject) }),
  async perform({ to, subject, text }, { host }) {
    const address = to.trim();
    // One line: a break would begin another header.
    const title = subject.replace(/\s+/g, ' ').trim();
    if (address === '') return skipped(message('reason_no_address'));
    if (!isAddress(address)) return failed(message('reason_invalid_email'));
    if (title === '' && text.trim() === '') return skipped(message('reason_nothing_to_say'));
    await host.changes.email({ to: address, subject: title, text });
    return done({ to: address });
  },
  // Nobody can tell: the server shows no app what it has sent.
  verify: () => Promise.resolve(undefined),
};
