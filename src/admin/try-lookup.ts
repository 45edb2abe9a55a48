import { messageEventBy } from '../catalogue/events';
import type { LookupEntry } from '../catalogue/document';
import type { EventTrace } from '../engine/parts';
import type { Environment, Facts } from '../model/facts';
import { compileLookups } from '../rules/lookups';
import { message, type Text } from '../text/message';
import type { Host } from '../ports/host';
import { learn, unchanging } from './dry-run/decide';
import { replay } from './dry-run/replay';
import type { LookupRecord } from '../model/lookup';

/** What came of asking once. */
export interface Tried extends LookupRecord {
  readonly customer: string;
  /** The words that were sent, after masking; an address that is read sends none. */
  readonly sent?: string;
}

export interface TryLookupParts {
  readonly host: Host;
  readonly environment: Environment;
  readonly traces: (conversation: string) => readonly EventTrace[];
}

/**
 * Asks a lookup for real, about the customer's newest message of a conversation. Nothing is taken from memory, and
 * nothing is remembered.
 * @param entry has passed the check
 */
export async function tryLookup(
  { host, environment, traces }: TryLookupParts,
  id: string,
  entry: LookupEntry,
  conversation: string,
): Promise<Tried | { readonly refused: Text }> {
  const reading = unchanging(host);
  const events = (await replay(reading, conversation, traces(conversation))) ?? [];
  const newest = events.findLast(({ event, answer }) => !answer && event.on === messageEventBy('customer'));
  const lookup = compileLookups({ [id]: entry }, environment).get(id);
  if (!newest || !lookup) return { refused: message('view_lookup_no_message') };
  const { event, facts } = newest;
  const { now, known } = facts ?? { now: event.at, known: {} };
  const before: Facts = { event, now, environment, known: { conversation: event.conversation, ...known } };
  const question = lookup.question(await learn(before, lookup.needs, event, reading));
  const { name, id: visitor } = event.conversation.customer;
  const about = { customer: name ?? visitor, id };
  if ('key' in question) return { ...about, question: '–', why: question, ms: 0, from: 'asked' };
  const { shown, said, ms, from } = await host.lookUp({ ...question, keep: 0 });
  const result = 'value' in said ? { answer: said.value } : { why: said.unknown };
  return { ...about, question: shown, ...result, ms, from, ...('about' in question && { sent: question.about }) };
}
