import { HOUR, MINUTE } from '../../model/calendar';
import { createClaims, type Claim, type Purpose } from '../instances/claims';
import { endWait, hasBegun, waitIsDue } from './wait-due';
import { endMessage, messageIsDue } from './message-due';
import { createMessages } from './messages';
import { createFollowUps, followUpIsDue } from './follow-ups';
import { createItems, type LaterItem } from './store';
import { LEASE, type Leases } from '../instances/leases';
import { createRecovery, type Recovery } from './recovery';
import { createRetries, retryIsDue } from './retries';
import { createWaits } from './waits';
import { missedEvent } from './missed-event';
import type { Text } from '../../text/message';
import { WAKE_FOR_SCHEDULES, type Job, type Scheduler } from '../../ports/scheduler';
import type { Time } from '../../ports/clock';
import type { EngineParts, Messages, Questions, QuestionTools, Schedules, ScheduleTools, Waits } from '../parts';
import { recent } from '../../util/cache';

export { createLeases, type Leases } from '../instances/leases';
export type { MessageItem } from './message-item';
export type { QuestionItem } from './question-item';
export type { WaitEnd, WaitItem } from './store';

/**
 * Everything that happens later: rules that wait, failures that are tried again, runs that a crash left unfinished.
 * The store says what is to be done; the scheduler only wakes.
 */
export interface Later {
  /** The engine's parts with what this adds. */
  readonly parts: EngineParts;
  readonly waits: Waits;
  readonly questions: Questions;
  readonly schedules: Schedules;
  readonly messages: Messages;
  /** The app begins: what a process before this one was in the middle of is taken up when that one counts as dead. */
  start(): void;
  /** What waits in this conversation gets known; undefined: it is. */
  lookAt(conversation: string): Promise<void> | undefined;
  /** The scheduler wakes for one item. Resolves when it is dealt with, or after a while. */
  wake(job: Job): Promise<void>;
  /** Looks for what nobody was woken for, and for what a crash has left; each minute. Resolves as `wake` does. */
  sweep(): Promise<void>;
}

export interface LaterTools {
  readonly scheduler: Scheduler;
  readonly leases: Leases;
  readonly time: Time;
  /** Ids of conversations that the app knows of, for schedules without a connection. */
  known(): Promise<readonly string[]>;
  /** Makes the questions; they are a room of their own. */
  questions(tools: QuestionTools): Questions;
  /** The same for rules whose time comes. */
  schedules(tools: ScheduleTools): Schedules;
}

/** A processor of the scheduler that takes 30 seconds counts as failed (HOST.md F). */
const PATIENCE = 20_000;
/** A sweep looks at what was due in the last ten minutes; once an hour, and at first, at everything. */
const LOOK_BACK = 10 * MINUTE;
/** Conversations that are looked at by themselves before that: of so many it is remembered. */
const MOST_LOOKED_AT = 10_000;

type Turn = (work: () => Promise<void>) => Promise<void>;
/** Of who is in the lane already. */
const atOnce: Turn = (work) => work();

export function createLater(given: EngineParts, tools: LaterTools): Later {
  const { scheduler, leases, time } = tools;
  const engine: EngineParts = {
    ...given,
    lanes: {
      ...given.lanes,
      run: (lane, work) => given.lanes.run(lane, () => lookAt(lane)?.then(work) ?? work()),
    },
  };
  const { store } = engine.host;
  const items = createItems(store);
  const claims = createClaims(store, time, leases, engine.newId);
  let lookedAtAll = -Infinity;
  const lookedAt = recent<true>(MOST_LOOKED_AT);
  let tidied = -Infinity;

  function inBackground(work: () => Promise<void>, what = 'later'): Promise<void> {
    return work().catch((error: unknown) => engine.failed(what, error));
  }

  const ruleWaits = createWaits({
    items,
    scheduler,
    time,
    newId: engine.newId,
    program: engine.program,
    missed: async (item, { conversation }) =>
      missedEvent(parts, item, conversation, await engine.journal.recordsOf(conversation.id)),
    cancelled: (id, reason) => void inBackground(() => conclude(id, { do: 'cancel', reason }), `wait ${id}`),
    inBackground: (work) => void inBackground(work),
  });
  const waits: Waits = {
    ...ruleWaits,
    concerns: (event) => !knows(event.conversation.id) || ruleWaits.concerns(event),
    muted: async (conversation) => {
      await ruleWaits.muted(conversation);
      await questions.suspended(conversation, 'muted');
      await messages.muted(conversation);
    },
    rulesChanged: () => {
      ruleWaits.rulesChanged();
      void inBackground(schedules.look, 'schedules');
      void inBackground(questions.look, 'questions');
    },
  };
  const wakeAt = ({ due, id }: Pick<LaterItem, 'due' | 'id'>): void => {
    void inBackground(async () => void (await scheduler.at(due, { kind: 'later', id })));
  };
  const retries = createRetries(items, engine, wakeAt);
  const followUps = createFollowUps(items, engine, wakeAt);
  const questions = tools.questions({
    items,
    claims,
    parts: () => parts,
    wakeAt,
    conclude: (id, reason) => conclude(id, { do: 'cancel', reason }),
  });
  const planned = createMessages({
    items,
    parts: () => parts,
    // A sweep finds what the scheduler could not take just now.
    wakeAt: async ({ due, id }) => (await scheduler.at(due, { kind: 'later', id }).catch(() => id)) !== undefined,
    conclude: (id, reason) => inBackground(() => conclude(id, { do: 'cancel', reason }), `message ${id}`),
  });
  const messages: Messages = { ...planned, any: () => lookedAtAll === -Infinity || planned.any() };
  const recovery: Recovery = createRecovery(engine, () => parts, items, claims, leases);
  const parts: EngineParts = { ...engine, waits, retries, followUps, questions, messages, keeper: recovery };
  const schedules = tools.schedules({
    claims,
    leases,
    scheduler,
    time,
    parts: () => parts,
    inBackground: (work, what) => void inBackground(work, what),
    known: tools.known,
  });

  /** One item comes to its end, by one instance. */
  async function conclude(id: string, purpose: Purpose): Promise<void> {
    const item = await items.get(id);
    if (!item) return waits.over(id);
    // Asked or tried again, it is due later than whoever woke for it thought.
    if ((item.kind === 'question' || item.kind === 'message') && purpose.do === 'run' && item.due > time.now()) return;
    const inLane: Turn = (work) => parts.lanes.run(item.conversation, work);
    // What comes while it is claimed waits in the lane: it may be the answer.
    if (item.kind === 'question' && purpose.do === 'run') return inLane(() => take(item, purpose, atOnce));
    return take(item, purpose, inLane);
  }

  /** @param inLane does work in the turn of its conversation */
  async function take({ id, kind }: LaterItem, wanted: Purpose, inLane: Turn): Promise<void> {
    const claim = await claims.take(`item:${id}`, wanted);
    if (!claim) return;
    try {
      const { purpose } = claim;
      const work = async (): Promise<void> => {
        // As it is now: another one may have ended it, or it has been forgotten.
        const now = await items.get(id);
        if (!now) return waits.over(id);
        return purpose.do === 'run' ? isDue(now, claim) : cancel(now, purpose.reason, claim, inLane);
      };
      await (purpose.do === 'run' || kind === 'wait' ? inLane(work) : work());
    } finally {
      claim.release();
    }
  }

  async function cancel(item: LaterItem, reason: Text, claim: Claim, inLane: Turn): Promise<void> {
    // What is answered is not cancelled any more.
    if (item.kind === 'question' && !item.settled) return questions.cancel(item, reason);
    if (item.kind === 'message') return endMessage(parts, items, item, reason, claim);
    if (item.kind !== 'wait') return inLane(() => isDue(item, claim));
    const ran = claim.round > 1 && (await hasBegun(parts, item.id));
    await endWait(parts, items, item, ran ? 'ran' : { reason });
    waits.over(item.id);
  }

  function isDue(item: LaterItem, claim: Claim): Promise<void> {
    if (item.kind === 'question') return questions.isDue(item, claim);
    if (item.kind === 'message') return messageIsDue(parts, items, item, claim, wakeAt);
    if (item.kind === 'follow_up') return followUpIsDue(parts, items, item, claim, wakeAt);
    return item.kind === 'wait' ? waitIsDue(parts, items, waits, item, claim) : retryIsDue(parts, items, item, claim);
  }

  /** Is all known that waits in this conversation, as far as it was put down before this process began? */
  function knows(conversation: string): boolean {
    return lookedAtAll > -Infinity || lookedAt.has(conversation);
  }

  /**
   * A start does not read all that waits: of years it is some megabytes. The first sweep does, soon after it, and what
   * comes before that in a conversation looks there. What cannot be read is left to the sweep.
   */
  function lookAt(conversation: string): Promise<void> | undefined {
    if (knows(conversation)) return undefined;
    return inBackground(async () => {
      know(await items.in(conversation));
      lookedAt.set(conversation, true);
    }, `what waits in ${conversation}`);
  }

  function know(found: readonly LaterItem[]): void {
    waits.know(found);
    questions.know(found);
    messages.know(found);
  }

  async function sweepItems(): Promise<void> {
    const now = time.now();
    const all = now - lookedAtAll > HOUR;
    const found = await (all ? items.all() : items.dueBetween(now - LOOK_BACK, now));
    know(found);
    if (all) {
      // Those of rules that have changed while nobody was there are over.
      ruleWaits.rulesChanged();
      lookedAtAll = now;
    }
    const cancelled = new Map(waits.unfinished().map(({ id, reason }) => [id, reason]));
    const due = new Set([...found.filter((item) => item.due <= now).map(({ id }) => id), ...waits.due()]);
    await Promise.all([
      ...[...due]
        .filter((id) => !cancelled.has(id))
        .map((id) => inBackground(() => conclude(id, { do: 'run' }), `item ${id}`)),
      ...[...cancelled].map(([id, reason]) => inBackground(() => conclude(id, { do: 'cancel', reason }), `wait ${id}`)),
    ]);
  }

  async function tidy(): Promise<void> {
    const now = time.now();
    if (now - tidied < HOUR) return;
    tidied = now;
    await claims.tidy();
    await leases.tidy();
  }

  const patiently = (work: Promise<unknown>): Promise<void> =>
    new Promise((resume) => {
      const callOff = time.after(PATIENCE, resume);
      void work.finally(() => {
        callOff();
        resume();
      });
    });

  return {
    parts,
    waits,
    questions,
    schedules,
    messages,
    lookAt,
    start: () => {
      // What a process before this one was in the middle of counts as left when its lease is over.
      time.after(LEASE + 1_000, () => void inBackground(recovery.run, 'recovery'));
    },
    wake: ({ id }) => {
      if (id === WAKE_FOR_SCHEDULES) return patiently(inBackground(schedules.look, id));
      // Jobs of one processor wait for each other: what else is due is dealt with at the same time.
      const due = new Set([id, ...waits.due()]);
      return patiently(
        Promise.all([...due].map((each) => inBackground(() => conclude(each, { do: 'run' }), `item ${each}`))),
      );
    },
    sweep: () =>
      patiently(
        Promise.all([
          inBackground(sweepItems, 'sweep'),
          inBackground(recovery.run, 'recovery'),
          inBackground(schedules.look, WAKE_FOR_SCHEDULES),
          inBackground(tidy, 'tidying'),
        ]),
      ),
  };
}

export type { Time } from '../../ports/clock';
export type { Messages, Questions, Waits } from '../parts';
