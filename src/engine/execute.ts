import { customerPlace, type Link } from './chain';
import type { EngineParts } from './engine';
import type { Knowledge } from './knowledge';
import type { ActionRecord } from './run';
import type { Step } from './steps';
import type { ActionContext, Outcome } from '../actions/action';
import type { Event } from '../events/event';
import { HostError } from '../host/port';
import type { Rule } from '../rules/document';
import { text } from '../text/say';
import { conversationOf } from '../fields/define';

export interface Execution {
  readonly run: string;
  readonly rule: Rule;
  readonly event: Event;
  readonly link: Link;
  readonly knowledge: Knowledge;
}

/** Runs the steps of a rule, one after the other; one failure does not stop the rest (DESIGN.md 2.6). */
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
  const began = parts.now();
  const { outcome, reason, detail } = await perform(parts, execution, step, index);
  return { action: step.action.id, outcome, reason, detail, ms: parts.now() - began };
}

async function perform(parts: EngineParts, execution: Execution, step: Step, index: number): Promise<Outcome> {
  const { event, link, knowledge, rule } = execution;
  const { action } = step;
  if (action.messagesCustomer && !step.also && link.chain.answersCustomer && link.chain.messaged)
    return { outcome: 'skipped', reason: text('reason_already_answered') };

  await knowledge.learn(['conversation', ...step.needs]);
  const facts = knowledge.facts();
  const context: ActionContext = {
    host: parts.host,
    event,
    conversation: conversationOf(facts),
    rule: { id: rule.id, name: rule.name },
    key: `${execution.run}:${index}`,
    now: parts.now,
    random: parts.random,
  };
  const takeBack = expectEchoes(parts, event, step, link);
  const outcome = await performed(step, () => step.render(facts, rule), context);
  if (outcome.outcome !== 'done' && outcome.outcome !== 'uncertain') takeBack();
  if (outcome.outcome === 'done' && action.messagesCustomer) link.chain.messaged = true;
  if (outcome.outcome !== 'skipped' && action.changes.length > 0) {
    knowledge.forget(action.changes);
    parts.changed(event.conversation.id);
  }
  return outcome;
}

/** What the action raises belongs to this chain; a conversation that it opens is known only by its customer. */
function expectEchoes(parts: EngineParts, event: Event, { action }: Step, link: Link): () => void {
  const here = action.raises.filter((on) => on !== 'conversation_started');
  const elsewhere = action.raises.filter((on) => on === 'conversation_started');
  const takeBacks = [
    parts.echoes.expect(event.conversation.id, here, link),
    parts.echoes.expect(customerPlace(event.conversation.customer.id), elsewhere, link),
  ];
  return () => takeBacks.forEach((takeBack) => takeBack());
}

async function performed({ action }: Step, parameters: () => never, context: ActionContext): Promise<Outcome> {
  try {
    return await action.perform(parameters(), context);
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** A refusal of the host in words; anything else is a fault of ours, and is told as one. */
export function outcomeOfError(error: unknown): Outcome {
  if (!(error instanceof HostError))
    return { outcome: 'failed', reason: text('reason_fault', { error: String(error) }) };
  if (error.kind === 'uncertain') return { outcome: 'uncertain', reason: error.text };
  return { outcome: 'failed', reason: error.text, retry: error.kind === 'passing', notBefore: error.notBefore };
}
