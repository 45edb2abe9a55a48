import { MESSAGE_AUTHORS, MESSAGE_TYPES } from '../../model/event';
import { agentMessage, customerMessage, MESSAGE_EVENTS } from '../events';
import type { Field } from './field';
import { ofEvent } from './define';

export const messageText: Field = ofEvent(
  {
    id: 'message.text',
    kind: 'text',
    mayMiss: true,
    writtenBy: 'customer',
    events: MESSAGE_EVENTS,
    example: { operator: 'contains', value: 'price', match: 'What is the PRICE?', noMatch: 'Hello' },
  },
  (facts) => facts.event.message?.text,
);

export const MESSAGE_FIELDS: readonly Field[] = [
  messageText,
  ofEvent(
    {
      id: 'message.type',
      kind: 'choice',
      choices: MESSAGE_TYPES,
      mayMiss: true,
      writtenBy: 'team',
      events: MESSAGE_EVENTS,
      example: { operator: 'is', value: ['image', 'video'], match: 'image', noMatch: 'text' },
    },
    (facts) => facts.event.message?.type,
  ),
  ofEvent(
    {
      id: 'message.from',
      kind: 'choice',
      choices: MESSAGE_AUTHORS,
      mayMiss: true,
      writtenBy: 'team',
      lasting: MESSAGE_EVENTS,
      implied: { [customerMessage.id]: ['customer'], [agentMessage.id]: ['human', 'bot'] },
      events: MESSAGE_EVENTS,
      example: { operator: 'is', value: 'bot', match: 'bot', noMatch: 'customer' },
    },
    (facts) => facts.event.message?.from,
  ),
];
