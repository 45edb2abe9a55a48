import { unknown } from '../../model/value';
import { agentMessage, manual } from '../events';
import { ofEvent } from './define';
import type { Field } from './field';
import { own } from '../../util/json';
import { message } from '../../text/message';

const events = [agentMessage.id, manual.id];

/** Who of the team wrote the message or ran the rule, and what they filled in. */
export const ACTOR_FIELDS: readonly Field[] = [
  ofEvent(
    {
      id: 'actor.username',
      kind: 'username',
      mayMiss: true,
      writtenBy: 'team',
      events,
      example: { operator: 'is', value: ['anna', 'bruno'], match: 'anna', noMatch: 'carla' },
    },
    ({ event }) => event.actor?.username,
  ),
  ofEvent(
    {
      id: 'actor.name',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'team',
      events,
      example: { operator: 'starts_with', value: 'Anna', match: 'Anna Silva', noMatch: 'Bruno' },
    },
    ({ event }) => event.actor?.name,
  ),
  {
    id: 'input.*',
    kind: 'custom',
    family: 'input',
    mayMiss: true,
    writtenBy: 'team',
    events: [manual.id],
    needs: () => [],
    read: ({ event }, key) => {
      if (event.on === manual.id && !event.inputs) return unknown(message('why_missing'));
      return own(event.inputs, key);
    },
    example: { operator: 'at_most', value: 100, match: '30', noMatch: '200' },
  },
];
