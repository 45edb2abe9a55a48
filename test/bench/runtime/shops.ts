import { sandbox, type Runtime, type Sandbox } from '../../sandbox';
import { copy } from '../../sandbox/runtime/copy';
import { appMessageById } from '../../sandbox/workspace/convert';
import { asRule, workload, type Incoming } from '../deciding/workload';
import { ASSIGN, HISTORY, MATCH } from './rules';

/**
 * The apps to compare with: one whose handlers do nothing, one that registers and reads what ours does, one that reads a
 * setting and posts a message, and one that keeps a record before and after it as well.
 */
export const EMPTY_APP = 'test/sandbox/fixtures/empty-app';
export const CONFIGURED_APP = 'test/sandbox/fixtures/configured-app';
export const REPLY_APP = 'test/sandbox/fixtures/reply-app';
export const RECORD_APP = 'test/sandbox/fixtures/record-app';

/** A workspace with an app, and messages that it can be told of as the server tells of them. */
export interface Place {
  readonly shop: Sandbox;
  /** Tells the app of one more message of a customer, and resolves when the server is done with telling. */
  says(text: string, from?: Sender): Promise<void>;
  /** The same for a message in a channel of the team. */
  saysOutside(text: string): Promise<void>;
}

export type Sender = Pick<Incoming, 'channel' | 'plan'> & { readonly id: string };
const SOMEBODY: Sender = { id: 'customer', channel: 'whatsapp', plan: 'gold' };

type Listeners = { executePostMessageSent(message: unknown): Promise<void> };
type Payload = Record<string, unknown>;

/** Opens a workspace on the machine's own time. Stop its shop in the end. */
export async function openPlace(
  app?: string,
  rules?: readonly object[],
  {
    runtime = 'deno',
    lookups,
    timeout,
  }: { readonly runtime?: Runtime; readonly lookups?: object; readonly timeout?: number } = {},
): Promise<Place> {
  const shop = await sandbox({
    app,
    runtime,
    ...(timeout !== undefined && { timeout }),
    agents: ['anna', 'ben'],
    server: { routing: 'Manual_Selection' },
    clock: 'machine',
    ...(rules && { settings: { rules: { rules, ...(lookups && { lookups }) } } }),
  });
  const payloads = new Map<string, Payload>();
  let count = 0;

  async function payloadOf({ channel, id, plan }: Sender): Promise<Payload> {
    const known = payloads.get(id);
    if (known) return known;
    const { _id } = await shop.customer(id, { channel, plan }).writes('hello');
    await shop.settled();
    const payload = copy(appMessageById(shop.workspace, _id)) as Payload;
    payloads.set(id, payload);
    return payload;
  }

  const tell = (payload: Payload, text: string): Promise<void> => {
    const listeners = shop.instance().manager.getListenerManager() as unknown as Listeners;
    return listeners.executePostMessageSent({ ...payload, id: `message-${++count}`, text, createdAt: new Date() });
  };

  return {
    shop,
    says: async (text, from = SOMEBODY) => tell(await payloadOf(from), text),
    saysOutside: async (text) => {
      const { sender: _, token: __, ...message } = await payloadOf(SOMEBODY);
      const room = {
        id: 'GENERAL',
        type: 'c',
        slugifiedName: 'general',
        createdAt: new Date(),
        _unmappedProperties_: {},
      };
      const sender = { id: 'anna', username: 'anna', name: 'anna', type: 'user', roles: ['user'], isEnabled: true };
      return tell({ ...message, room, sender }, text);
    },
  };
}

/** One that every second rule names, and none gets to: the keywords in front of it are in no text. */
export const LOOKUPS = { intent: { ask: 'What does the customer want?', choices: ['refund', 'other'] } };
const ASKS = { field: 'lookup.intent', operator: 'is', value: 'refund' };

/**
 * Rules of three conditions, as many as asked for, the last of them ours for the other rows.
 * @param withLookup every second one has the lookup as one condition more: in all, the document would be too large
 */
export function rulesOf(count: number, withLookup = false): readonly object[] {
  const special = [MATCH, ASSIGN, HISTORY];
  return [
    ...workload(count, 1)
      .rules.slice(special.length)
      .map((trio, index) => ({
        ...asRule(trio),
        ...(withLookup && index % 2 === 0 && { if: { all: [asRule(trio).if, ASKS] } }),
        do: [{ action: 'send_message', text: 'Thank you' }],
        once: { per: 'customer' },
      })),
    ...special,
  ];
}

/**
 * Messages that no rule matches, though channel and plan are those of a rule: so that each text is read and looked
 * through.
 */
export function unmatched(count: number): readonly Incoming[] {
  const { messages, rules } = workload(count, 400);
  const found = messages.flatMap(({ text }, index) => {
    const { channel, plan } = rules[(index * 7) % (rules.length - 3)]!;
    const matches = rules.some(
      (rule) =>
        rule.channel === channel &&
        rule.plan === plan &&
        rule.keywords.some((word) => text.toLowerCase().includes(word)),
    );
    return matches ? [] : [{ text, channel, plan }];
  });
  return found;
}
