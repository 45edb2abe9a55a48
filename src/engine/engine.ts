import { entries } from '../catalogue/actions/entries';
import { conversationUnassigned } from '../catalogue/events';
import { linkOf, type Link } from './chain';
import { next, view } from '../decide';
import type { Facts } from '../model/facts';
import { CURRENT_FOR } from './facts-loader';
import { runRules, trace, type Decided } from './rules-on-event';
import type { Event, EventId } from '../model/event';
import { message } from '../text/message';
import type { EngineParts, EventTrace } from './parts';

export interface Engine {
  /** Takes note that an event has come, in the order in which events come. */
  arrives(event: Event): void;
  /** Looks at an event without waiting for anything, and without anything being different afterwards. */
  look(event: Event): Look;
  /** Puts on record that nothing came of it. */
  passOver(look: Look): void;
  /**
   * Handles an event in its conversation's lane; resolves when it is over, or at once in a flood: until its hook is
   * answered, the runtime holds far more of an event than the engine does. Never rejects.
   * @param look what has been found about it already
   */
  handle(event: Event, look?: Look): Promise<void>;
  /** Does anything come of such events, by the rules in force? Where not, what they are about need not be asked. */
  listensTo(on: EventId): boolean;
}

/** What can be told of an event at first sight. */
export interface Look {
  readonly event: Event;
  /** The moment of the look, in the engine's own counting of changes. */
  readonly mark: number;
  /** How far its rules have been decided; undefined when something had to be waited for before. */
  readonly decided?: Decided;
  /** True: it is certain that nothing comes of it, and it need not be handled. */
  readonly nothing: boolean;
}

export function createEngine(parts: EngineParts): Engine {
  return {
    arrives: (event) => parts.waits?.arrives(event),
    look: (event) => look(parts, event),
    passOver: ({ event, decided }) => {
      if (decided) trace(parts, event, decided.program, { seen: [{ from: 0, facts: decided.facts }] });
    },
    handle: async (event, found) => {
      parts.waits?.arrives(event);
      const mark = found?.mark ?? parts.mark();
      const link = parts.echoes.place(event);
      const { id } = event.conversation;
      const full = parts.lanes.full();
      // What was decided is old by the time that others before it are done.
      const decided = full || parts.lanes.busy(id) ? undefined : found?.decided;
      const isNew = event.on === conversationUnassigned.id && link.depth === 1;
      let suspended: EventTrace['suspended'] = 'dropped';
      const work = parts.lanes.run(id, async () => {
        suspended = undefined;
        try {
          const cause = isNew ? await causeElsewhere(parts, event) : undefined;
          await handleInLane(parts, event, cause ?? link, mark, decided);
        } catch (error) {
          suspended = message('reason_fault', { error: String(error) });
          throw error;
        }
      });
      const over = work.then(() => {
        if (suspended) trace(parts, event, parts.program(), { suspended });
      });
      if (!full) await over;
    },
    listensTo: (on) =>
      parts.program().set.events[on] !== undefined ||
      parts.waits?.listensTo(on) === true ||
      parts.messages?.any() === true,
  };
}

/** A run began so long ago at the most, ms, when another instance is told of what it has done over the connection. */
const CAUSED_WITHIN = 5_000;

/** What is done over the connection may be done, and told, by another instance: then the run's slot says of which chain. */
async function causeElsewhere(
  { journal, now, failed }: EngineParts,
  { conversation }: Event,
): Promise<Link | undefined> {
  const slots = await journal.slotsElsewhere().catch((error: unknown) => void failed('what is going on', error));
  const cause = slots?.find(
    ({ event, actions, at }) =>
      event.conversation.id === conversation.id &&
      actions.includes(entries().unassign.id) &&
      now() - at < CAUSED_WITHIN,
  );
  const link = cause && linkOf(cause.chain);
  return link && { ...link, depth: link.depth + 1 };
}

function look(parts: EngineParts, event: Event): Look {
  const { id } = event.conversation;
  const mark = parts.mark();
  const undecided = { event, mark, nothing: false };
  if (parts.waits?.concerns(event) || parts.questions?.concerns(event) || parts.messages?.concerns(event))
    return undecided;
  if (parts.lanes.busy(id) || parts.suspended(id) !== undefined) return undecided;
  // An event put together before one of our changes has to be looked at again, with what is so now.
  if (parts.changedSince(id, mark)) return undecided;
  const program = parts.program();
  const known = { conversation: event.conversation };
  const facts: Facts = { event, now: parts.now(), environment: program.environment, known };
  const first = view(program.set, facts);
  const step = next(program.set, event.on, first, 0);
  const nothing = step.kind === 'end' && !parts.customers.lacks(program, event);
  return { event, mark, decided: { program, facts, view: first, step }, nothing };
}

async function handleInLane(
  parts: EngineParts,
  event: Event,
  link: Link,
  mark: number,
  decided: Decided | undefined,
): Promise<void> {
  const program = parts.program();
  const { id } = event.conversation;
  // Also while everything is paused: what a wait was waiting for has happened, and the customer was here.
  parts.waits?.onEvent(event);
  if (parts.messages?.concerns(event)) await parts.messages.onEvent(event);
  // What cannot be noted now is noted with the next event.
  if (parts.customers.lacks(program, event))
    await parts.customers.note(event).catch((error: unknown) => parts.failed('a note of the customer', error));
  const suspended = await parts.suspended(id);
  const asked = parts.questions?.concerns(event) ?? false;
  if (suspended) {
    if (asked) await parts.questions?.suspended(id, suspended);
    return trace(parts, event, program, { suspended });
  }
  // The customer's message is looked at as an answer first.
  const answer = asked ? await parts.questions?.onEvent(event, link) : undefined;
  if (answer === 'taken') return;

  const fresh = !answer && !parts.changedSince(id, mark);
  const stands = decided && fresh && decided.program === program && parts.now() - decided.facts.now <= CURRENT_FOR;
  await runRules(parts, program, event, link, fresh, stands ? decided : undefined);
}
