import { HOUR } from '../../model/calendar';
import { message } from '../../text/message';
import { fingerprint } from '../../rules/fingerprint';
import type { CompiledRule } from '../../decide';
import { goThrough } from './run-pass';
import type { Schedules, ScheduleTools } from '../parts';
import { WAKE_FOR_SCHEDULES } from '../../ports/scheduler';
import { createHands } from './hands';
import { createQueues } from '../../util/queues';
import { createPasses, type Mark, type Pass } from './passes';
import { latestDue, timesOf, type NextTime } from './times';

/** A time is made up for when it is less late than this, ms. */
const MADE_UP = HOUR;

export function createSchedules(tools: ScheduleTools): Schedules {
  const { claims, leases, scheduler, time, inBackground } = tools;
  const passes = createPasses(tools.parts().host.store);
  const hands = createHands(time);
  const alone = createQueues();
  /** The moment that the scheduler was asked to wake at, by rule. */
  const asked = new Map<string, number>();
  /** What a rule was when it was looked at here last: another instance may have an earlier one in force. */
  const seen = new Map<string, { readonly print: string; readonly next: NextTime }>();
  /** The rules for which marks of others were looked for. */
  let tidied: unknown;
  /** Of the rules in force. */
  const times = new WeakMap<CompiledRule, NextTime>();

  function ruleOf(id: string): CompiledRule | undefined {
    return tools
      .parts()
      .program()
      .set.rules.find(({ rule }) => rule.id === id);
  }

  async function look(): Promise<void> {
    hands.rouse();
    const going = await passes.going();
    for (const pass of await left(going)) begin(pass, true);
    const { set, environment } = tools.parts().program();
    const rules = set.rules.filter(({ rule }) => rule.schedule !== undefined);
    const marks = rules.length > 0 || tidied !== set ? await passes.marks() : [];
    for (const { rule } of marks) if (!rules.some((each) => each.rule.id === rule)) await passes.unmark(rule);
    tidied = set;
    for (const rule of rules) {
      const { id } = rule.rule;
      const mark = marks.find((each) => each.rule === id);
      // One after the other: what has come meanwhile is made up for when it is over.
      if (going.some((pass) => pass.rule === id && pass.kind === 'time')) continue;
      if (!times.has(rule)) times.set(rule, timesOf(rule.rule, environment));
      await lookAt(rule, mark, times.get(rule)!);
    }
    await hands.calm();
  }

  /** In nobody's hands. */
  async function left(going: readonly Pass[]): Promise<readonly Pass[]> {
    const others = going.filter(({ instance }) => instance !== leases.instance);
    return [...going.filter((pass) => !others.includes(pass)), ...(await leases.dead(others))];
  }

  async function lookAt({ rule }: CompiledRule, mark: Mark | undefined, next: NextTime) {
    const now = time.now();
    const print = fingerprint(rule);
    const before = seen.get(rule.id);
    // The same rule by another zone begins anew as well: what is over by that clock was never missed.
    const isNew = before?.print === print ? before.next(now) !== next(now) : mark?.print !== print;
    seen.set(rule.id, { print, next });
    if (!mark || isNew) await passes.mark({ v: 1, rule: rule.id, print, to: now });
    else {
      const due = latestDue(next, mark.to, now);
      if (due) await isDue(newPass(rule.id, print, 'time', due.at, rule.schedule?.over, { missed: due.missed }));
    }
    const at = next(now);
    if (at === undefined || asked.get(rule.id) === at) return;
    asked.set(rule.id, at);
    await scheduler.at(at, { kind: 'later', id: WAKE_FOR_SCHEDULES });
  }

  async function isDue(pass: Pass): Promise<void> {
    const paused = (await tools.parts().suspended('')) === 'paused';
    if (!paused && time.now() - pass.at < MADE_UP) return begin(pass, false);
    const reason = message(paused ? 'reason_paused' : 'pass_too_late');
    // A night of pause is one line of the record.
    const [last] = paused ? await passes.ofRule(pass.rule) : [];
    if (last?.reason?.key !== reason.key || !paused) await passes.end({ ...pass, ended: time.now(), reason });
    await passed(pass);
  }

  function passed({ rule, print, at }: Pass): Promise<void> {
    return passes.mark({ v: 1, rule, print, to: at });
  }

  function newPass(
    rule: string,
    print: string,
    kind: Pass['kind'],
    at: number,
    over: Pass['over'] = 'open',
    more: Partial<Pass> = {},
  ): Pass {
    const id = kind === 'time' ? `${rule}@${at}` : tools.parts().newId();
    const began = time.now();
    const holder = { instance: leases.instance, marked: began };
    return { v: 1, id, kind, rule, print, at, began, ...holder, over, done: 0, counts: {}, ...more };
  }

  /** @param left it was begun before, and nobody has it in hand */
  function begin(pass: Pass, left: boolean): void {
    const work = hands.take(pass.id, () => take(pass, left));
    if (work) inBackground(() => work, `pass ${pass.id}`);
  }

  /** By one instance; whoever finds it over lets it be. */
  async function take(pass: Pass, left: boolean): Promise<void> {
    const claim = await claims.take(`pass:${pass.id}`, { do: 'run' });
    if (!claim) return;
    try {
      const known = await passes.get(pass.id);
      if (known?.ended === undefined && (known || !left)) {
        const again = left || claim.round > 1;
        const mine = { ...(known ?? pass), instance: leases.instance, marked: time.now() };
        await passes.keep(mine);
        if (pass.kind === 'time') await passed(pass);
        await goThrough({ ...tools, passes, hands, ruleOf }, mine, claim, again);
      } else if (pass.kind === 'time') await passed(pass);
    } finally {
      claim.release();
    }
  }

  async function start(rule: string, kind: 'plan' | 'apply', more: Partial<Pass>): Promise<Pass | undefined> {
    const found = ruleOf(rule)?.rule;
    if (!found) return undefined;
    const pass = newPass(rule, fingerprint(found), kind, time.now(), found.schedule?.over, more);
    await passes.keep(pass);
    begin(pass, false);
    return pass;
  }

  return {
    look,
    plan: (rule, by) => start(rule, 'plan', { by }),
    // Of two at once one begins it, and the other one sees it.
    apply: ({ rule, found = [], print }, by) =>
      alone(rule, async () => {
        const before = await passes.ofRule(rule);
        const running = before.find(({ kind, ended }) => kind === 'apply' && ended === undefined);
        if (running) return running;
        // Asked for at two instances at once it is the same one.
        const id = `${before[0]?.id ?? rule}+`;
        return start(rule, 'apply', { id, by, print, conversations: found, total: found.length, listed: 'plan' });
      }),
    get: passes.get,
    ofRule: passes.ofRule,
    stop: async (id, by) => {
      const pass = await passes.get(id);
      if (pass && pass.ended === undefined) await passes.stop(pass, by);
    },
  };
}
