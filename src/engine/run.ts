import { chainState, type ChainState, type Link } from './chain';
import { manual } from '../catalogue/events';
import { capturesOf, explain, view, type Captured, type CompiledRule, type FactView } from '../decide';
import type { FactsLoader } from './facts-loader';
import type { Intent } from './journal';
import { isOnce, type Turn } from './once';
import type { EngineParts } from './parts';
import type { ActionContext } from '../catalogue/actions/action';
import { fingerprint } from '../rules/fingerprint';
import type { CompiledStep } from '../rules/compile-actions';
import type { Program } from '../rules/load';
import type { Event } from '../model/event';
import { lookupRecords } from '../model/lookup';
import type { Facts } from '../model/facts';
import type { ActionRecord, Outcome, RunRecord } from '../model/run';

/**
 * A rule whose condition is true, and what it does about it: planned (`plan`), written down (`intentOf`), performed
 * (`perform.ts`), on record (`recordOf`). One thing from the match to the record, whoever does it: the event's lane, a
 * wait that is due, a retry, or the recovery after a crash.
 */
export interface Run {
  readonly id: string;
  readonly rule: CompiledRule;
  /** The rules that were in force when it began. */
  readonly program: Program;
  readonly event: Event;
  readonly link: Link;
  readonly factsLoader: FactsLoader;
  /** The facts as the condition saw them. */
  readonly view: FactView;
  /** What the named groups of its patterns held then; undefined when it has none. */
  readonly captured?: Captured;
  /** What it does, in order. */
  readonly steps: readonly CompiledStep[];
  /** When it began, ms since 1970. */
  readonly at: number;
  /** When it should have been done: `at`, or when its wait was due. */
  readonly due: number;
  readonly waited?: RunRecord['waited'];
  /** Its place in its chain before it did anything. */
  readonly chain: ChainState;
  /** The texts as they are written down, by the action's place, and the state of the facts that they were printed from. */
  texts: readonly (readonly string[])[];
  printed: number;
  /** How often it has been taken up again after a crash. */
  readonly takenUp: number;
  /** True: the texts are said as they were written down, not printed anew. */
  readonly asWritten?: boolean;
  /**
   * For a run that is gone on with: how this action has ended already, with the texts as they were written down;
   * undefined when it is to be done.
   */
  readonly before?: (index: number, parameters: never, context: ActionContext) => Promise<Ended | undefined>;
}

/** Of texts that must be printed again in any case: they are from another process. */
export const NEVER = -1;

/** The match that a run begins with. */
export type Match = Pick<Run, 'rule' | 'program' | 'event' | 'link' | 'factsLoader' | 'view'>;

/** For a rule that waited, or that goes through conversations: its run has this id, whoever begins it. */
export type Wait = Pick<Run, 'id' | 'waited'>;

/** How an action ended, and what is to come. */
export type Ended = Outcome & Pick<ActionRecord, 'again'>;

/** The actions of the rule, as they are in force. */
export function stepsOf({ program, rule }: Pick<Run, 'program' | 'rule'>): readonly CompiledStep[] {
  return program.steps(rule.rule.id);
}

/** What must be known before `plan`. */
export function needsOf(match: Match): ReturnType<typeof stepsOf>[number]['needs'] {
  return [...stepsOf(match).flatMap((step) => step.needs), ...match.rule.capturing.flatMap(({ slot }) => slot.needs)];
}

/** The facts as they are now, for the texts of a run. */
export function factsOf({ factsLoader, captured }: Pick<Run, 'factsLoader' | 'captured'>): Facts {
  return captured ? { ...factsLoader.facts(), match: captured } : factsLoader.facts();
}

/** The rule's turn of `once`, where it says so. Undefined: it does not. */
export async function takeTurn(parts: Pick<EngineParts, 'once'>, match: Match): Promise<Turn | 'taken' | undefined> {
  const { event, factsLoader } = match;
  const { rule } = match.rule;
  if (!isOnce(rule)) return undefined;
  const needs = needsOf(match);
  if (needs.some((source) => factsLoader.facts().known[source] === undefined)) {
    // Asked for before the turn is taken: until it is written down another instance may take it too.
    if (!(await parts.once.isFree(rule, event))) return 'taken';
    await factsLoader.load(needs);
  }
  return (await parts.once.take(rule, event)) ?? 'taken';
}

/** The run as data: nothing is done or asked for. What its texts need is known. */
export function plan(match: Match, id: string, at: number, waited?: Run['waited']): Run {
  const { rule, factsLoader, link } = match;
  const steps = stepsOf(match);
  const captured = capturesOf(rule.capturing, view(match.program.set, factsLoader.facts()));
  const facts = factsOf({ factsLoader, captured });
  return {
    ...match,
    captured,
    id,
    steps,
    at,
    due: waited?.due ?? at,
    waited,
    chain: chainState(link),
    texts: steps.map((step) => step.texts(facts, rule.rule)),
    printed: factsLoader.moves(),
    takenUp: 0,
  };
}

/** What the journal keeps of it: everything needed to take it up again. */
export function intentOf(run: Run): Intent {
  const { id, rule, event, at, due, waited, chain, steps, texts, takenUp, captured } = run;
  return {
    run: id,
    rule: rule.rule.id,
    print: fingerprint(rule.rule),
    event,
    at,
    due,
    waited,
    chain,
    actions: steps.map(({ action }) => action.id),
    texts,
    takenUp,
    ...(captured && { captured }),
  };
}

/** The record of the run, with how its actions ended. */
export function recordOf(run: Run, actions: readonly ActionRecord[], now: number): RunRecord {
  const { rule: compiled, link, chain, view } = run;
  const { rule } = compiled;
  const sources = [...compiled.sources, ...run.steps.flatMap(({ needs }) => needs)];
  const lookups = lookupRecords(run.factsLoader.facts().known, sources);
  return {
    ...recordOfIntent(intentOf(run), rule.name, actions, now),
    mode: rule.mode === 'watch' ? 'watch' : 'live',
    ...(link.chain.messaged && !chain.messaged && { messaged: true }),
    conditions: explain(compiled, view),
    ...(lookups.length > 0 && { lookups }),
  };
}

/** The same of a run that is known from the journal alone: nobody looked at its conditions again. */
export function recordOfIntent(
  { run, rule, event, at, waited, chain, takenUp }: Omit<Intent, 'texts' | 'actions'>,
  name: string,
  actions: readonly ActionRecord[],
  now: number,
): RunRecord {
  const by = event.on === manual.id ? event.actor?.username : event.appliedBy;
  return {
    v: 1,
    id: run,
    rule,
    name,
    mode: 'live',
    event: { id: event.id, on: event.on, at: event.at },
    conversation: event.conversation.id,
    customer: event.conversation.customer.id,
    ...(by !== undefined && { by }),
    at,
    ms: now - at,
    depth: chain.depth,
    chain: chain.id,
    ...(waited && { waited }),
    ...(takenUp > 0 && { takenUp }),
    conditions: null,
    actions,
  };
}
