import { z } from '../../util/zod';
import type { TeamTarget } from '../../ports/host';
import { message } from '../../text/message';
import { saidKey } from '../keys';
import type { Action, ParametersOf } from './action';
import { done, short, skipped } from './ending';
import { room, user, words } from './parameters';
import { lazily } from '../../util/lazily';

const said = lazily(() => words('What the team reads. A template.'));
const parameters = lazily(() =>
  z.union([
    z.strictObject({
      room: room("A channel's or group's name or id."),
      text: said(),
    }),
    z.strictObject({ user: user('A username: they get a direct message.'), text: said() }),
  ]),
);
type Parameters = ParametersOf<typeof parameters>;

/** A message to the team. */
export const notify: Action<Parameters> = {
  id: 'notify',
  parameters,
  templates: { text: 'team' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: false,
  later: {},
  connection: 'unused',
  permissions: ['room.read', 'room.write', 'user.read', 'message.write'],
  example: { action: 'notify', room: 'support', text: '{{customer.name}} is waiting.' },
  say: (written, speaker) =>
    speaker.say(saidKey('notify', 'user' in written ? 'user' : 'room'), speaker.allQuoted(written)),
  plan: (parameters) => message('plan_notify', { target: nameOf(parameters), text: short(parameters.text) }),
  async perform(parameters, { host }) {
    if (parameters.text.trim() === '') return skipped(message('reason_nothing_to_say'));
    const id = await host.changes.notify(targetOf(parameters), parameters.text);
    return done({ to: nameOf(parameters), message: id });
  },
  verify: (parameters, { host }, since) => host.wrote(targetOf(parameters), parameters.text, since),
};

function targetOf(parameters: Parameters): TeamTarget {
  return 'room' in parameters ? { room: parameters.room } : { user: parameters.user };
}

function nameOf(parameters: Parameters): string {
  return 'room' in parameters ? `#${parameters.room.replace(/^#/, '')}` : `@${parameters.user.replace(/^@/, '')}`;
}
