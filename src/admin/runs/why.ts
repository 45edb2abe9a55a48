import { shorten } from '../../text/shorten';
import { explain, view, type Explanation } from '../../decide';
import { customerMessage } from '../../catalogue/events';
import { lookupRecords, type LookupRecord } from '../../model/lookup';
import type { RunRecord } from '../../model/run';
import type { EventId } from '../../model/event';
import { eventsOf } from '../../catalogue/document';
import type { Judged } from '../../model/explanation';
import type { Text } from '../../text/message';
import type { EventTrace, HeldBack } from '../../engine/parts';

/** What became of one event, rule by rule. */
export interface WhyEvent {
  readonly id: string;
  readonly on: EventId;
  /** ms since 1970. */
  readonly at: number;
  /** What the message said, or the question's name with its answer, where this instance has seen it; cut. */
  readonly message?: string;
  /** Why no rule was looked at. */
  readonly suspended?: 'paused' | 'muted';
  /** In document order; rules that do not listen to the event are left out. */
  readonly rules: readonly WhyRule[];
  /** What was asked outside for it, once for all rules. */
  readonly lookups?: readonly LookupRecord[];
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
  /** It matched and did not run. */
  readonly heldBack?: HeldBack;
  /** The name of the rule in watch mode that would have stopped it. */
  readonly stopper?: string;
  readonly run?: RunRecord;
  /** Why it is set aside. */
  readonly reason?: Text;
}

export interface Why {
  /** Newest first. */
  readonly events: readonly WhyEvent[];
  /** False: this instance has seen no event of the conversation since it started; only runs are known. */
  readonly seen: boolean;
}

export interface WhyParts {
  /** What this instance has looked at, newest first. */
  readonly traces: (conversation: string) => readonly EventTrace[];
  /** Rules that have an error, as they are now. */
  readonly setAside: () => readonly SetAside[];
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

const EVENTS = 3;
const MESSAGE = 80;

/**
 * Why rules did, or did not do, something in a conversation: its newest events, each with every rule that was looked
 * at. Made when somebody asks, from what was kept; nothing is asked of the server but the records of runs.
 */
export async function why(parts: WhyParts, conversation: string, most = EVENTS): Promise<Why> {
  const traces = parts.traces(conversation);
  const runs = await parts.runs(conversation);
  const seen = traces.map((look) => fromLook(look, runs, parts.setAside()));
  const ids = new Set(seen.map(({ id }) => id));
  // Seen by another instance, or before a restart.
  const others = [...new Set(runs.map(({ event }) => event.id))].filter((id) => !ids.has(id));
  const recorded = others.map((id) => fromRuns(runs.filter(({ event }) => event.id === id)));
  const events = [...seen, ...recorded].sort((a, b) => b.at - a.at).slice(0, most);
  return { events, seen: traces.length > 0 };
}

function fromLook(
  { event, program, seen, heldBack, runs: ids, suspended, stopper, only }: EventTrace,
  runs: readonly RunRecord[],
  setAside: readonly SetAside[],
): WhyEvent {
  const views = seen.map(({ from, facts }) => ({ from, view: view(program.set, facts) }));
  let stopped = false;
  const stopping = program.set.rules.find(({ rule }) => rule.id === stopper)?.rule.name;
  const rules = program.set.rules
    .filter(({ rule }) => suspended === undefined && eventsOf(rule).includes(event.on))
    .filter(({ rule }) => only === undefined || rule.id === only)
    .map((compiled): WhyRule => {
      const { rule, position } = compiled;
      const about = { id: rule.id, name: rule.name, mode: rule.mode === 'watch' ? 'watch' : 'live' } as const;
      const at = views.findLast(({ from }) => from <= position);
      if (stopped || !at) return { ...about, verdict: 'not_looked_at', conditions: null };
      const conditions = explain(compiled, at.view);
      const held = heldBack.get(rule.id);
      const run = runs.find((each) => each.rule === rule.id && (ids.includes(each.id) || each.event.id === event.id));
      // A rule in watch mode stops only those that watch, and they say so.
      if (rule.stop && rule.mode !== 'watch' && conditions.verdict === true) stopped = true;
      return {
        ...about,
        verdict: conditions.verdict,
        conditions,
        ...(held && { heldBack: held }),
        ...(held === 'stopped' && { stopper: stopping }),
        ...(run && { run }),
      };
    });
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
    rules: suspended === undefined && only === undefined ? [...rules, ...asideAt(event.on, rules, setAside)] : rules,
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

function fromRuns(runs: readonly RunRecord[]): WhyEvent {
  const [first] = runs;
  const rules = runs.map((run): WhyRule => {
    const { rule: id, name, mode, conditions } = run;
    return { id, name, mode, verdict: conditions?.verdict ?? 'not_read', conditions, run };
  });
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
