import { LONGEST_CHAIN, type Link } from './chain';
import { next, view } from '../decide';
import type { Facts } from '../model/facts';
import { createFactsLoader } from './facts-loader';
import { isOnce } from './once';
import { runRule, type Match } from './run-rule';
import type { RunRecord } from '../model/run';
import type { Event, EventId } from '../model/event';
import type { Program } from '../rules/load';
import type { EventTrace, HeldBack, EngineParts } from './parts';

export interface Engine {
  /**
   * Handles an event in its conversation's lane; resolves when it is over.
   * Never rejects.
   */
  handle(event: Event): Promise<void>;
  /** Does anything come of such events, by the rules in force? Where not, what they are about need not be asked. */
  listensTo(on: EventId): boolean;
  /**
   * Without waiting for anything: is it certain that no rule does anything on this event? Then it has been looked at,
   * and need not be handled.
   */
  nothingToDo(event: Event): boolean;
}

export function createEngine(parts: EngineParts): Engine {
  return {
    handle: (event) => {
      parts.waits?.arrives(event);
      const mark = parts.mark();
      const link = parts.echoes.place(event);
      return parts.lanes.run(event.conversation.id, () => handleInLane(parts, event, link, mark));
    },
    listensTo: (on) => parts.program().set.events[on] !== undefined || parts.waits?.listensTo(on) === true,
    nothingToDo: (event) => nothingToDo(parts, event),
  };
}

function nothingToDo(parts: EngineParts, event: Event): boolean {
  if (parts.waits?.concerns(event) || parts.lanes.busy(event.conversation.id)) return false;
  if (parts.suspended(event.conversation.id) !== undefined) return false;
  const program = parts.program();
  const facts: Facts = {
    event,
    now: parts.now(),
    environment: program.environment,
    known: { conversation: event.conversation },
  };
  // An event put together before one of our changes has to be looked at again, with what is so now.
  if (parts.changedSince(event.conversation.id, parts.mark())) return false;
  if (next(program.set, event.on, view(program.set, facts), 0).kind !== 'end') return false;
  parts.traced({ event, program, seen: [{ from: 0, facts }], heldBack: new Map(), runs: [] });
  return true;
}

async function handleInLane(parts: EngineParts, event: Event, link: Link, mark: number): Promise<void> {
  const program = parts.program();
  // Also while everything is paused: what a wait was waiting for has happened.
  parts.waits?.heard(event);
  const suspended = await parts.suspended(event.conversation.id);
  if (suspended) return parts.traced({ event, program, seen: [], heldBack: new Map(), runs: [], suspended });

  const fresh = !parts.changedSince(event.conversation.id, mark);
  const factsLoader = createFactsLoader(event, parts.now(), program.environment, parts.host, fresh, parts.now);
  const seen: EventTrace['seen'][number][] = [];
  const heldBack = new Map<string, HeldBack>();
  const runs: string[] = [];
  let from = 0;
  for (;;) {
    const facts = factsLoader.facts();
    const current = view(program.set, facts);
    const step = next(program.set, event.on, current, from);
    if (step.kind === 'needs') {
      await factsLoader.learn(step.sources);
      continue;
    }
    seen.push({ from, facts });
    if (step.kind === 'end') break;
    const { rule } = step;
    const ended = await matched(parts, program, { event, link, factsLoader, rule, view: current });
    if (typeof ended === 'string') heldBack.set(rule.rule.id, ended);
    else if (ended) runs.push(ended.id);
    // A rule in watch mode does nothing, so it stops nothing either.
    if (rule.rule.stop && rule.rule.mode !== 'watch') break;
    from = rule.position + 1;
  }
  parts.traced({ event, program, seen, heldBack, runs });
}

/** A rule's condition is true: it runs, or waits. */
async function matched(parts: EngineParts, program: Program, match: Match): Promise<RunRecord | HeldBack | undefined> {
  const { event, link } = match;
  const { rule } = match.rule;
  if (!rule.wait) return runRule(parts, program, match);
  if (link.chain.rules.has(rule.id)) return 'chain_rule';
  if (link.depth > LONGEST_CHAIN) return 'chain_length';
  // The turn is taken when the wait is over; a rule that has had it need not wait.
  if (rule.mode !== 'watch' && isOnce(rule) && !(await parts.once.isFree(rule, event))) return 'once';
  await parts.waits?.arm(rule, event, link);
  return 'waiting';
}
