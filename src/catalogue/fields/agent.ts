import { AGENT_STATUSES, type Agent } from '../../model/event';
import { conversationUnassigned } from '../events';
import { type Fact, type Kind, unknown } from '../../model/value';
import type { Field } from './field';
import type { SourceId } from '../../model/facts';
import { conversationOf, known, ofConversation } from './define';
import { message } from '../../text/message';

const BOTH: Field['tells'] = ['assignment', 'availability'];

/** What is the same for all of them. */
const OF_AGENT = {
  mayMiss: true,
  writtenBy: 'team',
  tells: ['assignment'],
  implied: { [conversationUnassigned.id]: [undefined] },
} as const satisfies Partial<Field>;

/** Of the agent who has the conversation; all of them are missing when nobody has it. */
export const AGENT_FIELDS: readonly Field[] = [
  ofAgent(
    'agent.username',
    'text',
    { operator: 'is', value: 'anna', match: 'Anna', noMatch: 'bruno' },
    (agent) => agent.username,
  ),
  ofAgent(
    'agent.name',
    'text',
    { operator: 'starts_with', value: 'Anna', match: 'Anna Silva', noMatch: 'Bruno' },
    (agent) => agent.name,
  ),
  ofAgent(
    'agent.status',
    'choice',
    { operator: 'is', value: ['away', 'offline'], match: 'away', noMatch: 'online' },
    (agent) => agent.status ?? unknown(message('reason_rest_not_found', { endpoint: `status, ${agent.username}` })),
    { choices: AGENT_STATUSES, tells: BOTH },
  ),
  ofAgentSource('agent.available', 'boolean', 'agent_available', {
    operator: 'is',
    value: true,
    match: true,
    noMatch: false,
  }),
  ofAgent(
    'agent.kind',
    'choice',
    { operator: 'is', value: 'bot', match: 'bot', noMatch: 'human' },
    (agent) => agent.kind,
    { choices: ['human', 'bot'], withoutHuman: ['bot', undefined] },
  ),
  {
    ...ofAgentSource('agent.open_conversations', 'number', 'agent_load', {
      operator: 'less_than',
      value: 5,
      match: 2,
      noMatch: 8,
    }),
    counts: true,
  },
];

function ofAgent(
  id: string,
  kind: Kind,
  example: Field['example'],
  read: (agent: Agent) => Fact,
  more: Pick<Field, 'choices' | 'tells' | 'withoutHuman'> = {},
): Field {
  return ofConversation({ ...OF_AGENT, id, kind, example, ...more }, ({ agent }) => agent && read(agent));
}

function ofAgentSource(
  id: string,
  kind: Kind,
  source: SourceId & ('agent_available' | 'agent_load'),
  example: Field['example'],
): Field {
  return {
    ...OF_AGENT,
    id,
    kind,
    example,
    tells: BOTH,
    needs: () => ['conversation', source],
    read: (facts) => conversationOf(facts).agent && known(facts, source),
  };
}
