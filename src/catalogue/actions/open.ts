import { z } from '../../util/zod';
import { OWN_CHANNEL, type Conversation } from '../../model/event';
import { conversationStarted } from '../events';
import { saidKey } from '../keys';
import { HostError, type Candidate, type Host } from '../../ports/host';
import { translate, message, type Text } from '../../text/message';
import type { Action, ActionContext, ParametersOf } from './action';
import { already, done, failed, fresh } from './ending';
import { agent, words } from './parameters';
import type { Outcome } from '../../model/run';
import type { Note } from '../../model/note';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    agent: z.optional(agent('Who gets the new conversation; left out: as the server routes it.')),
    text: z.optional(words('The first message in the new conversation. A template.')),
  }),
);
type Parameters = ParametersOf<typeof parameters>;

/** Channels whose connectors know nothing of a conversation that somebody else opens: the customer would not see it. */
const CONNECTORS: readonly Conversation['channel']['type'][] = ['email', 'sms', 'app'];

/** Behind the action's key: the id of the note in the new conversation that names the old one. */
const FROM = '/from';

/** A new conversation with the same customer, linked to the old one in both directions. */
export const open: Action<Parameters> = {
  id: 'open',
  parameters,
  templates: { text: 'customer' },
  messagesCustomer: false,
  changes: ['conversation', 'agent_load', 'returning'],
  raises: [conversationStarted.id],
  repeatable: true,
  connection: 'unused',
  permissions: [
    'room.read',
    'user.read',
    'message.write',
    'livechat-visitor.read',
    'livechat-visitor.write',
    'livechat-room.read',
    'livechat-room.write',
    'persistence',
  ],
  example: { action: 'open', text: 'We have news for you, {{customer.first_name}}.' },
  say: (written, speaker) => {
    const parts = ['agent', 'text'].filter((part) => part in written);
    return speaker.say(saidKey('open', ...parts), speaker.allQuoted(written));
  },
  plan: ({ agent }) => (agent ? message('plan_open_with_agent', { agent }) : message('plan_open')),
  async perform(wanted, context) {
    const { host, event, key } = context;
    const old = await fresh(host, context.conversation);
    const running = await host.conversationsOf(old.customer);
    // One that this action opened before it was interrupted is not somebody else's: what is left is done.
    const own = running.find((each) => isOwn(each) && each.id !== old.id && each.createdAt >= event.at);
    const links = own ? (await host.notes(own)).conversation.filter(({ id }) => id.endsWith(FROM)) : [];
    // Another rule's, or another action's of this one, has their link.
    const ours = links.every(({ id }) => id === key + FROM) ? own : undefined;
    if (!ours && (running.length > 0 || old.status !== 'closed')) return already(message('reason_no_longer_open'));
    if (!ours && CONNECTORS.includes(old.channel.type) && !isOwn(old)) {
      return failed(message('reason_connector_channel', { channel: old.channel.name ?? old.channel.type }));
    }
    const agent = wanted.agent === undefined ? undefined : await host.agent(wanted.agent);
    if (wanted.agent !== undefined && !agent) return failed(message('reason_no_such_agent', { agent: wanted.agent }));
    let id = ours?.id;
    try {
      id ??= await host.changes.openConversation(old.customer, agent);
    } catch (error) {
      // Somebody was quicker: the server lets a customer have one.
      if (error instanceof HostError && error.text.key === 'reason_has_open_conversation') return already(error.text);
      throw error;
    }
    const opened = await host.conversation(id);
    if (!opened || opened.status === 'closed') return failed(message('reason_host_did_nothing'));
    return setUp(opened, old, agent, wanted, context);
  },
};

function isOwn({ channel }: Conversation): boolean {
  return channel.type === 'app' && channel.name === OWN_CHANNEL;
}

/** The links, the agent and the first message; the conversation is there, whatever becomes of them. */
async function setUp(
  opened: Conversation,
  old: Conversation,
  agent: Candidate | undefined,
  { text: said }: Parameters,
  context: ActionContext,
): Promise<Outcome> {
  const { host, now } = context;
  const detail: Record<string, string> = { conversation: opened.id };
  const unlinked = await refusalOf(() => link(opened, old, context));
  const refused = agent && (await give(opened, agent, host));
  const current = await fresh(host, opened);
  if (current.agent) detail['agent'] = current.agent.username;
  const unsaid = await refusalOf(async () => {
    if (said?.trim() && (await host.wrote(current, said, Math.min(current.createdAt, now()))) !== true)
      detail['message'] = await host.changes.sendMessage(current, said, 'bot');
  });
  const problem = refused ?? unsaid ?? unlinked;
  return problem ? { outcome: 'done', reason: problem, detail } : done(detail);
}

/** The server heeds the wish for an agent only where routing assigns by itself: otherwise it is handed over. */
async function give(opened: Conversation, agent: Candidate, host: Host): Promise<Text | undefined> {
  if (opened.agent?.id === agent.id) return undefined;
  const refused = await refusalOf(() => host.changes.transferToAgent(opened, agent));
  if (refused) return refused;
  const after = await fresh(host, opened);
  return after.agent?.id === agent.id ? undefined : message('reason_agent_took_none', { agents: [agent.username] });
}

/** Why the server refused it; undefined when it did not. */
async function refusalOf(change: () => Promise<void>): Promise<Text | undefined> {
  try {
    await change();
    return undefined;
  } catch (error) {
    if (error instanceof HostError && error.kind === 'refused') return error.text;
    throw error;
  }
}

async function link(opened: Conversation, old: Conversation, { host, key, rule, now }: ActionContext): Promise<void> {
  const note = (id: string, sentence: Text, conversation: string): Note => {
    return {
      v: 1,
      id: key + id,
      text: translate('en', sentence),
      sentence,
      at: now(),
      by: rule.id,
      conversation,
    };
  };
  const from = message('note_opened_from', { rule: rule.name, conversation: old.id });
  const to = message('note_opened_to', { rule: rule.name, conversation: opened.id });
  await host.changes.noteConversation(old.customer, note(FROM, from, opened.id));
  await host.changes.noteConversation(old.customer, note('/to', to, old.id));
}
