import { CHANNEL_TYPES } from '../../model/event';
import type { Field } from './field';
import { ofConversation } from './define';

export const CHANNEL_FIELDS: readonly Field[] = [
  ofConversation(
    {
      id: 'channel.type',
      kind: 'choice',
      choices: CHANNEL_TYPES,
      mayMiss: false,
      writtenBy: 'team',
      example: { operator: 'is', value: 'email', match: 'email', noMatch: 'widget' },
    },
    (conversation) => conversation.channel.type,
  ),
  ofConversation(
    {
      id: 'channel.name',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'is', value: 'whatsapp', match: 'WhatsApp', noMatch: 'telegram' },
    },
    (conversation) => conversation.channel.name,
  ),
];
