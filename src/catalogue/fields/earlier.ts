import { MINUTE } from '../../model/calendar';
import { unknown } from '../../model/value';
import { message } from '../../text/message';
import { ofSource } from './define';
import type { Field } from './field';

/** What is known of a customer beyond this conversation: who had them, when, how often (DESIGN.md 1, customer). */

/** ms. */
const LATELY = MINUTE;

export const EARLIER_FIELDS: readonly Field[] = [
  {
    id: 'customer.last_agent',
    kind: 'username',
    mayMiss: true,
    writtenBy: 'team',
    ...ofSource('earlier', ({ agent }) => agent?.username),
    example: { operator: 'is', value: ['anna', 'bruno'], match: 'anna', noMatch: 'carla' },
  },
  {
    id: 'customer.manager',
    kind: 'username',
    mayMiss: true,
    writtenBy: 'team',
    ...ofSource('manager', ({ username }) => username),
    example: { operator: 'is', value: 'anna', match: 'anna', noMatch: 'carla' },
  },
  {
    id: 'customer.conversations',
    kind: 'number',
    mayMiss: false,
    writtenBy: 'team',
    counts: true,
    ...ofSource('earlier', ({ count }) => count ?? unknown(message('reason_earlier_unknown'))),
    example: { operator: 'at_least', value: 3, match: 5, noMatch: 1 },
  },
  {
    id: 'customer.last_conversation',
    kind: 'duration',
    mayMiss: true,
    writtenBy: 'team',
    ...ofSource('earlier', ({ endedAt }, { now }) => (endedAt === undefined ? undefined : Math.max(0, now - endedAt))),
    example: { operator: 'at_most', value: 'P7D', match: 'P2D', noMatch: 'P30D' },
  },
  {
    id: 'customer.messages_lately',
    kind: 'number',
    mayMiss: false,
    writtenBy: 'team',
    counts: true,
    ...ofSource(
      'history',
      ({ messages }, { now }) => messages.filter(({ from, at }) => from === 'customer' && now - at < LATELY).length,
    ),
    example: { operator: 'at_least', value: 10, match: 12, noMatch: 2 },
  },
];
