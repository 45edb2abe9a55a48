import { type Link, LONGEST_CHAIN } from './chain';
import { explain, type CompiledRule, type View } from '../decide';
import { Abandoned, execute, type Execution } from './perform';
import type { Intent } from './journal';
import type { FactsLoader } from './facts-loader';
import { chainState } from './later/chain-state';
import { fingerprint } from '../rules/fingerprint';
import { isOnce } from './once';
import type { ActionRecord, RunRecord } from '../model/run';
import type { Step } from '../rules/compile-actions';
import type { Event } from '../model/event';
import { message } from '../text/message';
import type { Program } from '../rules/load';
import type { HeldBack, EngineParts } from './parts';

/** A rule whose condition is true. */
export interface Match {
  readonly event: Event;
  readonly link: Link;
  readonly factsLoader: FactsLoader;
  readonly rule: CompiledRule;
  readonly view: View;
}

/** A run of a rule that waited. */
export interface Appointment {
  /** The run's id: a wait has one run, whoever begins it. */
  readonly run: string;
  readonly waited: NonNullable<RunRecord['waited']>;
}

/**
 * Runs a rule: once, the journal, its actions, the record.
 * Undefined: the run is left to whoever takes it up (`execute.ts`, Abandoned).
 */
export async function runRule(
  parts: EngineParts,
  program: Program,
  match: Match,
  appointment?: Appointment,
): Promise<RunRecord | HeldBack | undefined> {
  const { event, link, rule: compiled } = match;
  const { rule } = compiled;
  if (link.chain.rules.has(rule.id)) return 'chain_rule';
  if (link.depth > LONGEST_CHAIN) return 'chain_length';
  const steps = program.steps.get(rule.id) ?? [];
  const run = appointment?.run ?? parts.newId();
  if (rule.mode === 'watch') {
    link.chain.rules.add(rule.id);
    return watched(parts, match, run, steps, appointment);
  }

  const { factsLoader } = match;
  const needs = steps.flatMap((step) => step.needs);
  if (isOnce(rule) && needs.some((source) => factsLoader.facts().known[source] === undefined)) {
    // Asked for before the turn is taken: until it is written down another instance may take it too.
    if (!(await parts.once.isFree(rule, event))) return 'once';
    await factsLoader.learn(needs);
  }
  const turn = isOnce(rule) ? await parts.once.take(rule, event) : undefined;
  if (rule.once && !turn) return 'once';
  link.chain.rules.add(rule.id);
  const at = parts.now();
  let intent: Intent;
  try {
    await factsLoader.learn(needs);
    intent = {
      run,
      rule: rule.id,
      print: fingerprint(rule),
      event,
      at,
      due: appointment?.waited.due ?? at,
      waited: appointment?.waited,
      chain: chainState(link),
      actions: steps.map(({ action }) => action.id),
      texts: steps.map((step) => step.texts(factsLoader.facts(), rule)),
      takenUp: 0,
    };
    await parts.journal.begin(intent);
  } catch (error) {
    turn?.release();
    throw error;
  }
  const execution: Execution = { run, rule, program, event, link, factsLoader, due: intent.due, texts: intent.texts };
  try {
    // After the intent: a turn that is used up belongs to a run that is taken up after a crash.
    if (turn && !(await turn.confirm())) {
      await parts.journal.forget(run);
      return 'once';
    }
    const actions = await execute(parts, execution, steps);
    return await ended(parts, intent, execution, match, actions);
  } catch (error) {
    parts.journal.abandon(run);
    if (error instanceof Abandoned) return undefined;
    throw error;
  }
}

/** After the last action: what is to be tried again is put down first, then the run is over. */
export async function ended(
  parts: EngineParts,
  intent: Intent,
  execution: Execution,
  match: Pick<Match, 'rule' | 'view' | 'link'>,
  actions: readonly ActionRecord[],
): Promise<RunRecord> {
  const { rule, event } = execution;
  const record = runRecord(parts, intent, match, actions);
  if (actions.some(({ again }) => again !== undefined))
    await parts.retries?.plan({ record, print: intent.print, event, chain: intent.chain, texts: execution.texts });
  await parts.journal.finish(record);
  if (isOnce(rule) && nothingCame(actions)) await parts.once.giveBack(rule, event);
  parts.ran(record);
  return record;
}

/** Every action failed for good or was skipped: then a rule with `once` may run again (`once.ts`). */
export function nothingCame(actions: readonly ActionRecord[]): boolean {
  return actions.every(({ outcome, again }) => outcome === 'skipped' || (outcome === 'failed' && again === undefined));
}

function runRecord(
  parts: EngineParts,
  { run, event, at, waited, chain, takenUp }: Pick<Intent, 'run' | 'event' | 'at' | 'waited' | 'chain' | 'takenUp'>,
  { rule: compiled, view, link }: Pick<Match, 'rule' | 'view' | 'link'>,
  actions: readonly ActionRecord[],
): RunRecord {
  const { rule } = compiled;
  return {
    v: 1,
    id: run,
    rule: rule.id,
    name: rule.name,
    mode: rule.mode === 'watch' ? 'watch' : 'live',
    event: { id: event.id, on: event.on, at: event.at },
    conversation: event.conversation.id,
    customer: event.conversation.customer.id,
    at,
    ms: parts.now() - at,
    depth: link.depth,
    chain: chain.id,
    ...(link.chain.messaged && !chain.messaged && { messaged: true }),
    ...(waited && { waited }),
    ...(takenUp > 0 && { takenUp }),
    conditions: explain(compiled, view),
    actions,
  };
}

/** A rule in watch mode: what it would have done. One that waits does so, and says it when it is due. */
async function watched(
  parts: EngineParts,
  match: Match,
  run: string,
  steps: readonly Step[],
  appointment: Appointment | undefined,
): Promise<RunRecord> {
  const { event, link, factsLoader, rule } = match;
  const at = parts.now();
  await factsLoader.learn(steps.flatMap((step) => step.needs));
  const facts = factsLoader.facts();
  const actions = steps.map((step): ActionRecord => ({
    action: step.action.id,
    outcome: 'planned',
    reason: step.plan(facts, rule.rule) ?? message('plan_nothing'),
    ms: 0,
  }));
  const about = { run, event, at, waited: appointment?.waited, chain: chainState(link), takenUp: 0 };
  const record = runRecord(parts, about, match, actions);
  await parts.journal.note(record);
  parts.ran(record);
  return record;
}
