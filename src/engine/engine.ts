import type { Echoes, Link } from './chain';
import { LONGEST_CHAIN } from './chain';
import { explain, next, view, type CompiledRule, type RuleSet, type View } from './decide';
import { execute } from './execute';
import type { Facts, Surroundings } from './facts';
import type { Journal } from './journal';
import { createKnowledge, type Knowledge } from './knowledge';
import type { Lanes } from './lanes';
import type { OnceKeeper } from './once';
import type { ActionRecord, RunRecord } from './run';
import type { Step } from './steps';
import type { Event } from '../events/event';
import type { Host } from '../host/port';
import type { Once, Rule } from '../rules/document';
import { text } from '../text/say';

/** The rules that are in force: one moment's document and settings, compiled. */
export interface Program {
  readonly set: RuleSet;
  readonly surroundings: Surroundings;
  /** The actions of each rule, by its id. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
}

/** What became of one event, kept in memory for those who ask why. */
export interface Look {
  readonly event: Event;
  readonly program: Program;
  /** What was known, from which rule on (by its place in the document); several, when actions changed something. */
  readonly seen: readonly { readonly from: number; readonly facts: Facts }[];
  /** Rules that matched and did not run, and why. */
  readonly heldBack: ReadonlyMap<string, HeldBack>;
  /** Ids of runs. */
  readonly runs: readonly string[];
  /** Why no rule was looked at. */
  readonly asleep?: 'paused' | 'muted';
}
export type HeldBack = 'once' | 'chain_rule' | 'chain_length' | 'waiting';

export interface EngineParts {
  readonly host: Host;
  readonly lanes: Lanes;
  readonly echoes: Echoes;
  readonly journal: Journal;
  readonly once: OnceKeeper;
  program(): Program;
  /** Is everything, or this conversation, told to be quiet? */
  asleep(conversation: string): Promise<'paused' | 'muted' | undefined> | 'paused' | 'muted' | undefined;
  /** For the record of what was looked at. */
  looked(look: Look): void;
  ran(run: RunRecord): void;
  /** This conversation has just been changed by an action: what older events say of it is out of date. */
  changed(conversation: string): void;
  /** Has it been changed since this moment (of the engine's own counting)? */
  changedSince(conversation: string, mark: number): boolean;
  mark(): number;
  readonly waits?: Waits;
  now(): number;
  random(): number;
  newId(): string;
}

/** Rules that run later. */
export interface Waits {
  /** An event of the conversation, before any rule sees it: cancels what it must. */
  heard(event: Event): Promise<void>;
  arm(rule: Rule, event: Event, link: Link): Promise<'armed' | 'already'>;
}

export interface Engine {
  /**
   * Handles an event in its conversation's lane; resolves when it is over.
   * Never rejects.
   */
  handle(event: Event): Promise<void>;
  /**
   * Without waiting for anything: is it certain that no rule does anything on this event? Then it has been looked at,
   * and need not be handled.
   */
  nothingToDo(event: Event): boolean;
}

export function createEngine(parts: EngineParts): Engine {
  return {
    handle: (event) => {
      const mark = parts.mark();
      const link = parts.echoes.place(event);
      return parts.lanes.run(event.conversation.id, () => handleInLane(parts, event, link, mark));
    },
    nothingToDo: (event) => nothingToDo(parts, event),
  };
}

function nothingToDo(parts: EngineParts, event: Event): boolean {
  if (parts.waits || parts.lanes.busy(event.conversation.id)) return false;
  if (parts.asleep(event.conversation.id) !== undefined) return false;
  const program = parts.program();
  const facts: Facts = {
    event,
    now: parts.now(),
    surroundings: program.surroundings,
    known: { conversation: event.conversation },
  };
  if (next(program.set, event.on, view(program.set, facts), 0).kind !== 'end') return false;
  parts.looked({ event, program, seen: [{ from: 0, facts }], heldBack: new Map(), runs: [] });
  return true;
}

async function handleInLane(parts: EngineParts, event: Event, link: Link, mark: number): Promise<void> {
  const program = parts.program();
  const asleep = await parts.asleep(event.conversation.id);
  if (asleep) return parts.looked({ event, program, seen: [], heldBack: new Map(), runs: [], asleep });
  await parts.waits?.heard(event);

  const fresh = !parts.changedSince(event.conversation.id, mark);
  const knowledge = createKnowledge(event, parts.now(), program.surroundings, parts.host, fresh);
  const seen: Look['seen'][number][] = [];
  const heldBack = new Map<string, HeldBack>();
  const runs: string[] = [];
  let from = 0;
  for (;;) {
    const facts = knowledge.facts();
    const current = view(program.set, facts);
    const step = next(program.set, event.on, current, from);
    if (step.kind === 'needs') {
      await knowledge.learn(step.sources);
      continue;
    }
    seen.push({ from, facts });
    if (step.kind === 'end') break;
    const { rule } = step;
    const ended = await matched(parts, program, { event, link, knowledge, rule, view: current });
    if (typeof ended === 'string') heldBack.set(rule.rule.id, ended);
    else runs.push(ended.id);
    if (rule.rule.stop) break;
    from = rule.position + 1;
  }
  parts.looked({ event, program, seen, heldBack, runs });
}

interface Match {
  readonly event: Event;
  readonly link: Link;
  readonly knowledge: Knowledge;
  readonly rule: CompiledRule;
  readonly view: View;
}

/** A rule's condition is true: what now? */
async function matched(parts: EngineParts, program: Program, match: Match): Promise<RunRecord | HeldBack> {
  const { event, link, rule: compiled } = match;
  const { rule } = compiled;
  const watch = rule.mode === 'watch';
  if (link.chain.rules.has(rule.id)) return 'chain_rule';
  if (link.depth > LONGEST_CHAIN) return 'chain_length';
  if (rule.wait && parts.waits && !watch) {
    await parts.waits.arm(rule, event, link);
    return 'waiting';
  }
  const turn = rule.once && !watch ? await parts.once.take(rule as Rule & { once: Once }, event) : undefined;
  if (rule.once && !watch && !turn) return 'once';

  link.chain.rules.add(rule.id);
  const id = parts.newId();
  const at = parts.now();
  const steps = program.steps.get(rule.id) ?? [];
  const record = (actions: readonly ActionRecord[]): RunRecord => ({
    v: 1,
    id,
    rule: rule.id,
    name: rule.name,
    mode: watch ? 'watch' : 'live',
    event: { id: event.id, on: event.on, at: event.at },
    conversation: event.conversation.id,
    customer: event.conversation.customer.id,
    at,
    ms: parts.now() - at,
    depth: link.depth,
    conditions: explain(compiled, match.view),
    actions,
  });

  if (watch) {
    const run = record(planned(steps, match));
    await parts.journal.note(run);
    parts.ran(run);
    return run;
  }
  const texts = steps.map((step) => step.texts(match.knowledge.facts(), rule));
  const intent = { run: id, rule: rule.id, event, at, depth: link.depth, texts };
  await Promise.all([parts.journal.begin(intent), turn?.confirm()]);
  const actions = await execute(parts, { run: id, rule, event, link, knowledge: match.knowledge }, steps);
  const run = record(actions);
  await parts.journal.finish(run);
  parts.ran(run);
  return run;
}

/** What a rule in watch mode would have done, with what is known. */
function planned(steps: readonly Step[], { knowledge, rule }: Match): readonly ActionRecord[] {
  const facts = knowledge.facts();
  return steps.map((step) => ({
    action: step.action.id,
    outcome: 'planned',
    reason: step.plan(facts, rule.rule) ?? text('plan_nothing'),
    ms: 0,
  }));
}
