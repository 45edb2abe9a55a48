import { agentMessage } from '../../catalogue/events';
import type { Claim } from '../instances/claims';
import { linkAfterWait } from '../chain';
import { skipRun, tooOften } from './by-itself';
import { missedEvent } from './missed-event';
import { fingerprint } from '../../rules/fingerprint';
import type { Items, LaterItem, WaitEnd, WaitItem } from './store';
import { ANYTHING_LATE, mostLate } from './deadlines';
import { explain, type CompiledRule, type Explanation } from '../../decide';
import { YES } from '../../decide/rule-set';
import { matchNow } from '../match-now';
import { runRule } from '../run-rule';
import type { RunRecord } from '../../model/run';
import type { Conversation } from '../../model/event';
import { message, type MessageKey, type Text } from '../../text/message';
import type { Program } from '../../rules/load';
import type { HeldBack, EngineParts, Waits } from '../parts';

/** Why a wait ends without a run. */
interface Cancelled {
  readonly reason: Text;
  readonly conditions?: Explanation;
}

/** Two instances that arm a rule at once do so within this time, ms. */
const AT_ONCE = 5_000;
/** Claims are kept for longer than this (`claims.ts`), ms. */
const CLAIMS_KEPT = 600_000;

/** What came of it: a run, a reason, or nothing yet (it is left to the next attempt). */
type Verdict = 'ran' | Cancelled | undefined;

/** A wait is due and this process has it: its run, or the reason why there is none. In the conversation's lane. */
export async function waitIsDue(
  parts: EngineParts,
  items: Items,
  waits: Pick<Waits, 'ending' | 'over'>,
  item: WaitItem,
  claim: Claim,
): Promise<void> {
  if (!claim.holdsLease()) return;
  const verdict = await decide(parts, items, waits.ending(item.id), item, claim);
  if (!verdict) return;
  await endWait(parts, items, item, verdict);
  waits.over(item.id);
}

/** The end is written first: a wait that is gone without one would be lost. */
export async function endWait(
  parts: Pick<EngineParts, 'now'>,
  items: Items,
  { id, rule, name, conversation, event, armed, due }: WaitItem,
  verdict: 'ran' | Cancelled,
): Promise<void> {
  const how = verdict === 'ran' ? { how: 'ran' as const } : { how: 'cancelled' as const, ...verdict };
  const customer = event.conversation.customer.id;
  const ended = parts.now();
  const end: WaitEnd = { v: 1, kind: 'wait_end', id, rule, name, conversation, customer, armed, due, ended, ...how };
  await items.end(end);
  await items.remove(id);
}

/** Has the wait's run begun? Then whoever has it ends it, or recovery does. */
export async function hasBegun({ journal }: EngineParts, run: string): Promise<boolean> {
  if (journal.holds(run) || (await journal.record(run))) return true;
  return (await journal.slots()).some((slot) => slot.run === run);
}

/** An earlier holder died after its claim; claims are not kept for ever. */
export function mayHaveBegun({ now }: Pick<EngineParts, 'now'>, { due }: LaterItem, { round }: Claim): boolean {
  return round > 1 || now() - due > CLAIMS_KEPT;
}

async function decide(
  parts: EngineParts,
  items: Items,
  ending: Text | undefined,
  item: WaitItem,
  claim: Claim,
): Promise<Verdict> {
  if (mayHaveBegun(parts, item, claim) && (await hasBegun(parts, item.id))) return 'ran';
  if (ending) return { reason: ending };
  const program = parts.program();
  const found = program.set.rules.find(({ rule }) => rule.id === item.rule);
  if (!found) return { reason: message('wait_ended_rule_gone') };
  if (fingerprint(found.rule) !== item.print) return { reason: message('wait_ended_rule_changed') };
  const suspended = await parts.suspended(item.conversation);
  if (suspended) return { reason: message(`wait_ended_${suspended}`) };
  if (tooLate(parts, program, item)) return { reason: message('wait_ended_late') };
  const other = await displaced(items, item);
  if (other) return { reason: other };
  const conversation = await parts.host.conversation(item.conversation);
  const over = overtaken(item, conversation);
  if (over) return { reason: over };
  return ask(parts, items, program, found, item, conversation!, claim);
}

/** Nothing of it may be done any more (`deadlines.ts`). */
function tooLate(parts: EngineParts, program: Program, { rule, due }: WaitItem): boolean {
  const late = parts.now() - due;
  const steps = program.steps(rule);
  return late > ANYTHING_LATE || (steps.length > 0 && steps.every(({ action }) => late > mostLate(action)));
}

/** Two instances armed the rule at once, or it was armed anew: then only one of the waits counts. */
async function displaced(items: Items, item: WaitItem): Promise<Text | undefined> {
  const { waits, ends } = await items.ofRule(item.rule, item.conversation);
  if (waits.some(({ replaces }) => replaces === item.id)) return message('wait_ended_restarted');
  const first = waits.find(
    (wait) =>
      wait.id !== item.id &&
      wait.id !== item.replaces &&
      wait.print === item.print &&
      (wait.armed < item.armed || (wait.armed === item.armed && wait.id < item.id)),
  );
  const ran = ends.find(
    (end) =>
      end.id !== item.id && end.how === 'ran' && Math.abs(end.armed - item.armed) < AT_ONCE && item.armed < end.due,
  );
  return first || ran ? message('wait_ended_double') : undefined;
}

function overtaken(item: WaitItem, conversation: Conversation | undefined): Text | undefined {
  if (!conversation) return message('wait_ended_gone');
  return conversation.status === 'closed' && !item.outlivesClose ? message('wait_ended_closed') : undefined;
}

/** The conditions as they are now; `message.*` is what armed the wait. */
async function ask(
  parts: EngineParts,
  items: Items,
  program: Program,
  rule: CompiledRule,
  item: WaitItem,
  conversation: Conversation,
  claim: Claim,
): Promise<Verdict> {
  const records = needsRecords(item) ? await parts.journal.recordsOf(item.conversation) : [];
  const missed = await missedEvent(parts, item, conversation, records);
  if (missed) return { reason: missed };
  const event = { ...item.event, conversation };
  const { id, chain, armed: since, due } = item;
  const link = linkAfterWait(chain, due - since, chain.messaged || answered(records, chain.id));
  const match = await matchNow(parts, { rule, program, event, link }, true, rule.sources, true);
  if (rule.ask(match.view) !== YES) {
    const conditions = explain(rule, match.view);
    const isUnknown = conditions.verdict === 'unknown';
    return { reason: message(isUnknown ? 'why_verdict_unknown' : 'wait_ended_condition'), conditions };
  }
  if (!claim.holdsLease()) return undefined;
  const waited = { since, due };
  if (await tooOften(parts, items, item, conversation)) return { reason: await skipRun(parts, match, { id, waited }) };
  const ended = await runRule(parts, match, { id, waited });
  // Abandoned: the journal has it, and recovery goes on with it.
  if (ended === undefined || typeof ended === 'object') return 'ran';
  return { reason: message(heldBack[ended]) };
}

const heldBack: Readonly<Record<HeldBack, MessageKey>> = {
  once: 'wait_ended_once',
  chain_rule: 'wait_ended_chain',
  chain_length: 'wait_ended_chain',
  waiting: 'wait_ended_double',
  stopped: 'wait_ended_double',
  never_open: 'wait_ended_double',
};

function needsRecords({ chain, unless }: WaitItem): boolean {
  return chain.answersCustomer || unless.includes(agentMessage.id);
}

/** Has the customer's message at the start of this chain got its automatic message (DESIGN.md 2.3)? */
export function answered(records: readonly RunRecord[], chain: string): boolean {
  return records.some((run) => run.chain === chain && run.messaged === true);
}
