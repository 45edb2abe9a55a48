import { MESSAGE_AUTHORS, MESSAGE_EVENTS, MESSAGE_TYPES } from '../../model/event';
import type { Field } from './field';
import { ofEvent } from './define';

export const MESSAGE_FIELDS: readonly Field[] = [
  ofEvent(
    {
      id: 'message.text',
      kind: 'text',
      events: MESSAGE_EVENTS,
      example: { operator: 'contains', value: 'price', match: 'What is the PRICE?', noMatch: 'Hello' },
    },
    (facts) => facts.event.message?.text,
  ),
  ofEvent(
    {
      id: 'message.type',
      kind: 'choice',
      choices: MESSAGE_TYPES,
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
      events: MESSAGE_EVENTS,
      example: { operator: 'is', value: 'bot', match: 'bot', noMatch: 'customer' },
    },
    (facts) => facts.event.message?.from,
  ),
];
