import { HostError, LISTED_AT_ONCE, LISTED_STATES, type Host } from '../../ports/host';
import { HOUR, MINUTE } from '../../model/calendar';
import type { Pass } from './passes';

/** Conversations that one pass goes through at most. */
const MOST_AT_ONCE = 500;

/** After a failure that may pass, ms, and for so long. */
const ASKED_AGAIN = MINUTE / 2;
const ASKED_FOR = HOUR / 2;

export interface ListParts {
  readonly host: Pick<Host, 'listConversations' | 'conversation'>;
  /** Ids of conversations that the app knows of. */
  known(): Promise<readonly string[]>;
  now(): number;
  /** Waits until the server may be asked again (ms since 1970); false: there is no use in waiting. */
  rest(until: number): Promise<boolean>;
}

type Listed = Required<Pick<Pass, 'conversations' | 'listed'>> & Pick<Pass, 'more'>;
type Entry = { readonly id: string; readonly at: number };

/**
 * Which conversations: those that the connection lists, else those that the app knows of and that are not closed. The
 * oldest first. Rejects with a HostError when the server cannot tell; undefined when it was not worth waiting for it.
 */
export async function listFor(parts: ListParts, over: Pass['over']): Promise<Listed | undefined> {
  const states = over === 'queued' ? (['queued'] as const) : LISTED_STATES;
  const found: Entry[] = [];
  for (const state of states) {
    const listed = await pagesOf(parts, state);
    if (listed === 'given_up') return undefined;
    if (listed === undefined) return cut(await knownOf(parts), 'known');
    found.push(...listed);
  }
  return cut(found, 'connection');
}

async function pagesOf(
  parts: ListParts,
  state: (typeof LISTED_STATES)[number],
): Promise<readonly Entry[] | 'given_up' | undefined> {
  const found = new Map<string, Entry>();
  for (let since = 0; found.size <= MOST_AT_ONCE;) {
    const known = [...found.values()].filter(({ at }) => at === since).length;
    const page = await asked(parts, state, since, known);
    if (page === undefined || page === 'given_up') return page;
    for (const each of page) found.set(each.id, each);
    // From the moment of the last one on, and not by their number: what is closed meanwhile moves nothing out of it.
    since = page.at(-1)?.at ?? since;
    if (page.length < LISTED_AT_ONCE) break;
  }
  return [...found.values()];
}

/** A server that cannot tell just now is asked again. */
async function asked(
  { host, rest, now }: ListParts,
  state: (typeof LISTED_STATES)[number],
  since: number,
  without: number,
) {
  const began = now();
  for (;;) {
    try {
      return await host.listConversations(state, since, without);
    } catch (error) {
      if (!(error instanceof HostError) || error.kind !== 'passing') throw error;
      const again = error.notBefore ?? now() + ASKED_AGAIN;
      if (again - began > ASKED_FOR) throw error;
      if (!(await rest(again))) return 'given_up';
    }
  }
}

async function knownOf({ host, known }: ListParts): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (const id of await known()) {
    const conversation = await host.conversation(id).catch(() => undefined);
    if (conversation && conversation.status !== 'closed') found.push({ id, at: conversation.createdAt });
  }
  return found;
}

function cut(found: readonly Entry[], listed: Listed['listed']): Listed {
  const sorted = [...new Map(found.map((each) => [each.id, each])).values()].sort((a, b) => a.at - b.at);
  const conversations = sorted.slice(0, MOST_AT_ONCE).map(({ id }) => id);
  return { conversations, listed, ...(sorted.length > MOST_AT_ONCE && { more: true }) };
}
