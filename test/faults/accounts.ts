import { SLOTS, RUNS, type RunSlot } from '../../src/engine/journal';
import type { RunRecord } from '../../src/model/run';
import type { WaitEnd } from '../../src/engine/later';
import type { Sandbox, WebRequest } from '../sandbox';
import type { Tally } from './tally';

/** What was said to the app, and what of it the app had in its hands. */
export interface Accounts {
  /** A customer has written this. */
  wrote(message: { readonly _id: string; readonly rid: string; readonly msg: string }): void;
  /** Takes note of what is written down as about to be done: it must not be lost any more. */
  look(): void;
  /** Counts everything, when nothing is under way any more. */
  close(row: Tally, answered: ReadonlySet<string>): void;
}

interface Stored {
  readonly v: 1;
  readonly kind?: string;
  readonly id?: string;
}

/** Records under a key, as the database has them. */
export function stored<T>(shop: Sandbox, key: string): T[] {
  return shop.db.records
    .filter(({ associations }) => associations.some(({ id }) => id === key))
    .map(({ data }) => data as unknown as T);
}

/** Webhooks as another system takes them: those it has accepted, by the key that names each. */
export function hookSite(shop: Sandbox, answer: (request: WebRequest) => number = () => 200): Map<string, number> {
  const accepted = new Map<string, number>();
  shop.web('https://hooks.example.com', (request) => {
    const status = answer(request);
    const key = request.headers['Idempotency-Key'] ?? '';
    if (status === 200) accepted.set(key, (accepted.get(key) ?? 0) + 1);
    return { statusCode: status };
  });
  return accepted;
}

/** Their effects belong to one run alone. */
const ONCE_ONLY = ['send_message', 'notify', 'note_conversation', 'webhook'];
type Effect = 'send_message' | 'notify' | 'note_conversation' | 'webhook' | 'add_contact_tags' | 'assign';

/** Keeps the books over the rules of `rules.ts`. */
export function openAccounts(shop: Sandbox, hooks: ReadonlyMap<string, number>): Accounts {
  const messages = new Map<string, { readonly rid: string; readonly msg: string }>();
  /** Runs that were written down, by their ids. */
  const begun = new Map<string, RunSlot>();
  const uncertain = new Map<string, number>();
  /** Webhooks that were delivered once more under the same key. */
  let again = 0;
  /** Waits that were written down. */
  const armed = new Set<string>();

  const posted = (rid: string, text: string): number =>
    shop.workspace.data.messages.filter((each) => each.rid === rid && each.msg === text && each.token === undefined)
      .length;

  /** How often the effect is there. */
  function count(action: Effect, run: RunRecord, index: number, said: string): number {
    const rid = run.conversation;
    const visitor = shop.workspace.data.visitors.find(({ _id }) => _id === run.customer);
    switch (action) {
      case 'send_message':
        if (run.rule === 'greet') return posted(rid, `Welcome ${visitor?.name}.`);
        return posted(rid, run.rule === 'remind' ? `Still there, ${said}?` : `Got ${said}.`);
      case 'notify':
        return posted('GENERAL', `Heard ${said}.`);
      case 'note_conversation':
        return stored<{ text?: string }>(shop, 'notes').filter(({ text }) => text === `Noted ${said}.`).length;
      case 'webhook':
        return hooks.get(`${run.id}:${index}`) ?? 0;
      case 'add_contact_tags':
        return ((visitor?.livechatData?.['tags'] ?? '') as string).split(', ').filter((tag) => tag === 'seen').length;
      case 'assign':
        return shop.workspace.data.rooms.some(({ _id, servedBy }) => _id === rid && servedBy) ? 1 : 0;
    }
  }

  /** Another run of the rule in this conversation has the turn, as this one's record says, and did it. */
  function didAnother({ id, rule, conversation }: RunRecord, action: string, runs: Iterable<RunRecord>): boolean {
    const others = [...runs].filter(
      (each) => each.id !== id && each.rule === rule && each.conversation === conversation,
    );
    return others.some(({ actions }) =>
      actions.some((each) => each.action === action && ['done', 'already', 'uncertain'].includes(each.outcome)),
    );
  }

  function check(row: Tally, run: RunRecord, runs: Iterable<RunRecord>): void {
    const said = messages.get(run.event.id.replace('message:', ''))?.msg;
    if (said === undefined) return;
    for (const [index, { action, outcome, reason }] of run.actions.entries()) {
      const times = count(action as Effect, run, index, said);
      const where = `${run.rule} ${action} for "${said}" (${outcome}${reason ? `, ${reason.key}` : ''}): ${times} times`;
      // Named by its key, so that whoever gets it can tell: the connection broke before the answer.
      if (times > 1 && action === 'webhook') again += times - 1;
      else if (times > 1) {
        row.doubled++;
        row.faults.push(`doubled: ${where}`);
      } else if ((outcome === 'done' || outcome === 'already') && times === 0) {
        row.lost++;
        row.faults.push(`lost: ${where}`);
      } else if (outcome === 'uncertain') {
        row.uncertain++;
        uncertain.set(action, (uncertain.get(action) ?? 0) + 1);
      } else if (reason?.key === 'reason_turn_taken') {
        if (!didAnother(run, action, runs)) row.faults.push(`told as another one's turn: ${where}`);
      } else if ((outcome === 'failed' || outcome === 'skipped') && times > 0 && ONCE_ONLY.includes(action))
        row.faults.push(`told as not done: ${where}`);
    }
  }

  return {
    wrote: ({ _id, rid, msg }) => void messages.set(_id, { rid, msg }),
    look() {
      for (const slot of stored<RunSlot>(shop, SLOTS)) begun.set(slot.run, slot);
      for (const { id, kind } of stored<Stored>(shop, 'later')) if (kind === 'wait' && id) armed.add(id);
    },
    close(row, answered) {
      this.look();
      const runs = stored<RunRecord>(shop, RUNS).filter(({ event }) => event !== undefined);
      const byId = new Map(runs.map((run) => [run.id, run]));
      const of = (rule: string, message: string): RunRecord[] =>
        runs.filter((run) => run.rule === rule && run.event.id === `message:${message}`);

      // Written down, and never over.
      for (const slot of begun.values())
        if (!byId.has(slot.run)) {
          row.hung++;
          row.faults.push(`hung: ${slot.rule} for ${slot.event.message?.text}`);
        }
      // Answered for, and never run.
      for (const [message, { msg }] of messages)
        if (answered.has(message) && of('answer', message).length === 0) {
          row.lost += 1;
          row.faults.push(`lost: nothing was done for "${msg}", which the app had answered for`);
        }
      // One event, one run.
      for (const [message, { msg }] of messages)
        for (const rule of ['answer', 'greet', 'share']) {
          const extra = new Set(of(rule, message).map(({ id }) => id)).size - 1;
          if (extra > 0) {
            row.doubled += extra;
            row.faults.push(`doubled: ${extra + 1} runs of ${rule} for "${msg}"`);
          }
        }
      for (const run of byId.values()) check(row, run, byId.values());
      // Effects of messages of which there is no run.
      const known = new Set(runs.map(({ event }) => event.id.replace('message:', '')));
      for (const [message, { rid, msg }] of messages)
        if (!known.has(message) && posted(rid, `Got ${msg}.`) > 0)
          row.faults.push(`not on record: an answer to "${msg}"`);

      const ends = stored<WaitEnd>(shop, 'wait_ends');
      for (const id of armed) {
        const mine = ends.filter((end) => end.id === id);
        if (mine.length === 0) {
          row.hung++;
          row.faults.push(`hung: the wait ${id}`);
        }
        if (mine.some(({ how }) => how === 'ran') && !byId.has(id)) {
          row.lost++;
          row.faults.push(`lost: the run of the wait ${id}`);
        }
      }
      for (const [action, count] of uncertain) row.notes.push(`${count} of the uncertain: ${action}`);
      if (again > 0) row.notes.push(`${again} webhooks delivered once more under the same key`);
      const left = stored<Stored>(shop, 'later').length;
      if (left > 0) {
        row.hung += left;
        row.faults.push(`hung: ${left} things still wait`);
      }
    },
  };
}
