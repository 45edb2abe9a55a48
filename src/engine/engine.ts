import { beginsNewChain, endOfChain, type Link } from './chain';
import { learn, next, view, type View } from '../decide';
import type { Facts } from '../model/facts';
import { createFactsLoader, CURRENT_FOR } from './facts-loader';
import { isOnce } from './once';
import type { Match } from './run';
import { runRule } from './run-rule';
import type { RunRecord } from '../model/run';
import type { Event, EventId } from '../model/event';
import { parseDuration } from '../calendar/duration';
import type { Program } from '../rules/load';
import type { EventTrace, HeldBack, EngineParts } from './parts';

export interface Engine {
  /** Takes note that an event has come, in the order in which events come. */
  arrives(event: Event): void;
  /** Looks at an event without waiting for anything, and without anything being different afterwards. */
  look(event: Event): Look;
  /** Puts on record that nothing came of it. */
  passOver(look: Look): void;
  /**
   * Handles an event in its conversation's lane; resolves when it is over.
   * Never rejects.
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

interface Decided {
  readonly program: Program;
  readonly facts: Facts;
  readonly view: View;
  readonly step: ReturnType<typeof next>;
}

export function createEngine(parts: EngineParts): Engine {
  return {
    arrives: (event) => parts.waits?.arrives(event),
    look: (event) => look(parts, event),
    passOver: ({ event, decided }) => {
      if (decided) trace(parts, event, decided.program, { seen: [{ from: 0, facts: decided.facts }] });
    },
    handle: (event, found) => {
      parts.waits?.arrives(event);
      const mark = found?.mark ?? parts.mark();
      const link = parts.echoes.place(event);
      return parts.lanes.run(event.conversation.id, () => handleInLane(parts, event, link, mark, found?.decided));
    },
    listensTo: (on) => parts.program().set.events[on] !== undefined || parts.waits?.listensTo(on) === true,
  };
}

function look(parts: EngineParts, event: Event): Look {
  const { id } = event.conversation;
  const mark = parts.mark();
  const undecided = { event, mark, nothing: false };
  if (parts.waits?.concerns(event) || parts.lanes.busy(id) || parts.suspended(id) !== undefined) return undecided;
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

function trace(parts: EngineParts, event: Event, program: Program, found: Partial<EventTrace>): void {
  parts.traced({ event, program, seen: [], heldBack: new Map(), runs: [], ...found });
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
  parts.waits?.heard(event);
  // What cannot be noted now is noted with the next event.
  if (parts.customers.lacks(program, event))
    await parts.customers.note(event).catch((error: unknown) => parts.failed('a note of the customer', error));
  const suspended = await parts.suspended(id);
  if (suspended) return trace(parts, event, program, { suspended });

  const fresh = !parts.changedSince(id, mark);
  const stands = decided && fresh && decided.program === program && parts.now() - decided.facts.now <= CURRENT_FOR;
  await decide(parts, program, event, link, fresh, stands ? decided : undefined);
}

/** Goes through the rules in their order: each that matches runs, or waits, before the next one is looked at. */
async function decide(
  parts: EngineParts,
  program: Program,
  event: Event,
  link: Link,
  fresh: boolean,
  decided: Decided | undefined,
): Promise<void> {
  const { set, environment } = program;
  const now = decided?.facts.now ?? parts.now();
  const factsLoader = createFactsLoader(event, now, environment, parts.host, fresh, parts.now);
  const seen: EventTrace['seen'][number][] = [];
  const heldBack = new Map<string, HeldBack>();
  const runs: string[] = [];
  /** A rule in watch mode that says stop: it would have kept those behind it from being looked at. */
  let stopper: string | undefined;
  let from = 0;
  let facts = factsLoader.facts();
  let moves = factsLoader.moves();
  let current = decided?.view ?? view(set, facts);
  let step = decided?.step ?? next(set, event.on, current, from);

  /** What was read stands until something has moved. */
  function lookAgain(): void {
    const { known } = facts;
    facts = factsLoader.facts();
    if (factsLoader.moves() !== moves) current = view(set, facts);
    else if (facts.known !== known) learn(current, facts);
    moves = factsLoader.moves();
    step = next(set, event.on, current, from);
  }

  for (;;) {
    if (step.kind === 'needs') {
      await factsLoader.load(step.sources);
      lookAgain();
      continue;
    }
    seen.push({ from, facts });
    if (step.kind === 'end') break;
    const { rule } = step.rule;
    const watching = rule.mode === 'watch';
    if (watching && stopper !== undefined) heldBack.set(rule.id, 'stopped');
    else {
      const ended = await matched(parts, { rule: step.rule, program, event, link, factsLoader, view: current });
      if (typeof ended === 'string') heldBack.set(rule.id, ended);
      else if (ended) runs.push(ended.id);
    }
    if (rule.stop && !watching) break;
    if (rule.stop) stopper ??= rule.id;
    from = step.rule.position + 1;
    lookAgain();
  }
  trace(parts, event, program, { seen, heldBack, runs, ...(stopper !== undefined && { stopper }) });
}

/** A rule's condition is true: it runs, or waits. One in watch mode never hinders those behind it. */
async function matched(parts: EngineParts, match: Match): Promise<RunRecord | HeldBack | undefined> {
  const { rule } = match.rule;
  if (rule.mode !== 'watch') return armOrRun(parts, match);
  try {
    return await armOrRun(parts, match);
  } catch (error) {
    parts.failed(`rule "${rule.id}" in watch mode`, error);
    return undefined;
  }
}

/** A rule that waits is armed, any other runs. */
export function armOrRun(parts: EngineParts, match: Match): Promise<RunRecord | HeldBack | undefined> {
  return match.rule.rule.wait ? arm(parts, match) : runRule(parts, match);
}

async function arm(parts: EngineParts, { rule: { rule }, event, link }: Match): Promise<HeldBack> {
  // What begins a new chain is not kept back by the one that it ends.
  const end = beginsNewChain(parseDuration(rule.wait?.for ?? '') ?? 0) ? undefined : endOfChain(link, rule.id);
  if (end) return end;
  // The turn is taken when the wait is over; a rule that has had it need not wait.
  if (isOnce(rule) && !(await parts.once.isFree(rule, event))) return 'once';
  await parts.waits?.arm(rule, event, link);
  return 'waiting';
}
