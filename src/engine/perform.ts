import { conversationUnassigned, eventOf } from '../catalogue/events';
import { chainState, customerPlace } from './chain';
import { plainFacts } from './facts-loader';
import { verifyAfterwards } from './later/verify';
import { mostLate, tryAgainAt } from './later/deadlines';
import { factsOf, type Ended, type Run } from './run';
import type { ActionRecord, Outcome } from '../model/run';
import type { Question } from '../model/question';
import type { CompiledStep } from '../rules/compile-actions';
import { customerLanguage } from '../rules/template/values';
import type { ActionContext } from '../catalogue/actions/action';
import { nobodyThere, passes } from '../catalogue/actions/refusals';
import { conversationOf } from '../catalogue/fields/define';
import { HostError } from '../ports/host';
import type { Rule } from '../catalogue/document';
import type { Facts } from '../model/facts';
import { message, type Text } from '../text/message';
import type { EngineParts } from './parts';

/** This process stood still for so long that another one may have taken the run up: nothing more is done here. */
export class Abandoned extends Error {}

/**
 * Does what a run has planned, one action after the other; one failure does not stop the rest (DESIGN.md 2.6).
 * Throws `Abandoned`.
 */
export async function perform(parts: EngineParts, run: Run): Promise<readonly ActionRecord[]> {
  const records: ActionRecord[] = [];
  for (const index of run.steps.keys()) {
    if (!(await mayGoOn(parts, run))) throw new Abandoned();
    records.push(standBy(run.steps[index], records) ?? (await performOne(parts, run, index, 1)));
  }
  return records;
}

async function mayGoOn({ journal, keeper }: EngineParts, { id: run, takenUp, at }: Run): Promise<boolean> {
  return journal.holdsLease(run) || ((await keeper?.keep({ run, takenUp, at })) ?? false);
}

/** For what stands in for another action: its record while that one has not failed for good; undefined: it is done. */
export function standBy(step: CompiledStep | undefined, records: readonly ActionRecord[]): ActionRecord | undefined {
  if (step?.fallbackOf === undefined) return undefined;
  const owner = records[step.fallbackOf];
  if (owner && couldNot(owner)) return undefined;
  const { fallbackOf, action } = step;
  return { action: action.id, outcome: 'skipped', ms: 0, fallbackOf, unneeded: true };
}

/** It failed for good, nobody could take it, or there was nobody to tell. */
function couldNot({ outcome, again, reason }: ActionRecord): boolean {
  return (outcome === 'failed' && again === undefined) || (outcome === 'skipped' && nobodyThere(reason));
}

/**
 * One action of a run: is it allowed, what does it say, do it, and take note of what it changed.
 * @param index its place in the run
 * @param tries which try this is, from 1
 */
export async function performOne(parts: EngineParts, run: Run, index: number, tries: number): Promise<ActionRecord> {
  const step = run.steps[index]!;
  const began = parts.now();
  const reason = whyNot(parts, run, step);
  const ended: Ended = reason ? { outcome: 'skipped', reason } : await allowed(parts, run, step, index, tries);
  return {
    action: step.action.id,
    outcome: ended.outcome,
    reason: ended.reason,
    detail: ended.detail,
    ms: parts.now() - began,
    ...((ended.again !== undefined || tries > 1) && { tries }),
    ...(ended.again !== undefined && { again: ended.again }),
    ...(step.fallbackOf !== undefined && { fallbackOf: step.fallbackOf }),
  };
}

/** Manners (DESIGN.md 2.3), and what comes too late. */
function whyNot(
  { now }: Pick<EngineParts, 'now'>,
  { link, due }: Pick<Run, 'link' | 'due'>,
  { action, also }: CompiledStep,
): Ended['reason'] {
  if (action.messagesCustomer && !also && link.chain.answersCustomer && link.chain.messaged)
    return message('reason_already_answered');
  if (now() - due <= mostLate(action)) return undefined;
  return message(action.messagesCustomer ? 'reason_message_too_late' : 'reason_too_late');
}

/** The same of each step of a plan, if those before it were done; of what stands in for one, if that one was not. */
export function whyNotEach(
  parts: Pick<EngineParts, 'now'>,
  { link, due, steps }: Pick<Run, 'link' | 'due' | 'steps'>,
): readonly Ended['reason'][] {
  const chain = { ...link.chain };
  let { messaged } = chain;
  return steps.map((step) => {
    if (step.fallbackOf === undefined) chain.messaged = messaged;
    const reason = whyNot(parts, { link: { ...link, chain }, due }, step);
    if (reason || !step.action.messagesCustomer) return reason;
    if (step.fallbackOf === undefined) messaged = true;
    else chain.messaged = true;
    return undefined;
  });
}

/**
 * What each step would do, if those before it were done but those that are held back; what stands in for one, if that
 * one was not.
 * @param heldBack by the step's place, what holds it back
 */
export function plansOf(
  steps: readonly CompiledStep[],
  facts: Facts,
  rule: Rule,
  heldBack: readonly unknown[] = [],
): readonly Text[] {
  let [before, after] = [facts, facts];
  return steps.map((step, index) => {
    if (step.fallbackOf === undefined) {
      before = after;
      if (!heldBack[index]) after = step.leaves(before, rule);
    }
    return step.plan(before, rule);
  });
}

async function allowed(parts: EngineParts, run: Run, step: CompiledStep, index: number, tries: number): Promise<Ended> {
  const { event, link, factsLoader } = run;
  const { action } = step;
  // What it tells of is as it is now: an action before this one may have changed it.
  const told = action.keyed && factsLoader.moves() !== run.printed ? run.rule.sources : [];
  await factsLoader.load(['conversation', ...told]);
  const takeBack = expectEchoes(parts, run, step, index);
  const ended = await done(parts, run, step, index, contextOf(parts, run, index));
  if (ended.outcome !== 'uncertain') takeBack(ended);
  // A message that may have been sent counts as sent: better none than two.
  if (action.messagesCustomer && (ended.outcome === 'done' || ended.outcome === 'uncertain'))
    link.chain.messaged = true;
  if (ended.outcome !== 'skipped' && action.changes.length > 0) {
    factsLoader.forget(action.changes);
    if (action.changes.includes('conversation')) parts.changed(event.conversation.id);
  }
  return parts.retries && maybeLater(step, ended) ? tryAgain(parts, run, step, ended, tries) : ended;
}

/**
 * A failure that passes by itself, or a refusal that does, where it still makes sense then. What is to be done when
 * nobody can take it now is not to wait until somebody can.
 */
function maybeLater({ action, hasFallback }: CompiledStep, { outcome, reason, retry }: Ended): boolean {
  if (retry === true) return true;
  return action.later !== undefined && !hasFallback && outcome === 'failed' && passes(reason);
}

/** What an action sees of the run that it belongs to. */
function contextOf(parts: EngineParts, run: Run, index: number): ActionContext {
  const { event, factsLoader, program, due, link } = run;
  const { id, name } = run.rule.rule;
  const key = `${run.id}:${index}`;
  const { followUps } = parts;
  return {
    host: parts.host,
    event,
    conversation: conversationOf(factsLoader.facts()),
    get current() {
      return parts.lanes.crowded(event.conversation.id) ? undefined : factsLoader.current(parts.now());
    },
    rule: { id, name },
    key,
    get facts() {
      return plainFacts(program.set, factsLoader.facts());
    },
    due,
    ask: (question) => askOf(parts, run, index, question),
    ...(followUps && {
      followUp: (action, at) =>
        followUps.plan({
          ...{ id: `${key}:later`, action, conversation: event.conversation.id, rule: { id, name }, event },
          ...{ chain: chainState(link), planned: at, due: at },
        }),
    }),
    now: parts.now,
    random: parts.random,
  };
}

function askOf(parts: EngineParts, run: Run, index: number, question: Question): Promise<Outcome> {
  const { event, factsLoader, due, link } = run;
  const { id, name } = run.rule.rule;
  const facts = factsLoader.facts();
  const context = {
    host: parts.host,
    event,
    conversation: conversationOf(facts),
    rule: { id, name },
    key: `${run.id}:${index}`,
    due,
    chain: chainState(link),
    language: customerLanguage(facts),
    now: parts.now,
  };
  return parts.questions?.ask(question, context) ?? Promise.reject(new Error('questions belong to what happens later'));
}

/** What the action raises belongs to this chain; a conversation that it opens is known only by its customer. */
function expectEchoes(
  parts: EngineParts,
  { event, link, texts, factsLoader }: Run,
  { action, fill }: CompiledStep,
  index: number,
): (ended: Outcome) => void {
  // What cannot come of it would be somebody else's, and passed over.
  const effects = action.effects?.(fill(texts[index] ?? []));
  const { agent } = conversationOf(factsLoader.facts());
  const raises = action.raises.filter(
    (on) => (effects?.some((each) => each.event === on) ?? true) && (agent || on !== conversationUnassigned.id),
  );
  const here = raises.filter((on) => eventOf(on).raised === 'here');
  const elsewhere = raises.filter((on) => eventOf(on).raised === 'elsewhere');
  const takeBacks = [
    ...here.map((on) => [on, parts.echoes.expect(event.conversation.id, [on], link)] as const),
    ...elsewhere.map(
      (on) => [on, parts.echoes.expect(customerPlace(event.conversation.customer.id), [on], link)] as const,
    ),
  ];
  return ({ outcome, detail }) => {
    for (const [on, takeBack] of takeBacks) {
      if (outcome !== 'done' || (detail && action.raised?.(on, detail) === false)) takeBack();
    }
  };
}

async function done(
  parts: EngineParts,
  run: Run,
  step: CompiledStep,
  index: number,
  context: ActionContext,
): Promise<Ended> {
  const parameters = (): never => step.fill(run.texts[index] ?? []);
  const began = context.now();
  try {
    const ended = await run.before?.(index, parameters(), context);
    if (ended) return ended;
    await printAgain(parts, run, step, index);
    return await step.action.perform(parameters(), context);
  } catch (error) {
    if (error instanceof Abandoned) throw error;
    return (await inSpiteOf(error, step, parameters(), context, began)) ?? outcomeOfError(error);
  }
}

/**
 * A text that hangs on what an earlier action has changed is printed again. What is about to be said is what the
 * journal says; else it could not be found again after a crash.
 */
async function printAgain(parts: EngineParts, run: Run, step: CompiledStep, index: number): Promise<void> {
  const { factsLoader, rule } = run;
  if (run.asWritten || factsLoader.moves() === run.printed) return;
  await factsLoader.load(step.needs);
  const texts = step.texts(factsOf(run), rule.rule);
  if (texts.every((text, place) => text === run.texts[index]?.[place])) return;
  run.texts = run.texts.with(index, texts);
  await parts.journal.amend(run.id, run.texts);
}

function tryAgain(parts: EngineParts, { due }: Run, step: CompiledStep, ended: Ended, tries: number): Ended {
  const { action, hasFallback } = step;
  // What stands in for it does not wait for days.
  const patience = hasFallback ? { messagesCustomer: action.messagesCustomer } : action;
  const again = tryAgainAt(patience, tries, due, parts.now(), ended);
  if (again !== undefined) return { ...ended, again };
  return { ...ended, reason: message('reason_no_more_tries', { tries, reason: ended.reason ?? '' }) };
}

/**
 * The server may do what it is asked and fail afterwards. Where it does not say that it refused, it is looked whether
 * the effect is there.
 */
async function inSpiteOf(
  error: unknown,
  step: CompiledStep,
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
