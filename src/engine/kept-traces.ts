import { MINUTE } from '../model/calendar';
import type { Sources } from '../model/facts';
import type { StoredRecord } from '../model/record';
import { conversationKey, customerKey, KEPT, untilKey } from '../ports/keys';
import type { Store } from '../ports/store';
import type { Program } from '../rules/load';
import { message } from '../text/message';
import type { EventTrace } from './parts';
import { concerns, newest } from './recent-traces';

/** What was looked at, beyond a restart and for other instances: written a minute later, a record a conversation. */
export interface KeptTraces {
  /** Takes note; costs nothing but memory. */
  keep(trace: EventTrace): void;
  /** A minute may be over. */
  writeWhenDue(): void;
  /** What the store has of a conversation, newest first, with the rules as they are now. */
  of(conversation: string): Promise<readonly KeptTrace[]>;
  /** Forgets what is not written yet. @param ids of customers and conversations */
  forget(ids: readonly string[]): void;
}

export interface KeptTrace extends EventTrace {
  /** The rules, or settings they depend on, are others by now: what they say of it is what they would say today. */
  readonly changed: boolean;
}

export interface KeptTracesParts {
  readonly store: Store;
  readonly now: () => number;
  readonly after: (ms: number, call: () => void) => unknown;
  /** The rules in force, and what names their document and the settings that explain it. */
  readonly rules: () => { readonly program: Program; readonly version: string };
  /** Work that needs to write, when that may be. */
  readonly inBackground: (work: () => Promise<void>) => void;
}

/** In one minute: of more the oldest are not kept. */
const CONVERSATIONS = 500;
/** A timer may come a little early, ms. */
const TIMER = MINUTE + 1_000;
/** Characters of a record: what was said before is left out first, then the oldest events. */
const LONGEST = 60_000;

type Known = EventTrace['seen'][number]['facts']['known'];
/** Plain JSON: the conversation is the event's where it is left out, null where it was not read, and a map is a list. */
type Plain = Omit<Known, 'answers' | 'conversation'> & {
  readonly answers?: unknown;
  readonly conversation?: Known['conversation'] | null;
};

interface Kept extends Omit<EventTrace, 'program' | 'seen' | 'heldBack'> {
  readonly seen: readonly { readonly from: number; readonly now: number; readonly known: Plain }[];
  readonly heldBack: readonly (readonly [rule: string, why: string])[];
  /** What named rules and settings; left out when they were others already. */
  readonly version?: string;
}

interface Minute extends StoredRecord {
  readonly v: 1;
  readonly conversation: string;
  /** Newest first. */
  readonly events: readonly Kept[];
}

export function createKeptTraces({ store, now, after, rules, inBackground }: KeptTracesParts): KeptTraces {
  const pending = new Map<string, readonly EventTrace[]>();
  /** When the first of them came. */
  let since = 0;
  let isWaiting = false;
  let isWriting = false;

  async function write(): Promise<void> {
    isWriting = false;
    const { program, version } = rules();
    since = now();
    let failed: unknown;
    for (const conversation of [...pending.keys()]) {
      const traces = pending.get(conversation);
      // Forgotten while others were being written.
      if (!traces) continue;
      pending.delete(conversation);
      const { customer } = traces[0]!.event.conversation;
      const events = fitting(traces.map((trace) => plain(trace, trace.program === program ? version : undefined)));
      const keys = [
        conversationKey(conversation),
        customerKey(customer.id),
        untilKey(now() + KEPT.traces),
        'traces',
      ] as const;
      await store.create<Minute>(keys, { v: 1, conversation, events }).catch((error: unknown) => (failed = error));
    }
    if (failed !== undefined) throw new Error('not all of it could be written', { cause: failed });
  }

  /** Nobody waits for it, and no conversation is written twice in a minute. */
  function writeWhenDue(): void {
    if (isWriting || pending.size === 0 || now() - since < MINUTE) return;
    isWriting = true;
    inBackground(write);
  }

  function later(): void {
    if (isWaiting) return;
    isWaiting = true;
    after(TIMER, () => {
      isWaiting = false;
      writeWhenDue();
      if (pending.size > 0) later();
    });
  }

  return {
    writeWhenDue,
    keep: (trace) => {
      writeWhenDue();
      const { id } = trace.event.conversation;
      const mine = pending.get(id);
      if (!mine && pending.size >= CONVERSATIONS) return;
      if (pending.size === 0) {
        since = now();
        later();
      }
      pending.set(
        id,
        newest([trace, ...(mine ?? [])], (each) => each),
      );
    },
    of: async (conversation) => {
      const { program, version } = rules();
      const minutes = await store.read<Minute>([conversationKey(conversation), 'traces']);
      return minutes
        .flatMap(({ events }) => events.map((each) => whole(each, program, each.version !== version)))
        .sort((one, other) => other.event.at - one.event.at);
    },
    forget: (ids) => {
      for (const [id, [trace]] of pending) if (trace && concerns(trace, ids)) pending.delete(id);
    },
  };
}

function plain({ event, seen, heldBack, program: _program, ...rest }: EventTrace, version: string | undefined): Kept {
  return {
    ...rest,
    event,
    seen: seen.map(({ from, facts }) => {
      const { conversation, answers, ...known } = facts.known;
      const other = conversation === event.conversation ? {} : { conversation: conversation ?? null };
      return {
        from,
        now: facts.now,
        known: { ...known, ...other, ...(answers && { answers: plainAnswers(answers) }) },
      };
    }),
    heldBack: [...heldBack],
    ...(version !== undefined && { version }),
  };
}

function whole(kept: Kept, program: Program, changed: boolean): KeptTrace {
  const { event, seen, heldBack, version: _version, ...rest } = kept;
  return {
    ...rest,
    event,
    program,
    changed,
    seen: seen.map(({ from, now, known: { answers, conversation = event.conversation, ...known } }) => ({
      from,
      facts: {
        event,
        now,
        environment: program.environment,
        known: {
          ...known,
          ...(conversation && { conversation }),
          ...(answers !== undefined && { answers: wholeAnswers(answers) }),
        },
      },
    })),
    heldBack: new Map(heldBack) as EventTrace['heldBack'],
  };
}

const plainAnswers = (answers: Sources['answers']): unknown => (answers instanceof Map ? [...answers] : answers);
const wholeAnswers = (answers: unknown): Sources['answers'] =>
  (Array.isArray(answers) ? new Map(answers as [string, string][]) : answers) as Sources['answers'];

/** As many events as a record may have. */
function fitting(events: readonly Kept[]): readonly Kept[] {
  const size = (some: readonly Kept[]): number => JSON.stringify(some).length;
  if (size(events) <= LONGEST) return events;
  const short = events.map((each): Kept => {
    const seen = each.seen.map(withoutHistory);
    return seen.every((look, at) => look === each.seen[at]) ? each : { ...each, seen, cut: true };
  });
  let most = short.length;
  while (most > 1 && size(short.slice(0, most)) > LONGEST) most = Math.floor(most / 2);
  return short.slice(0, most);
}

/** What was read and is not kept is no longer known; what was never read stays so. */
function withoutHistory(look: Kept['seen'][number]): Kept['seen'][number] {
  const { history } = look.known;
  if (!history || 'unknown' in history) return look;
  return { ...look, known: { ...look.known, history: { unknown: message('why_not_kept') } } };
}
