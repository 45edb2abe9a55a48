import { EVENTS } from '../../../src/catalogue/events';

/** Only where somebody asks for it, and once: other conversations stay open beside it. */
const EACH_MINUTE = {
  schedule: { every: 'PT1M' },
  if: { field: 'conversation.text', operator: 'contains', value: 'in a minute' },
  once: { per: 'conversation' },
};

/** Rules that only listen, one for each event. */
const LISTENING = EVENTS.map((on) => ({
  id: `hears-${on.replaceAll('_', '-')}`,
  name: on,
  mode: 'watch',
  on,
  if: 'always',
  do: [{ action: 'note_conversation', text: 'heard' }],
  ...(on === 'schedule' && EACH_MINUTE),
}));

const does = (id: string, text: string, ...actions: readonly object[]) => ({
  id,
  name: text,
  on: 'customer_message',
  if: { field: 'message.text', operator: 'is', value: text },
  do: actions,
});

/** Rules that do what the app may do, each when the customer says so. */
const DOING = [
  does('bot', 'answer as bot', { action: 'send_message', text: 'Here I am.' }),
  does('agent', 'answer as agent', { action: 'send_message', text: 'Here I am.', as: 'agent' }),
  does('same', 'same words', { action: 'send_message', text: 'same words', as: 'agent' }),
  does('assign', 'to bruno', { action: 'assign', to: { agent: 'bruno' } }),
  does('department', 'to sales', { action: 'assign', to: { department: 'Sales' } }),
  does('queue', 'to nobody of support', { action: 'assign', to: { department: 'Support' } }),
  does('unassign', 'back to the queue', { action: 'unassign' }),
  does('write', 'write it down', { action: 'set_topic', topic: 'Refund' }, { action: 'tag_conversation', add: ['a'] }),
  does('ask', 'ask me', { action: 'ask', id: 'topic', text: 'What about?', also: true }),
  does('close', 'that is all', { action: 'close', comment: 'Bye.' }),
  {
    id: 'again',
    name: 'call me again',
    on: 'conversation_closed',
    if: { field: 'conversation.text', operator: 'contains', value: 'call me again' },
    do: [{ action: 'open', text: 'Here we are again.' }],
  },
];

export const RULES = { rules: [...LISTENING, ...DOING] };
