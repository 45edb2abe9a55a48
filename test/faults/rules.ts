import type { SandboxOptions } from '../sandbox';

/**
 * The rules of the campaign: for each message of a customer, whose text is unlike any other, effects that can be
 * counted afterwards.
 */
export const ANSWER = {
  id: 'answer',
  name: 'Answer everything',
  on: 'customer_message',
  if: 'always',
  do: [
    { action: 'send_message', text: 'Got {{message.text}}.', also: true },
    { action: 'notify', room: 'general', text: 'Heard {{message.text}}.' },
    { action: 'note_conversation', text: 'Noted {{message.text}}.' },
    { action: 'webhook', url: 'https://hooks.example.com/x', secret: 'a long random text' },
    { action: 'add_contact_tags', tags: ['seen'] },
  ],
};

/** Once a conversation, whatever happens in between. */
export const GREET = {
  id: 'greet',
  name: 'Greet',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_message', text: 'Welcome {{customer.name}}.', also: true }],
  once: { per: 'conversation' },
};

/** Given to one of several, who keeps it. */
export const SHARE = {
  id: 'share',
  name: 'Share out',
  on: 'customer_message',
  if: { field: 'conversation.owner', operator: 'is', value: 'nobody' },
  do: [{ action: 'assign', to: { agents: ['anna', 'bruno', 'carla'], pick: 'round_robin' } }],
};

/** Later, in each conversation, once for each time that nothing waits there. */
export const REMIND = {
  id: 'remind',
  name: 'Remind',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_message', text: 'Still there, {{message.text}}?', also: true }],
  wait: { for: 'PT2M' },
};

export const RULES = { rules: [ANSWER, GREET, SHARE, REMIND] };

export const OPTIONS: SandboxOptions = {
  agents: ['anna', 'bruno', 'carla'],
  server: { routing: 'Manual_Selection' },
  customFields: ['tags'],
  settings: { rules: RULES, field_tags: 'tags' },
};
