import type { Claim } from '../instances/claims';
import { SECOND } from '../../model/calendar';
import type { CompiledRule } from '../../decide';
import { HostError } from '../../ports/host';
import { message, type Text } from '../../text/message';
import { fingerprint } from '../../rules/fingerprint';
import type { Hands } from './hands';
import { listFor } from './list';
import { passOver } from './pass-conversation';
import type { Pass, Passes, Result } from './passes';
import type { ScheduleTools } from '../parts';

export interface GoParts extends ScheduleTools {
  readonly passes: Passes;
  readonly hands: Hands;
  ruleOf(id: string): CompiledRule | undefined;
}

/** While the server's limits are waited for, it is looked so often whether there is still something to wait for, ms. */
const LOOKS_UP = 10 * SECOND;
/** How far it has come is written down so often, ms. */
const WRITES = 2 * SECOND;
/** A conversation of which the server could not tell, because of its limits, is looked at so often. */
const TRIES = 3;

/**
 * Goes through the conversations of a pass until its end, or until there is a reason to end it. Where this process may
 * not go on, another one does.
 * @param again it was taken up: it may have gone further than is written down
 */
export async function goThrough(go: GoParts, begun: Pass, claim: Claim, again: boolean): Promise<void> {
  const { passes, time } = go;
  const host = go.parts().host;
  let pass = begun;
  let written = time.elapsed();

  async function keep(change: Partial<Pass>): Promise<void> {
    pass = { ...pass, ...change, marked: time.now() };
    written = time.elapsed();
    await passes.keep(pass);
  }

  async function end(reason?: Text): Promise<void> {
    const { rests: _rests, ...over } = pass;
    await passes.end({ ...over, ended: time.now(), ...(reason && { reason }) });
  }

  /** Waits for the server; false: it is over, or not this process' any more. */
  async function rest(until: number): Promise<boolean> {
    if (until > time.now()) await keep({ rests: until });
    while (until > time.now()) {
      await go.hands.rest(pass.id, Math.min(until - time.now(), LOOKS_UP));
      if (!claim.holdsLease() || (await whyOver(go, pass))) return false;
    }
    return true;
  }

  async function one(rule: CompiledRule, id: string): Promise<Result> {
    for (let tries = 1; ; tries++) {
      const result = await passOver(go.parts(), rule, pass, id, again);
      const until = result === 'unclear' ? await host.limitedUntil() : 0;
      if (until <= time.now() || tries >= TRIES || !(await rest(until))) return result;
    }
  }

  if (!pass.conversations) {
    try {
      const listed = await listFor({ host, known: go.known, now: time.now, rest }, pass.over);
      if (listed) await keep({ ...listed, total: listed.conversations.length });
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return end(error.text);
    }
  }
  const { conversations = [] } = pass;
  for (;;) {
    if (!claim.holdsLease()) return;
    const id = conversations[pass.done];
    if (id === undefined && pass.conversations) return end();
    const reason = await whyOver(go, pass);
    if (reason) return end(reason);
    if (id === undefined) return;
    if (!(await rest(await host.limitedUntil()))) continue;
    const rule = go.ruleOf(pass.rule);
    if (!rule) continue;
    const result = await one(rule, id);
    if (!claim.holdsLease()) return;
    pass = counted(pass, id, result);
    if (time.elapsed() - written >= WRITES) await keep({});
  }
}

/** Why it ends where it is. */
async function whyOver({ passes, ruleOf, parts }: GoParts, { id, rule, print }: Pass): Promise<Text | undefined> {
  const who = await passes.stopped(id);
  if (who !== undefined) return message('pass_stopped', { who });
  const found = ruleOf(rule)?.rule;
  if (!found) return message('reason_rule_gone');
  if (fingerprint(found) !== print) return message('reason_rule_changed');
  return (await parts().suspended('')) === 'paused' ? message('reason_paused') : undefined;
}

/** With one more conversation behind it. */
function counted({ rests: _rests, ...pass }: Pass, id: string, result: Result): Pass {
  const { kind, done, counts, found = [] } = pass;
  return {
    ...pass,
    done: done + 1,
    counts: { ...counts, [result]: (counts[result] ?? 0) + 1 },
    ...(kind === 'plan' && { found: result === 'would' ? [...found, id] : found }),
  };
}
