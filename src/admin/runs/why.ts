import { shorten } from '../../text/shorten';
import { explain, view, type Explanation } from '../../decide';
import { customerMessage } from '../../catalogue/events';
import { lookupRecords, type LookupRecord } from '../../model/lookup';
import type { RunRecord } from '../../model/run';
import type { EventId } from '../../model/event';
import { eventsOf } from '../../catalogue/document';
import type { Judged } from '../../model/explanation';
import type { Text } from '../../text/message';
import type { KeptTrace } from '../../engine/kept-traces';
import type { Ended, EventTrace, HeldBack } from '../../engine/parts';
import type { Program } from '../../rules/load';

/** What became of one event, rule by rule. */
export interface WhyEvent {
  readonly id: string;
  readonly on: EventId;
  /** ms since 1970. */
  readonly at: number;
  /** What the message said, or the question's name with its answer, where this instance has seen it; cut. */
  readonly message?: string;
  /** Why no rule was looked at, or none behind those that ran. */
  readonly suspended?: EventTrace['suspended'];
  /** In document order; rules that do not listen to the event are left out. */
  readonly rules: readonly WhyRule[];
  /** What was asked outside for it, once for all rules. */
  readonly lookups?: readonly LookupRecord[];
  /** Rules or settings have been changed since: what did not run is told by those of today. */
  readonly changed?: true;
  /** False: known from the records of runs alone; rules that did not run are not in it. */
  readonly complete: boolean;
}

export interface WhyRule {
  readonly id: string;
  readonly name: string;
  readonly mode: 'live' | 'watch';
  /** `not_looked_at`: a rule before it said stop · `set_aside`: it has an error, and takes no part. */
  readonly verdict: Judged | 'not_looked_at' | 'set_aside';
  /** Each condition with the value seen; null when none was looked at. */
  readonly conditions: Explanation | null;
  /** It matched and did not run; `waiting`: yet. */
  readonly heldBack?: HeldBack;
  /** The name of the rule in watch mode that would have stopped it. */
  readonly stopper?: string;
  readonly run?: RunRecord;
  /** Why it is set aside, or why its wait has ended without a run. */
  readonly reason?: Text;
}

export interface Why {
  /** Newest first. */
  readonly events: readonly WhyEvent[];
  /** False: no event of the conversation is kept; only runs are known. */
  readonly seen: boolean;
  /** There are older ones. */
  readonly more: boolean;
}

export interface WhyParts {
  /** What this instance has looked at, newest first. */
  readonly traces: (conversation: string) => readonly EventTrace[];
  /** What was written down, of all instances, newest first. */
  readonly kept: (conversation: string) => Promise<readonly KeptTrace[]>;
  /** Rules that had an error when this program was read. */
  readonly setAside: (program: Program) => readonly SetAside[];
  /** Of waits. */
  readonly ends?: (conversation: string) => Promise<readonly Ended[]>;
  /** Newest first. */
  readonly runs: (conversation: string) => Promise<readonly RunRecord[]>;
}

/** A rule with an error. */
export interface SetAside {
  readonly id: string;
  readonly name: string;
  /** What stands under `on`; anything. */
  readonly on: unknown;
  readonly reason: Text;
}

/** As many of the newest events are told, unless more are asked for. */
export const WHY_EVENTS = 20;
const MESSAGE = 80;

/**
 * Why rules did, or did not do, something in a conversation: its newest events, each with every rule that was looked
 * at. Made when somebody asks, from what was kept; nothing is asked of the server but the records of runs.
 */
export async function why(parts: WhyParts, conversation: string, most = WHY_EVENTS): Promise<Why> {
  const here = parts.traces(conversation);
  const [runs, kept, ends = []] = await Promise.all([
    parts.runs(conversation),
    parts.kept(conversation),
    parts.ends?.(conversation),
  ]);
  const isHere = new Set(here.map(({ event }) => event.id));
  const traces = [...here, ...kept.filter(({ event }) => !isHere.has(event.id))];
  const seen = traces.map((trace) => fromLook(trace, runs, ends, parts.setAside(trace.program)));
  const ids = new Set(seen.map(({ id }) => id));
  // Of a minute that was cut short, or too long ago.
  const others = [...new Set(runs.map(({ event }) => event.id))].filter((id) => !ids.has(id));
  const recorded = others.map((id) => fromRuns(runs.filter(({ event }) => event.id === id)));
  const events = [...seen, ...recorded].sort((a, b) => b.at - a.at);
  return { events: events.slice(0, most), seen: traces.length > 0, more: events.length > most };
}

function fromLook(
  {
    event,
    program,
    seen,
    cut,
    heldBack,
    runs: ids,
    suspended,
    stopper,
    only,
    changed,
  }: EventTrace & Partial<KeptTrace>,
  runs: readonly RunRecord[],
  ends: readonly Ended[],
  setAside: readonly SetAside[],
): WhyEvent {
  const views = seen.map(({ from, facts }) => ({ from, view: view(program.set, facts) }));
  const ofEvent = runs.filter((each) => ids.includes(each.id) || each.event.id === event.id);
  let stopped = false;
  const stopping = program.set.rules.find(({ rule }) => rule.id === stopper)?.rule.name;
  const rules = program.set.rules
    .filter(({ rule }) => eventsOf(rule).includes(event.on))
    .filter(({ rule }) => only === undefined || rule.id === only)
    .map((compiled): WhyRule => {
      const { rule, position } = compiled;
      const about = { id: rule.id, name: rule.name, mode: rule.mode === 'watch' ? 'watch' : 'live' } as const;
      const at = views.findLast(({ from }) => from <= position);
      const run = ofEvent.find((each) => each.rule === rule.id);
      const held = run ? undefined : heldBack.get(rule.id);
      // What an earlier rule stops today may have been looked at then.
      if (!run && (!at || (stopped && !held))) return { ...about, verdict: 'not_looked_at', conditions: null };
      const end = ends.find((each) => held === 'waiting' && each.rule === rule.id && ids.includes(each.id));
      const conditions = (run ?? end)?.conditions ?? (at ? explain(compiled, at.view) : null);
      // What it did is sure; what it is explained from may be cut.
      const verdict = run || held ? true : cut && conditions!.verdict === true ? 'not_read' : conditions!.verdict;
      // A rule in watch mode stops only those that watch, and they say so.
      if (rule.stop && rule.mode !== 'watch' && verdict === true) stopped = true;
      return {
        ...about,
        verdict,
        conditions,
        ...(held && { heldBack: held }),
        reason: end?.reason,
        ...(held === 'stopped' && { stopper: stopping }),
        ...(run && { run }),
      };
    });
  // Those that ran, and are not among today's.
  const gone = ofEvent.filter(({ rule }) => changed && !rules.some(({ id }) => id === rule)).map(fromRun);
  const ours = rules.flatMap(({ run }) => run?.lookups ?? []);
  const { question } = event;
  const asked = question && [question.id, question.value].filter((each) => each !== undefined).join(': ');
  const said = (event.message?.text ?? asked)?.replace(/\s+/g, ' ').trim();
  return {
    id: event.id,
    on: event.on,
    at: event.at,
    ...(said && { message: shorten(said, MESSAGE) }),
    ...(suspended && { suspended }),
    ...(changed && { changed }),
    rules: [...rules, ...gone, ...((suspended ?? only) ? [] : asideAt(event.on, rules, setAside))],
    lookups: onceEach([...lookupRecords(seen.at(-1)?.facts.known ?? {}), ...ours]),
    complete: true,
  };
}

function onceEach(lookups: readonly LookupRecord[]): readonly LookupRecord[] {
  return lookups.filter(({ id }, index) => lookups.findIndex((each) => each.id === id) === index);
}

/** Rules that would have been looked at if they had no error; those that had none then were looked at. */
function asideAt(on: EventId, looked: readonly WhyRule[], setAside: readonly SetAside[]): readonly WhyRule[] {
  return setAside
    .filter((rule) => (Array.isArray(rule.on) ? rule.on.includes(on) : rule.on === on))
    .filter(({ id }) => !looked.some((rule) => rule.id === id))
    .map(({ id, name, reason }) => ({ id, name, mode: 'live', verdict: 'set_aside', conditions: null, reason }));
}

function fromRun(run: RunRecord): WhyRule {
  const { rule: id, name, mode, conditions } = run;
  return { id, name, mode, verdict: conditions?.verdict ?? 'not_read', conditions, run };
}

function fromRuns(runs: readonly RunRecord[]): WhyEvent {
  const [first] = runs;
  const rules = runs.map(fromRun);
  const event = first?.event ?? { id: '', on: customerMessage.id, at: 0 };
  return {
    id: event.id,
    on: event.on,
    at: event.at,
    rules,
    lookups: onceEach(runs.flatMap((run) => run.lookups ?? [])),
    complete: false,
  };
}
