import { conversationClosed, customerMessage } from '../../catalogue/events';
import { under } from './findings';
import type { Known } from './context';
import { stepsOf, type CheckedRule } from './checked-rule';

/** Steps that can do nothing where they stand: after a close, on a conversation that is closed, after another message. */
export function warnOfSteps({ source, sound, report }: CheckedRule, { catalogue }: Known): void {
  const { events = [] } = sound;
  let closed = events.length > 0 && events.every((event) => event === conversationClosed.id);
  let messaged = false;
  for (const [index, step] of stepsOf(source).entries()) {
    const action = catalogue.actionOf(String(step.action));
    if (!action) continue;
    const place = under('do', index);
    if (closed && action.openOnly) report.warning(place, 'finding_closed_by_then', { action: action.id });
    if (action.messagesCustomer && events.includes(customerMessage.id)) {
      if (messaged && step.also !== true && !closed) report.warning(place, 'finding_second_message');
      messaged = true;
    }
    if (action.raises.includes(conversationClosed.id)) closed = true;
  }
}
