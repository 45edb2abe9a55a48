import type { Action } from '../../src/catalogue/actions/action';
import type { Conversation } from '../../src/model/event';
import { halvesOf, type ActionStep } from '../../src/catalogue/document';
import { compileTemplate } from '../../src/rules/template';
import { translate } from '../../src/text/message';

/** The customer and the conversation of the reference's examples. */
const CONVERSATION: Conversation = {
  id: 'conversation-1',
  status: 'open',
  tags: ['new'],
  custom: {},
  createdAt: 0,
  customer: {
    id: 'customer-1',
    token: 'token-1',
    name: 'Ana Silva',
    emails: ['ana@example.com'],
    phones: [],
    custom: {},
  },
  channel: { type: 'widget' },
};
const VALUES: Readonly<Record<string, string>> = {
  'customer.name': 'Ana Silva',
  'customer.first_name': 'Ana',
  'customer.email': 'ana@example.com',
  'conversation.url': 'https://chat.example.com/live/conversation-1',
  'message.text': 'Where is my order?',
  'rule.name': 'Example',
};

/** What an action says it would do, in English, for its own example and the conversation above. */
export function planOf(action: Action, step: ActionStep): string {
  const parsed = action.parameters().parse(rendered(halvesOf(step).parameters));
  return translate('en', action.plan(parsed, CONVERSATION));
}

function rendered(value: unknown): unknown {
  if (typeof value === 'string') {
    const compiled = compileTemplate(value, () => 'known');
    return compiled.ok ? compiled.template.render((name) => VALUES[name], { reader: 'customer', max: 5000 }) : value;
  }
  if (Array.isArray(value)) return value.map(rendered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rendered(each)]));
}
