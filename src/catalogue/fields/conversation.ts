import { CONVERSATION_STATUSES, type Message } from '../../model/event';
import {
  agentMessage,
  conversationAssigned,
  conversationClosed,
  conversationStarted,
  conversationTransferred,
  conversationUnassigned,
  customerMessage,
  EVENTS,
  questionAnswered,
  schedule,
} from '../events';
import type { MessageHistory } from '../../model/facts';
import type { Field } from './field';
import { conversationOf, customText, ofConversation, ofSource } from './define';
import { own } from '../../util/json';

const STATUSES_OF_OPEN = CONVERSATION_STATUSES.filter((status) => status !== 'closed');

export const CONVERSATION_FIELDS: readonly Field[] = [
  ofConversation(
    {
      id: 'conversation.status',
      kind: 'choice',
      choices: CONVERSATION_STATUSES,
      mayMiss: false,
      writtenBy: 'team',
      implied: {
        [customerMessage.id]: STATUSES_OF_OPEN,
        [agentMessage.id]: STATUSES_OF_OPEN,
        [conversationAssigned.id]: ['open', 'on_hold'],
        [conversationClosed.id]: ['closed'],
        [conversationStarted.id]: ['queued', 'open'],
        [conversationUnassigned.id]: ['queued', 'on_hold'],
        [conversationTransferred.id]: STATUSES_OF_OPEN,
        [questionAnswered.id]: STATUSES_OF_OPEN,
        [schedule.id]: STATUSES_OF_OPEN,
      },
      lasting: [conversationClosed.id],
      whileOpen: STATUSES_OF_OPEN,
      example: { operator: 'is', value: 'queued', match: 'queued', noMatch: 'open' },
    },
    (conversation) => conversation.status,
  ),
  ofConversation(
    {
      id: 'conversation.owner',
      kind: 'choice',
      choices: ['nobody', 'bot', 'human'],
      mayMiss: false,
      writtenBy: 'team',
      tells: ['assignment'],
      implied: { [conversationAssigned.id]: ['bot', 'human'], [conversationUnassigned.id]: ['nobody'] },
      withoutHuman: ['nobody', 'bot'],
      ownSentences: ['nobody'],
      example: { operator: 'is_not', value: 'human', match: 'bot', noMatch: 'human' },
    },
    (conversation) => conversation.agent?.kind ?? 'nobody',
  ),
  ofConversation(
    {
      id: 'conversation.agent',
      kind: 'username',
      mayMiss: true,
      writtenBy: 'team',
      tells: ['assignment'],
      implied: { [conversationUnassigned.id]: [undefined] },
      example: { operator: 'is', value: ['anna', 'bruno'], match: 'anna', noMatch: 'carla' },
    },
    (conversation) => conversation.agent?.username,
  ),
  {
    id: 'conversation.previous_agent',
    kind: 'username',
    mayMiss: true,
    writtenBy: 'team',
    ...ofSource('previous_agent', ({ username }) => username),
    example: { operator: 'is', value: 'anna', match: 'anna', noMatch: 'carla' },
  },
  {
    id: 'conversation.priority',
    kind: 'text',
    mayMiss: true,
    writtenBy: 'team',
    ...ofSource('priority', ({ name }) => name),
    example: { operator: 'is', value: 'Highest', match: 'highest', noMatch: 'Low' },
  },
  ofConversation(
    {
      id: 'conversation.department',
      kind: 'department',
      mayMiss: true,
      writtenBy: 'team',
      tells: ['assignment'],
      example: { operator: 'is', value: 'Sales', match: 'sales', noMatch: 'Support' },
    },
    (conversation) => conversation.department,
  ),
  ofConversation(
    {
      id: 'conversation.topic',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'contains', value: 'refund', match: 'Refund for order 12', noMatch: 'Delivery' },
    },
    (conversation) => conversation.topic,
  ),
  ofConversation(
    {
      id: 'conversation.tags',
      kind: 'list',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'includes', value: 'urgent', match: ['urgent', 'billing'], noMatch: ['billing'] },
    },
    (conversation) => conversation.tags,
  ),
  {
    id: 'conversation.text',
    kind: 'text',
    mayMiss: true,
    writtenBy: 'customer',
    ...ofSource('history', ({ messages }) => messages.map(({ text }) => text).join('\n')),
    example: { operator: 'has_word', value: 'invoice', match: 'Hello\nwhere is my invoice?', noMatch: 'Hello' },
  },
  {
    id: 'conversation.message_count',
    kind: 'number',
    mayMiss: false,
    writtenBy: 'team',
    counts: true,
    ...ofSource('message_count', (count) => count),
    example: { operator: 'at_least', value: 10, match: 12, noMatch: 3 },
  },
  {
    id: 'conversation.first_message',
    kind: 'boolean',
    mayMiss: false,
    writtenBy: 'team',
    onceTrue: true,
    // It is about the event's own message.
    implied: Object.fromEntries(EVENTS.filter((id) => id !== customerMessage.id).map((id) => [id, [false]])),
    lasting: EVENTS.filter((id) => id !== customerMessage.id),
    ...ofSource('history', (history, { event }) => isFirstMessage(history, event.message)),
    example: { operator: 'is', value: true, match: true, noMatch: false },
  },
  ofConversation(
    {
      id: 'conversation.age',
      kind: 'duration',
      mayMiss: false,
      writtenBy: 'team',
      usual: { [conversationStarted.id]: [0] },
      runsOn: true,
      example: { operator: 'at_least', value: 'P1D', match: 'P2D', noMatch: 'PT1H' },
    },
    (conversation, _key, facts) => Math.max(0, facts.now - conversation.createdAt),
  ),
  {
    id: 'conversation.waiting',
    kind: 'duration',
    mayMiss: true,
    writtenBy: 'team',
    // Now, or some messages ago; longer when one of theirs has had no answer for long.
    usual: { [customerMessage.id]: [0, 60_000] },
    ...ofSource('history', (history, facts) => {
      if (conversationOf(facts).status === 'closed') return undefined;
      const oldest = oldestUnanswered(history);
      if (!oldest) return undefined;
      // DESIGN.md: `PT0S` for the event's own message when it is the first.
      return oldest.id === facts.event.message?.id && !facts.waited ? 0 : Math.max(0, facts.now - oldest.at);
    }),
    example: { operator: 'greater_than', value: 'PT5M', match: 'PT6M', noMatch: 'PT1M' },
  },
  ofConversation(
    {
      id: 'conversation.custom.*',
      kind: 'custom',
      family: 'conversation_field',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'is', value: 'gold', match: 'Gold', noMatch: 'silver' },
    },
    (conversation, key) => customText(own(conversation.custom, key)),
  ),
];

/** The event's message is the customer's, and none of theirs comes before it: of two at one moment one is the first. */
function isFirstMessage({ messages, more }: MessageHistory, message: Message | undefined): boolean {
  if (message?.from !== 'customer' || more) return false;
  const first = messages.find(({ from }) => from === 'customer');
  return !first || first.id === message.id || first.at > message.at;
}

/** The customer's oldest message after the last one of a human agent; what a rule says in their name is no answer. */
function oldestUnanswered(history: MessageHistory): Message | undefined {
  const answered = history.messages.findLastIndex(({ from, own }) => from === 'human' && !own);
  return history.messages.slice(answered + 1).find((message) => message.from === 'customer');
}
