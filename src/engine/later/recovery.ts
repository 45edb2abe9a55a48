import { HOUR } from '../../model/calendar';
import { linkOf } from '../chain';
import type { Claim, Claims } from '../instances/claims';
import { answered } from './wait-due';
import { fingerprint } from '../../rules/fingerprint';
import { alreadyHappened } from './verify';
import type { Items } from './store';
import type { Leases, Work } from '../instances/leases';
import type { CompiledRule } from '../../decide';
import { Abandoned, perform } from '../perform';
import { SLOT_KEPT, type Intent, type RunSlot } from '../journal';
import { matchNow } from '../match-now';
import { isOnce } from '../once';
import { NEVER, recordOfIntent, stepsOf, type Ended, type Run } from '../run';
import { record } from '../run-rule';
import type { ActionRecord } from '../../model/run';
import { message, type MessageKey } from '../../text/message';
import { recent } from '../../util/cache';
import type { Program } from '../../rules/load';
import { untilAnswered } from '../unanswered';
import type { EngineParts, RunKeeper } from '../parts';

/**
 * Takes up runs that a crash has left unfinished (DESIGN.md 2.7): a slot without a record whose holder is dead. One
 * instance does it (`claims.ts`).
 */
export interface Recovery extends RunKeeper {
  /** Looks once; resolves when everything that was found has been dealt with. */
  run(): Promise<void>;
}

/** Runs known to be over, so that their records are not asked for with every look. */
const KNOWN = 5_000;
/** After so many crashes in the middle of one run its actions are not begun once more. */
const MOST_CRASHES = 5;

/** @param engine without what happens later, which `parts` gives once it is there */
export function createRecovery(
  engine: Pick<EngineParts, 'journal' | 'lanes' | 'now'>,
  parts: () => EngineParts,
  items: Items,
  claims: Claims,
  leases: Leases,
): Recovery {
  const { journal, lanes, now } = engine;
  const over = recent<true>(KNOWN);

  async function isOver(run: string): Promise<boolean> {
    if (over.has(run)) return true;
    if (!(await journal.record(run))) return false;
    over.set(run, true);
    return true;
  }

  /** Not in anybody's hands. */
  async function left(slots: readonly RunSlot[]): Promise<readonly RunSlot[]> {
    const mine = slots.filter(({ instance }) => instance === leases.instance);
    const others = slots.filter(({ instance }) => instance !== leases.instance);
    return [...mine, ...(await leases.dead(others))].filter(({ run }) => !journal.holds(run));
  }

  const claim = (run: string, takenUp: number): Promise<Claim | undefined> =>
    claims.take(`run:${run}:${takenUp}`, { do: 'run' });

  /** Its slots as they are now, where it is still to be gone on with: while this waited, another one may have had it. */
  async function stillLeft(run: string, takenUp: number, taken: Claim): Promise<readonly RunSlot[]> {
    const slots = (await journal.slots()).filter((slot) => slot.run === run);
    const isLeft = latest(slots)[0]?.takenUp === takenUp && !(await journal.record(run)) && taken.holdsLease();
    return isLeft ? slots : [];
  }

  async function takeUp(found: RunSlot): Promise<void> {
    const taken = await claim(found.run, found.takenUp);
    if (!taken) return;
    try {
      await lanes.run(found.event.conversation.id, async () => {
        const slots = await stillLeft(found.run, found.takenUp, taken);
        const slot = latest(slots)[0];
        if (!slot) return;
        await goOn(
          parts(),
          items,
          slot,
          slots.map(({ instance }) => instance),
        );
      });
    } finally {
      taken.release();
    }
  }

  async function keep({ run, takenUp, at }: Parameters<RunKeeper['keep']>[0]): Promise<Work | undefined> {
    const taken = await claim(run, takenUp);
    if (!taken) return undefined;
    // Where nobody has claimed it before, nobody has begun anything of it; claims are kept for two hours.
    const isFirst = taken.round === 1 && now() - at < HOUR;
    let isLeft = isFirst;
    try {
      isLeft ||= (await stillLeft(run, takenUp, taken)).length > 0;
    } finally {
      if (!isLeft) taken.release();
    }
    return isLeft ? { holdsLease: taken.holdsLease, end: taken.release } : undefined;
  }

  return {
    run: async () => {
      const all = await journal.slots();
      const unfinished: RunSlot[] = [];
      // Asked first: to tell whether a holder is dead takes a while, and most runs are over.
      for (const slot of latest(all)) {
        if (!journal.holds(slot.run) && !(await isOver(slot.run))) unfinished.push(slot);
      }
      await Promise.all((await left(unfinished)).map(takeUp));
      // Slots of runs that are over and that nobody writes any more.
      const old = all.filter(({ marked, run }) => now() - marked > SLOT_KEPT && !journal.holds(run));
      for (const slot of old) if (await isOver(slot.run)) await journal.removeSlot(slot);
    },
    keep: (run) => journal.renew(run.run, () => untilAnswered(() => keep(run))),
  };
}

/** The slot of each run that was written last. */
function latest(slots: readonly RunSlot[]): readonly RunSlot[] {
  const runs = new Map<string, RunSlot>();
  for (const slot of slots) {
    const known = runs.get(slot.run);
    if (!known || known.takenUp < slot.takenUp) runs.set(slot.run, slot);
  }
  return [...runs.values()];
}

/** @param instances those that had the run in hand */
async function goOn(parts: EngineParts, items: Items, slot: RunSlot, instances: readonly string[]): Promise<void> {
  const program = parts.program();
  const compiled = program.set.rules.find(({ rule }) => rule.id === slot.rule);
  const intent = intentOf(slot);
  await parts.journal.begin(intent);
  try {
    if (!compiled) return await end(parts, intent, intent.rule, allOf(intent, 'uncertain', 'reason_rule_gone'));
    const { rule } = compiled;
    // Before anything of it is done: killed before its turn was written down, it may have lost it to another event.
    const may = !isOnce(rule) || (await parts.once.resume(rule, intent.event, { at: intent.at, instances }));
    if (fingerprint(rule) !== intent.print)
      await end(parts, intent, rule.name, allOf(intent, 'uncertain', 'reason_rule_changed'));
    else if (!may) await end(parts, intent, rule.name, allOf(intent, 'skipped', 'reason_turn_taken'));
    else await resume(parts, items, program, compiled, intent);
  } catch (error) {
    parts.journal.abandon(intent.run);
    if (!(error instanceof Abandoned)) throw error;
  }
}

function intentOf({ v: _v, instance: _instance, slot: _slot, marked: _marked, ...intent }: RunSlot): Intent {
  return { ...intent, takenUp: intent.takenUp + 1 };
}

async function resume(
  parts: EngineParts,
  items: Items,
  program: Program,
  rule: CompiledRule,
  intent: Intent,
): Promise<void> {
  const { run: id, event, at, due, waited, texts, chain, takenUp, captured } = intent;
  const records = chain.answersCustomer ? await parts.journal.recordsOf(event.conversation.id) : [];
  const link = linkOf(chain, chain.messaged || answered(records, chain.id));
  const match = await matchNow(parts, { rule, program, event, link }, false, ['conversation', ...rule.sources]);
  const steps = stepsOf(match);
  const suspended = await parts.suspended(event.conversation.id);
  const retried = (await items.ofRun(id))[0]?.record.actions;
  const before: Run['before'] = async (index, parameters, context): Promise<Ended | undefined> => {
    // It was put down to be tried again: then it has failed.
    const failed = retried?.[index];
    if (failed) return failed.outcome === 'planned' ? undefined : { ...failed, outcome: failed.outcome };
    if (takenUp > MOST_CRASHES) return { outcome: 'uncertain', reason: message('reason_too_many_crashes') };
    const verify = await alreadyHappened(steps[index], parameters, context, at);
    return verify ?? (suspended ? { outcome: 'skipped', reason: message(`reason_${suspended}`) } : undefined);
  };
  const run: Run = { ...match, captured, id, steps, at, due, waited, chain, texts, printed: NEVER, takenUp, before };
  await record(parts, run, await perform(parts, run));
}

/** Its end without anything being done: on record as it was planned, for nobody looks at its conditions again. */
async function end(parts: EngineParts, intent: Intent, name: string, actions: readonly ActionRecord[]): Promise<void> {
  const over = recordOfIntent(intent, name, actions, parts.now());
  await parts.journal.finish(over);
  parts.ran(over);
}

/** All of it ended alike: where the rule is not as it was, what of it has been done cannot be told. */
function allOf({ actions }: Intent, outcome: 'uncertain' | 'skipped', key: MessageKey): readonly ActionRecord[] {
  return actions.map((action) => ({ action, outcome, reason: message(key), ms: 0 }));
}
