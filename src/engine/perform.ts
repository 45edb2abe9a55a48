import { eventOf } from '../catalogue/events';
import { customerPlace, type Link } from './chain';
import type { FactsLoader } from './facts-loader';
import { verifyAfterwards } from './later/verify';
import { mostLate, tryAgainAt } from './later/deadlines';
import { plainFacts } from './plain-facts';
import type { ActionRecord, Outcome } from '../model/run';
import type { Step } from '../rules/compile-actions';
import type { ActionContext } from '../catalogue/actions/action';
import type { Event } from '../model/event';
import { conversationOf } from '../catalogue/fields/define';
import { HostError } from '../ports/host';
import type { Rule } from '../model/rule';
import { message } from '../text/message';
import type { Program } from '../rules/load';
import type { EngineParts } from './parts';

export interface Execution {
  readonly run: string;
  readonly rule: Rule;
  readonly program: Program;
  readonly event: Event;
  readonly link: Link;
  readonly factsLoader: FactsLoader;
  /** When it should have been done, ms since 1970. */
  readonly due: number;
  /** The texts as they are written down, by the action's place. */
  texts: readonly (readonly string[])[];
  /** True: the texts are said as they were written down, not printed anew. */
  readonly asWritten?: boolean;
  /**
   * For a run that is gone on with: how this action has ended already, with the texts as they were written down;
   * undefined when it is to be done.
   */
  readonly before?: (index: number, parameters: never, context: ActionContext) => Promise<Ended | undefined>;
}

/** How an action ended, and what is to come. */
export type Ended = Outcome & Pick<ActionRecord, 'again' | 'tries'>;

/** This process stood still for so long that another one may have taken the run up: nothing more is done here. */
export class Abandoned extends Error {}

/**
 * Runs the steps of a rule, one after the other; one failure does not stop the rest (DESIGN.md 2.6).
 * Throws `Abandoned`.
 */
export async function execute(
  parts: EngineParts,
  execution: Execution,
  steps: readonly Step[],
): Promise<readonly ActionRecord[]> {
  const records: ActionRecord[] = [];
  for (const [index, step] of steps.entries()) records.push(await timed(parts, execution, step, index));
  return records;
}

async function timed(parts: EngineParts, execution: Execution, step: Step, index: number): Promise<ActionRecord> {
  if (!parts.journal.holdsLease(execution.run)) throw new Abandoned();
  const began = parts.now();
  const ended = await perform(parts, execution, step, index, 1);
  return recordOf(step, ended, parts.now() - began);
}

export function recordOf(step: Step, { outcome, reason, detail, again, tries }: Ended, ms: number): ActionRecord {
  const record: ActionRecord = { action: step.action.id, outcome, reason, detail, ms };
  if (again !== undefined) return { ...record, tries: tries ?? 1, again };
  return tries === undefined || tries === 1 ? record : { ...record, tries };
}

/**
 * One action: is it allowed, what does it say, do it, and take note of what it changed.
 * @param tries which try this is, from 1
 */
export async function perform(
  parts: EngineParts,
  execution: Execution,
  step: Step,
  index: number,
  tries: number,
): Promise<Ended> {
  const { event, link, factsLoader, rule } = execution;
  const { action } = step;
  const reason = tooMuch(parts, execution, step);
  if (reason) return { outcome: 'skipped', reason, tries };

  await factsLoader.learn(['conversation']);
  const context: ActionContext = {
    host: parts.host,
    event,
    conversation: conversationOf(factsLoader.facts()),
    get current() {
      return parts.lanes.crowded(event.conversation.id) ? undefined : factsLoader.current(parts.now());
    },
    rule: { id: rule.id, name: rule.name },
    key: `${execution.run}:${index}`,
    get facts() {
      return plainFacts(execution.program.set, factsLoader.facts());
    },
    due: execution.due,
    now: parts.now,
    random: parts.random,
  };
  const takeBack = expectEchoes(parts, event, step, link);
  const ended = await performed(parts, execution, step, index, context);
  if (ended.outcome !== 'done' && ended.outcome !== 'uncertain') takeBack();
  // A message that may have been sent counts as sent: better none than two.
  else if (action.messagesCustomer) link.chain.messaged = true;
  if (ended.outcome !== 'skipped' && action.changes.length > 0) {
    factsLoader.forget(action.changes);
    if (action.changes.includes('conversation')) parts.changed(event.conversation.id);
  }
  return parts.retries && ended.retry ? tryAgain(parts, execution, step, ended, tries) : { ...ended, tries };
}

/** Manners (DESIGN.md 2.3), and what comes too late. */
function tooMuch(parts: EngineParts, { link, due }: Execution, { action, also }: Step): Ended['reason'] {
  if (action.messagesCustomer && !also && link.chain.answersCustomer && link.chain.messaged)
    return message('reason_already_answered');
  if (parts.now() - due <= mostLate(action)) return undefined;
  return message(action.messagesCustomer ? 'reason_message_too_late' : 'reason_too_late');
}

/** What is about to be said is what the journal says; else it could not be found again after a crash. */
async function writeDown(parts: EngineParts, execution: Execution, index: number, said: readonly string[]) {
  if (JSON.stringify(execution.texts[index]) === JSON.stringify(said)) return;
  execution.texts = execution.texts.map((each, place) => (place === index ? said : each));
  await parts.journal.amend(execution.run, execution.texts);
}

function tryAgain(parts: EngineParts, execution: Execution, { action }: Step, ended: Ended, tries: number): Ended {
  const again = tryAgainAt(action, tries, execution.due, parts.now(), ended);
  if (again !== undefined) return { ...ended, tries, again };
  return { ...ended, tries, reason: message('reason_no_more_tries', { tries, reason: ended.reason ?? '' }) };
}

/** What the action raises belongs to this chain; a conversation that it opens is known only by its customer. */
function expectEchoes(parts: EngineParts, event: Event, { action }: Step, link: Link): () => void {
  const here = action.raises.filter((on) => eventOf(on).raised === 'here');
  const elsewhere = action.raises.filter((on) => eventOf(on).raised === 'elsewhere');
  const takeBacks = [
    parts.echoes.expect(event.conversation.id, here, link),
    parts.echoes.expect(customerPlace(event.conversation.customer.id), elsewhere, link),
  ];
  return () => takeBacks.forEach((takeBack) => takeBack());
}

async function performed(
  parts: EngineParts,
  execution: Execution,
  step: Step,
  index: number,
  context: ActionContext,
): Promise<Ended> {
  const { factsLoader, rule, before, asWritten } = execution;
  const parameters = (): never => step.fill(execution.texts[index] ?? []);
  const began = context.now();
  try {
    const ended = await before?.(index, parameters(), context);
    if (ended) return ended;
    if (!asWritten) {
      await factsLoader.learn(step.needs);
      await writeDown(parts, execution, index, step.texts(factsLoader.facts(), rule));
    }
    return await step.action.perform(parameters(), context);
  } catch (error) {
    if (error instanceof Abandoned) throw error;
    return (await inSpiteOf(error, step, parameters(), context, began)) ?? outcomeOfError(error);
  }
}

/**
 * The server may do what it is asked and fail afterwards. Where it does not say that it refused, it is looked whether
 * the effect is there.
 */
async function inSpiteOf(
  error: unknown,
  step: Step,
  parameters: never,
  context: ActionContext,
  since: number,
): Promise<Outcome | undefined> {
  if (!(error instanceof HostError)) return undefined;
  if (error.kind === 'refused' && error.text.key !== 'reason_host_said') return undefined;
  try {
    const found = await verifyAfterwards(step, parameters, context, since);
    return found?.outcome === 'done' ? found : undefined;
  } catch {
    // It does not answer now either.
    return undefined;
  }
}

/** A refusal of the host in words; anything else is a fault of ours, and is told as one. */
export function outcomeOfError(error: unknown): Outcome {
  if (!(error instanceof HostError))
    return { outcome: 'failed', reason: message('reason_fault', { error: String(error) }) };
  if (error.kind === 'uncertain') return { outcome: 'uncertain', reason: error.text };
  return { outcome: 'failed', reason: error.text, retry: error.kind === 'passing', notBefore: error.notBefore };
}
