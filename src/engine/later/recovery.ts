import { linkOf } from './chain-state';
import type { Claims } from '../instances/claims';
import { answered } from './wait-due';
import { fingerprint } from '../../rules/fingerprint';
import { alreadyHappened } from './verify';
import type { Items } from './store';
import type { Leases } from '../instances/leases';
import { type CompiledRule, view } from '../../decide';
import { Abandoned, execute, type Ended, type Execution } from '../perform';
import { SLOT_KEPT, type Intent, type Slot } from '../journal';
import { createFactsLoader } from '../facts-loader';
import { isOnce } from '../once';
import { ended } from '../run-rule';
import type { ActionRecord } from '../../model/run';
import { message, type MessageKey } from '../../text/message';
import type { Program } from '../../rules/load';
import type { EngineParts } from '../parts';

/**
 * Takes up runs that a crash has left unfinished (DESIGN.md 2.7): a slot without a record whose holder is dead. One
 * instance does it (`claims.ts`).
 */
export interface Recovery {
  /** Looks once; resolves when everything that was found has been dealt with. */
  run(): Promise<void>;
}

/** Runs known to be over, so that their records are not asked for with every look. */
const KNOWN = 20_000;
/** After so many crashes in the middle of one run its actions are not begun once more. */
const MOST_CRASHES = 5;

export function createRecovery(parts: EngineParts, items: Items, claims: Claims, leases: Leases): Recovery {
  const { journal } = parts;
  const over = new Set<string>();

  async function isOver(run: string): Promise<boolean> {
    if (over.has(run)) return true;
    if (!(await journal.record(run))) return false;
    over.add(run);
    if (over.size > KNOWN) over.delete(over.values().next().value!);
    return true;
  }

  /** Not in anybody's hands. */
  async function left(slots: readonly Slot[]): Promise<readonly Slot[]> {
    const mine = slots.filter(({ instance }) => instance === leases.instance);
    const others = slots.filter(({ instance }) => instance !== leases.instance);
    return [...mine, ...(await leases.dead(others))].filter(({ run }) => !journal.holds(run));
  }

  async function takeUp(found: Slot): Promise<void> {
    const claim = await claims.take(`run:${found.run}:${found.takenUp}`, { do: 'run' });
    if (!claim) return;
    try {
      await parts.lanes.run(found.event.conversation.id, async () => {
        // As it is now: while this waited, another one may have had it.
        const slot = latest((await journal.slots()).filter(({ run }) => run === found.run))[0];
        if (slot?.takenUp !== found.takenUp || (await journal.record(found.run)) || !claim.holdsLease()) return;
        await goOn(parts, items, slot);
        over.add(slot.run);
      });
    } finally {
      claim.release();
    }
  }

  return {
    run: async () => {
      const all = await journal.slots();
      const unfinished: Slot[] = [];
      // Asked first: to tell whether a holder is dead takes a while, and most runs are over.
      for (const slot of latest(all)) {
        if (!journal.holds(slot.run) && !(await isOver(slot.run))) unfinished.push(slot);
      }
      await Promise.all((await left(unfinished)).map(takeUp));
      // Slots of runs that are over and that nobody writes any more.
      const old = all.filter(({ marked, run }) => parts.now() - marked > SLOT_KEPT && !journal.holds(run));
      for (const slot of old) if (await isOver(slot.run)) await journal.removeSlot(slot);
    },
  };
}

/** The slot of each run that was written last. */
function latest(slots: readonly Slot[]): readonly Slot[] {
  const runs = new Map<string, Slot>();
  for (const slot of slots) {
    const known = runs.get(slot.run);
    if (!known || known.takenUp < slot.takenUp) runs.set(slot.run, slot);
  }
  return [...runs.values()];
}

async function goOn(parts: EngineParts, items: Items, slot: Slot): Promise<void> {
  const program = parts.program();
  const compiled = program.set.rules.find(({ rule }) => rule.id === slot.rule);
  const intent: Intent = intentOf(slot);
  await parts.journal.begin(intent);
  try {
    if (compiled && isOnce(compiled.rule)) await parts.once.confirm(compiled.rule, slot.event, slot.at);
    await (compiled ? resume(parts, items, program, compiled, intent) : giveUp(parts, intent));
  } catch (error) {
    parts.journal.abandon(intent.run);
    if (!(error instanceof Abandoned)) throw error;
  }
}

function intentOf({ v: _v, instance: _instance, slot: _slot, marked: _marked, ...intent }: Slot): Intent {
  return { ...intent, takenUp: intent.takenUp + 1 };
}

async function resume(
  parts: EngineParts,
  items: Items,
  program: Program,
  compiled: CompiledRule,
  intent: Intent,
): Promise<void> {
  const { rule } = compiled;
  const { run, event, due, texts, chain } = intent;
  const records = chain.answersCustomer ? await parts.journal.recordsOf(event.conversation.id) : [];
  const link = linkOf(chain, chain.messaged || answered(records, chain.id));
  const factsLoader = createFactsLoader(event, parts.now(), program.environment, parts.host, false, parts.now);
  await factsLoader.learn(['conversation', ...compiled.sources]);
  const steps = program.steps.get(rule.id) ?? [];
  const suspended = await parts.suspended(event.conversation.id);
  const retried = (await items.ofRun(run))[0]?.record.actions;
  const before: Execution['before'] = async (index, parameters, context): Promise<Ended | undefined> => {
    // It was put down to be tried again: then it has failed.
    const failed = retried?.[index];
    if (failed) return failed.outcome === 'planned' ? undefined : { ...failed, outcome: failed.outcome };
    if (intent.takenUp > MOST_CRASHES) return { outcome: 'uncertain', reason: message('reason_too_many_crashes') };
    const verify = await alreadyHappened(steps[index], parameters, context, intent.at);
    return verify ?? (suspended ? { outcome: 'skipped', reason: message(`reason_${suspended}`) } : undefined);
  };
  const execution: Execution = { run, rule, program, event, link, factsLoader, due, texts, before };
  const seen = view(program.set, factsLoader.facts());
  const changed = fingerprint(rule) !== intent.print;
  const actions = changed ? notKnown(intent, 'reason_rule_changed') : await execute(parts, execution, steps);
  await ended(parts, intent, execution, { rule: compiled, view: seen, link }, actions);
}

async function giveUp(parts: EngineParts, intent: Intent): Promise<void> {
  const { run, rule, event, at, waited, chain, takenUp } = intent;
  const record = {
    v: 1 as const,
    id: run,
    rule,
    name: rule,
    mode: 'live' as const,
    event: { id: event.id, on: event.on, at: event.at },
    conversation: event.conversation.id,
    customer: event.conversation.customer.id,
    at,
    ms: parts.now() - at,
    depth: chain.depth,
    chain: chain.id,
    ...(waited && { waited }),
    takenUp,
    conditions: null,
    actions: notKnown(intent, 'reason_rule_gone'),
  };
  await parts.journal.finish(record);
  parts.ran(record);
}

/** The rule is not as it was: what of it has been done cannot be told. */
function notKnown({ actions }: Intent, key: MessageKey): readonly ActionRecord[] {
  return actions.map((action) => ({ action, outcome: 'uncertain', reason: message(key), ms: 0 }));
}
