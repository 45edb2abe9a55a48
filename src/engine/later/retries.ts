import { linkOf } from '../chain';
import type { Claim } from '../instances/claims';
import { answered, mayHaveBegun } from './wait-due';
import { fingerprint } from '../../rules/fingerprint';
import type { Items, RetryItem } from './store';
import type { CompiledRule } from '../../decide';
import { outcomeOfError, performOne, standBy } from '../perform';
import { triesOf } from '../journal';
import { matchNow } from '../match-now';
import { isOnce } from '../once';
import { NEVER, stepsOf, type Run } from '../run';
import { nothingCame } from '../run-rule';
import type { ActionRecord, Outcome, RunRecord } from '../../model/run';
import { alreadyHappened, verifyAfterwards } from './verify';
import { message, type Text } from '../../text/message';
import { notBegun } from '../../catalogue/actions/refusals';
import type { Program } from '../../rules/load';
import type { EngineParts, Retries } from '../parts';

export function createRetries(
  items: Items,
  parts: Pick<EngineParts, 'now' | 'newId'>,
  wakeAt: (item: RetryItem) => void,
): Retries {
  return {
    plan: async ({ record, print, event, chain, texts }) => {
      const due = Math.min(...record.actions.flatMap(({ again }) => again ?? []));
      const { conversation } = record;
      const id = parts.newId();
      const armed = parts.now();
      const item: RetryItem = { v: 1, kind: 'retry', id, conversation, record, print, event, chain, texts, armed, due };
      await items.add(item);
      wakeAt(item);
    },
  };
}

/** A retry is due and this process has it. In the conversation's lane. */
export async function retryIsDue(parts: EngineParts, items: Items, item: RetryItem, claim: Claim): Promise<void> {
  if (!claim.holdsLease()) return;
  const waiting = await items.ofRun(item.record.id);
  // An earlier holder had done it, and died before it had removed this one.
  if (waiting.some(({ id, armed }) => id !== item.id && armed > item.armed)) return items.remove(item.id);
  const written = await parts.journal.record(item.record.id);
  // The run itself is not over: a crash came between, and recovery has it.
  if (!written) return;
  if (triesOf(written) > triesOf(item.record)) return items.remove(item.id);

  const tried = await tryAll(parts, item, claim);
  if (!tried) return;
  const record: RunRecord = { ...item.record, ...tried };
  const next = record.actions.some(({ again }) => again !== undefined);
  if (next) await parts.retries?.plan({ ...item, record });
  await parts.journal.correct(record);
  const rule = parts.program().set.rules.find((each) => each.rule.id === record.rule)?.rule;
  if (rule && isOnce(rule) && nothingCame(record.actions)) await parts.once.giveBack(rule, item.event, record.at);
  parts.ran(record, true);
  await items.remove(item.id);
}

/** Undefined: this process may not go on. */
async function tryAll(
  parts: EngineParts,
  item: RetryItem,
  claim: Claim,
): Promise<Pick<RunRecord, 'actions' | 'messaged'> | undefined> {
  const program = parts.program();
  const compiled = program.set.rules.find(({ rule }) => rule.id === item.record.rule);
  const inVain = await hopeless(parts, item, compiled?.rule && fingerprint(compiled.rule));
  if (inVain || !compiled) return { actions: item.record.actions.map((action) => givenUp(action, inVain)) };

  const run = await runOf(parts, program, compiled, item, claim);
  const actions: ActionRecord[] = [];
  for (const [index, action] of item.record.actions.entries()) {
    const step = run.steps[index];
    const isNeededNow = action.unneeded === true && standBy(step, actions) === undefined;
    const isDue = action.again !== undefined && action.again <= parts.now();
    if (!step || !(isDue || isNeededNow)) actions.push(action);
    else if (!claim.holdsLease()) return undefined;
    else actions.push(await performOne(parts, run, index, isNeededNow ? 1 : (action.tries ?? 1) + 1));
  }
  return { actions, ...(run.link.chain.messaged && !item.chain.messaged && { messaged: true }) };
}

/** Why it is not tried any more. */
async function hopeless(parts: EngineParts, item: RetryItem, print: string | undefined): Promise<Text | undefined> {
  if (print === undefined) return message('reason_rule_gone');
  if (print !== item.print) return message('reason_rule_changed');
  const suspended = await parts.suspended(item.conversation);
  return suspended ? message(`reason_${suspended}`) : undefined;
}

function givenUp(action: ActionRecord, why: Text | undefined): ActionRecord {
  if (action.again === undefined) return action;
  const { again: _again, ...rest } = action;
  return { ...rest, reason: message('reason_given_up', { why: why ?? '', reason: action.reason ?? '' }) };
}

/** The run that goes on: with its texts as they were. */
async function runOf(
  parts: EngineParts,
  program: Program,
  rule: CompiledRule,
  item: RetryItem,
  claim: Claim,
): Promise<Run> {
  const { record, event, chain, texts } = item;
  const records = chain.answersCustomer ? await parts.journal.recordsOf(record.conversation) : [];
  const link = linkOf(chain, chain.messaged || answered(records, chain.id));
  const match = await matchNow(parts, { rule, program, event, link }, false, []);
  const steps = stepsOf(match);
  const { id, at, waited } = record;
  const crashed = mayHaveBegun(parts, item, claim);
  const before: Run['before'] = async (index, parameters, context) =>
    (await earlierTry(record.actions[index], steps[index], parameters, context, at)) ??
    // The try of an earlier holder may have come through.
    (crashed ? await alreadyHappened(steps[index], parameters, context, item.due) : undefined) ??
    steps[index]?.action.later?.over?.(context);
  const due = waited?.due ?? at;
  return { ...match, id, steps, at, due, waited, chain, texts, printed: NEVER, takenUp: 0, asWritten: true, before };
}

/**
 * What became of it: where nothing had been begun, that nobody can tell says nothing. Why it failed stays said while the
 * server cannot be asked: what became of asking says nothing of what was begun.
 */
async function earlierTry(
  record: ActionRecord | undefined,
  ...[step, parameters, context, since]: Parameters<typeof verifyAfterwards>
): Promise<Outcome | undefined> {
  if (record?.unneeded) return undefined;
  const found = await verifyAfterwards(step, parameters, context, since).catch((error: unknown): Outcome => {
    const { retry, notBefore } = outcomeOfError(error);
    if (!retry) throw error;
    return { outcome: 'failed', reason: record?.reason, retry, notBefore };
  });
  return found?.outcome === 'uncertain' && notBegun(record?.reason) ? undefined : found;
}
