import { beginsNewChain, endOfChain, type Link } from './chain';
import { learn, next, view, type FactView } from '../decide';
import type { Facts } from '../model/facts';
import { createFactsLoader } from './facts-loader';
import { isOnce } from './once';
import type { Match } from './run';
import { runRule } from './run-rule';
import type { RunRecord } from '../model/run';
import type { Event } from '../model/event';
import { parseDuration } from '../calendar/duration';
import type { Program } from '../rules/load';
import type { EventTrace, HeldBack, EngineParts } from './parts';

/** How far the rules have been decided for an event. */
export interface Decided {
  readonly program: Program;
  readonly facts: Facts;
  readonly view: FactView;
  readonly step: ReturnType<typeof next>;
}

export function trace(parts: EngineParts, event: Event, program: Program, found: Partial<EventTrace>): void {
  parts.traced({ event, program, seen: [], heldBack: new Map(), runs: [], ...found });
}

/** Goes through the rules in their order: each that matches runs, or waits, before the next one is looked at. */
export async function runRules(
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
      const match = { rule: step.rule, program, event, link, factsLoader, view: current };
      const { id, heldBack: why } = await matched(parts, match);
      if (why) heldBack.set(rule.id, why);
      if (id !== undefined) runs.push(id);
    }
    if (rule.stop && !watching) break;
    if (rule.stop) stopper ??= rule.id;
    from = step.rule.position + 1;
    lookAgain();
  }
  trace(parts, event, program, { seen, heldBack, runs, ...(stopper !== undefined && { stopper }) });
}

/** What came of a rule whose condition was true. */
export interface Came {
  /** Of its run, or of its wait. */
  readonly id?: string;
  /** Undefined where it was held back, or where the run is left to recovery. */
  readonly run?: RunRecord;
  readonly heldBack?: HeldBack;
}

/** A rule's condition is true: it runs, or waits. One in watch mode never hinders those behind it. */
async function matched(parts: EngineParts, match: Match): Promise<Came> {
  const { rule } = match.rule;
  if (rule.mode !== 'watch') return armOrRun(parts, match);
  try {
    return await armOrRun(parts, match);
  } catch (error) {
    parts.failed(`rule "${rule.id}" in watch mode`, error);
    return {};
  }
}

/** A rule that waits is armed, any other runs. @param id that its run is to have */
export async function armOrRun(parts: EngineParts, match: Match, id?: string): Promise<Came> {
  if (match.rule.rule.wait) return arm(parts, match);
  const ended = await runRule(parts, match, id === undefined ? undefined : { id });
  return typeof ended === 'string' ? { heldBack: ended } : { id: ended?.id, run: ended };
}

async function arm(parts: EngineParts, { rule: { rule }, event, link }: Match): Promise<Came> {
  // What begins a new chain is not kept back by the one that it ends.
  const end = beginsNewChain(parseDuration(rule.wait?.for ?? '') ?? 0) ? undefined : endOfChain(link, rule.id);
  if (end) return { heldBack: end };
  // The turn is taken when the wait is over; a rule that has had it need not wait.
  if (isOnce(rule) && !(await parts.once.isFree(rule, event))) return { heldBack: 'once' };
  const id = await parts.waits?.arm(rule, event, link);
  return { id, heldBack: id === undefined ? 'never_open' : 'waiting' };
}
