import type { OwnCalendar } from '../../calendar';
import { captured, compileCondition, verdict, type CompiledCondition } from '../../decide';
import type { EventId } from '../../model/event';
import type { Fact } from '../../model/value';
import { givenFact } from '../../catalogue/operators';
import { factAt, NO_PROFILE } from './facts-at';
import { shallow } from './condition';
import { checkFieldName } from './field';
import { checkChoices } from './lookups';
import { parseInstant } from '../../calendar/instant';
import type { Known } from './context';
import { show, under } from './findings';
import { checkShape } from './shape';
import { testSchema } from '../../catalogue/document';
import { keysOf } from '../../catalogue/actions/shape';
import type { TestResult } from '../result';
import type { RuleDraft } from './checked-rule';
import { isObject, own } from '../../util/json';

type Source = Readonly<Record<string, unknown>>;
type Outcome = 'match' | 'no_match';

/** What the tests of one rule are run with. */
interface Bench {
  readonly draft: RuleDraft;
  readonly known: Known;
  readonly own: OwnCalendar;
  /** Undefined when the rule's `on` or `if` is wrong: its tests are looked at, but cannot be run. */
  readonly subject: Subject | undefined;
}
interface Subject {
  readonly events: readonly EventId[];
  readonly condition: CompiledCondition;
}

/**
 * Runs the tests that a rule brings along (DESIGN.md 3): does it listen to the event, and is its condition true for
 * what is given? Mode, `once`, `wait` and `stop` play no part. Every test is a step; a test that fails or is written
 * wrongly is an error of its rule.
 */
export function* runTests(
  draft: RuleDraft,
  known: Known,
  ownCalendar: OwnCalendar,
  results: TestResult[],
): Generator<void> {
  const tests = isObject(draft.source) ? own(draft.source, 'tests') : undefined;
  if (tests === undefined) return;
  // Told with the form of the rule.
  if (!Array.isArray(tests)) return;
  const bench = { draft, known, own: ownCalendar, subject: subjectOf(draft, known, ownCalendar) };
  for (const [index, test] of tests.entries()) {
    results.push(runTest(test, under('tests', index), bench));
    yield;
  }
}

function subjectOf({ sound }: RuleDraft, { catalogue, calendars }: Known, calendar: OwnCalendar): Subject | undefined {
  const { events, condition } = sound;
  if (!events || condition === undefined) return undefined;
  const environment = { profile: NO_PROFILE, zone: calendar.zone ?? 'UTC', calendars };
  return { events, condition: compileCondition(condition, (id) => catalogue.fieldOf(id), environment) };
}

function runTest(test: unknown, place: string, bench: Bench): TestResult {
  const { report, id } = bench.draft;
  const name = isObject(test) ? own(test, 'name') : undefined;
  const result = { rule: id, name: typeof name === 'string' ? name : '' };
  const before = report.errors();
  const facts = isObject(test) ? checkTest(test, place, bench) : undefined;
  if (!isObject(test)) report.error(place, 'finding_no_object', { value: show(test), keys: keysOf(testSchema()) });
  const { subject } = bench;
  if (!isObject(test) || !facts || !subject || report.errors() > before) return { ...result, passed: false, got: null };

  const on = (own(test, 'on') ?? subject.events[0]) as EventId;
  const listens = subject.events.includes(on);
  const answer = verdict(subject.condition, facts);
  const got: Outcome = listens && answer === true ? 'match' : 'no_match';
  const expected = own(test, 'expect') as Outcome;
  if (got !== expected) {
    const params = { name: show(result.name), expected, got };
    if (!listens) report.error(place, 'finding_test_not_listening', { ...params, event: on });
    else report.error(place, answer === 'unknown' ? 'finding_test_unknown' : 'finding_test_failed', params);
  }
  const captures = got === expected && checkCaptured(own(test, 'match'), subject.condition, facts, place, report);
  return { ...result, passed: captures, got };
}

/** Do the named groups hold what the test says? What it does not name may be anything. */
function checkCaptured(
  expected: unknown,
  condition: CompiledCondition,
  facts: (id: string) => Fact,
  place: string,
  report: RuleDraft['report'],
): boolean {
  if (!isObject(expected)) return true;
  const held = captured(condition, facts) ?? {};
  const wrong = Object.entries(expected).filter(([name, text]) => own(held, name) !== text);
  for (const [name, text] of wrong) {
    const got = show(own(held, name) ?? null);
    report.error(under(under(place, 'match'), name), 'finding_test_captured', { expected: show(text), got });
  }
  return wrong.length === 0;
}

/** Tells what is wrong with how a test is written; gives what it says about the world. */
function checkTest(test: Source, place: string, { draft, known, own: calendar, subject }: Bench) {
  const { report } = draft;
  const faults = checkShape(testSchema(), test, place, report);
  if (!Object.hasOwn(test, 'on') && subject && new Set(subject.events).size > 1) {
    report.error(under(place, 'on'), 'finding_test_which_event', { events: subject.events });
  }
  const at = checkAt(own(test, 'at'), under(place, 'at'), draft, calendar);
  if (faults.some(({ key }) => key === 'given')) return undefined;
  const given = checkGiven(own(test, 'given'), under(place, 'given'), draft, known);
  return (id: string): Fact => (given.has(id) ? given.get(id) : factAt(id, at, given, known, calendar));
}

function checkAt(at: unknown, place: string, { report }: RuleDraft, { zone }: OwnCalendar): number | undefined {
  // Of anything else its form tells.
  if (typeof at !== 'string') return undefined;
  const instant = parseInstant(at, zone ?? 'UTC');
  if (instant === undefined) report.error(place, 'finding_no_instant', { value: show(at) });
  return instant;
}

function checkGiven(given: unknown, place: string, { report }: RuleDraft, known: Known): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [id, value] of Object.entries(given as Source)) {
    const at = under(place, id);
    const ref = checkFieldName(id, at, known, report, 'given');
    if (!ref) continue;
    const read = givenFact(ref, shallow(value));
    if ('problem' in read) report.add('error', at, read.problem);
    else {
      checkChoices(ref, read.fact, at, known, report);
      // A lookup is never missing: `null` is no answer.
      if (read.fact !== undefined || ref.field.family !== 'lookup') facts.set(id, read.fact);
    }
  }
  return facts;
}
