import type { Earlier, Facts, SourceId } from '../../model/facts';
import { unknown, type Fact } from '../../model/value';
import { message } from '../../text/message';
import { known } from './define';
import type { Field } from './field';

/** What is known of a customer beyond this conversation: who had them, when, how often (DESIGN.md 1, customer). */

const LATELY = 60_000;

export const EARLIER_FIELDS: readonly Field[] = [
  {
    id: 'customer.last_agent',
    kind: 'username',
    mayMiss: true,
    writtenBy: 'team',
    ...ofEarlier(({ agent }) => agent?.username),
    example: { operator: 'is', value: ['anna', 'bruno'], match: 'anna', noMatch: 'carla' },
  },
  {
    id: 'customer.manager',
    kind: 'username',
    mayMiss: true,
    writtenBy: 'team',
    needs: () => ['manager'],
    read: (facts) => {
      const manager = known(facts, 'manager');
      return 'unknown' in manager ? manager : manager.username;
    },
    example: { operator: 'is', value: 'anna', match: 'anna', noMatch: 'carla' },
  },
  {
    id: 'customer.conversations',
    kind: 'number',
    mayMiss: false,
    writtenBy: 'team',
    counts: true,
    ...ofEarlier(({ count }) => count ?? unknown(message('reason_earlier_unknown'))),
    example: { operator: 'at_least', value: 3, match: 5, noMatch: 1 },
  },
  {
    id: 'customer.last_conversation',
    kind: 'duration',
    mayMiss: true,
    writtenBy: 'team',
    ...ofEarlier(({ endedAt }, { now }) => (endedAt === undefined ? undefined : Math.max(0, now - endedAt))),
    example: { operator: 'at_most', value: 'P7D', match: 'P2D', noMatch: 'P30D' },
  },
  {
    id: 'customer.messages_lately',
    kind: 'number',
    mayMiss: false,
    writtenBy: 'team',
    counts: true,
    needs: () => ['history'],
    read: (facts) => {
      const history = known(facts, 'history');
      if ('unknown' in history) return history;
      return history.messages.filter(({ from, at }) => from === 'customer' && facts.now - at < LATELY).length;
    },
    example: { operator: 'at_least', value: 10, match: 12, noMatch: 2 },
  },
];

function ofEarlier(read: (earlier: Earlier, facts: Facts) => Fact): Pick<Field, 'needs' | 'read'> {
  const needs: readonly SourceId[] = ['earlier'];
  return {
    needs: () => needs,
    read: (facts) => {
      const earlier = known(facts, 'earlier');
      return 'unknown' in earlier ? earlier : read(earlier, facts);
    },
  };
}
