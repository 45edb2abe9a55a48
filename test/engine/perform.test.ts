import type { ActionStep, Rule } from '../../src/catalogue/document';
import { plansOf } from '../../src/engine/perform';
import type { Agent, Conversation } from '../../src/model/event';
import { compileSteps } from '../../src/rules/compile-actions';
import { conversation, event, program, rule } from '../support/fakes';
import { english } from '../support/admin';

const { environment } = program([]);
const anna: Agent = { id: 'anna', username: 'anna', name: 'Anna', status: 'online', kind: 'human', enabled: true };
const THERE: Conversation = {
  ...conversation('c1'),
  status: 'open',
  agent: anna,
  department: { id: 'sales', name: 'Sales' },
  topic: 'Old',
  tags: ['new'],
};

/** The last of these steps, as a plan of all of them tells it. */
function lastOf(steps: readonly ActionStep[], heldBack?: readonly unknown[]): string {
  const all: Rule = rule({ id: 'r', do: steps });
  const customer = { ...THERE.customer, name: 'Ana', custom: { plan: 'free' } };
  const happened = event('customer_message', 0, 'Hi', { ...THERE, customer });
  const known = { agent_load: 3, stored_tags: ['vip'], previous_agent: {}, priority: { name: 'High' } };
  const facts = { event: happened, now: 0, environment, known: { ...known, conversation: happened.conversation } };
  return english(plansOf(compileSteps(all, environment), facts, all, heldBack)).at(-1)!;
}

/** What a note says of these names. */
const saying = (...names: readonly string[]): ActionStep => ({
  action: 'note_conversation',
  text: names.map((name) => `{{${name}}}`).join(' '),
});
const set = (topic: string): ActionStep => ({ action: 'set_topic', topic });

describe('in a plan a text says what the steps before it leave', () => {
  test.each<[string, ActionStep, string[], string]>([
    ['a topic', set('Refund'), ['conversation.topic'], 'Refund'],
    ['a topic that came out empty', set('{{customer.email}}'), ['conversation.topic'], 'Old'],
    [
      'tags of the conversation',
      { action: 'tag_conversation', add: ['bill'], remove: ['new'] },
      ['conversation.tags'],
      'bill',
    ],
    [
      'what is written on the contact',
      { action: 'update_contact', name: 'Eva', email: 'eva@x.example', phone: '+1 5', custom: { plan: 'gold' } },
      ['customer.first_name', 'customer.email', 'customer.phone', 'customer.custom.plan'],
      'Eva eva@x.example +1 5 gold',
    ],
    [
      'an address that is none',
      { action: 'update_contact', name: 'Eva', email: 'eva' },
      ['customer.name', 'customer.email', 'customer.custom.plan'],
      'Eva  free',
    ],
    [
      'fields of the conversation',
      { action: 'update_conversation', custom: { order: '7' } },
      ['conversation.custom.order'],
      '7',
    ],
    ['that it is closed', { action: 'close', comment: 'Bye' }, ['conversation.status', 'agent.name'], 'closed Anna'],
    ['that it is on hold', { action: 'hold' }, ['conversation.status', 'agent.name'], 'on_hold Anna'],
    [
      'that nobody has it',
      { action: 'unassign' },
      ['conversation.status', 'agent.name', 'conversation.owner'],
      'queued  nobody',
    ],
    [
      'to whom it was given',
      { action: 'assign', to: { agent: 'bruno' } },
      ['agent.username', 'conversation.topic'],
      'bruno Old',
    ],
    ['what it has not changed', { action: 'tag_conversation', add: ['x'] }, ['conversation.priority'], 'High'],
  ])('%s', (_what, step, names, said) => {
    expect(lastOf([step, saying(...names)]).replaceAll('\u2060', '')).toContain(`“${said}”`);
  });

  test.each<[string, ActionStep, string]>([
    ['how somebody is called', { action: 'assign', to: { agent: 'bruno' } }, 'agent.name'],
    ['who it will be', { action: 'assign', to: { anyone: true } }, 'agent.username'],
    ['who it will be', { action: 'assign', to: { agent: 'eva', otherwise: { anyone: true } } }, 'agent.username'],
    ['whether it will be a bot', { action: 'assign', to: { anyone: true } }, 'agent.kind'],
    ['how busy they are', { action: 'assign', to: { anyone: true } }, 'agent.open_conversations'],
    ['who had it before', { action: 'unassign' }, 'conversation.previous_agent'],
    ['where it will be', { action: 'assign', to: { department: 'billing' } }, 'conversation.department'],
    ['what tags there are', { action: 'add_contact_tags', tags: ['x'] }, 'customer.tags'],
    ['how urgent it is', { action: 'set_priority', priority: 'Low' }, 'conversation.priority'],
  ])('and not what cannot be known: %s', (_what, step, name) => {
    expect(lastOf([step, saying(name)]).replaceAll('\u2060', '')).toContain(`“{{${name}}}”`);
  });

  test('what is put on hold is off hold again behind the step that resumes it', () => {
    expect(lastOf([{ action: 'hold' }, { action: 'resume' }, saying('conversation.status')])).toContain('“open”');
  });

  test('one that is held back leaves nothing, and what stands in for one goes by what was there before it', () => {
    const topic = saying('conversation.topic');
    expect(lastOf([set('A'), topic], ['held back'])).toContain('“Old”');
    expect(lastOf([{ ...set('A'), if_failed: [topic] }])).toContain('“Old”');
    expect(lastOf([{ ...set('A'), if_failed: [set('B')] }, topic])).toContain('“A”');
  });
});
