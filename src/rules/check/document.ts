import type { Finding } from '../../model/finding';
import { documentSchema, LIMITS, usableId } from '../../catalogue/document';
import { templateNames, type KnowsName } from '../template';
import { readLookups } from './lookups';
import { runTests } from './tests';
import { readCalendars, type Calendars } from './calendars';
import { keysOf } from '../../catalogue/actions/shape';
import { CATALOGUE, type Catalogue } from '../../catalogue';
import { unknownKeys } from './suggest';
import { isFault, readJson, sayTwice } from './json';
import type { Known, ReadLookups } from './context';
import { makeReport, show, under, type Report } from './findings';
import { checkRule } from './rule';
import { warn } from './warnings';
import { ruleEntry, type ReadContext, type TestResult, type ReadResult } from '../result';
import type { RuleDraft } from './checked-rule';
import { isObject, own } from '../../util/json';

type Source = Readonly<Record<string, unknown>>;
/** Editors find the schema by it. */
const SCHEMA_KEY = '$schema';

/**
 * Reads and checks a document, rule by rule: every step of the generator is a moment at which others may work.
 */
export function* readSteps(source: string, context: ReadContext): Generator<void, ReadResult> {
  const report = makeReport(null);
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const document = yield* openDocument(text, report);
  yield;
  const calendars = yield* readCalendars(document && own(document, 'calendars'), context.settings ?? {});
  const zone = calendars.own.zone ?? 'UTC';
  const catalogue = context.catalogue ?? CATALOGUE;
  const names = templateNames(
    (id) => catalogue.fieldOf(id),
    catalogue.fieldIds.map((id) => ({ id })),
  );
  const lookups = yield* readLookups(document && own(document, 'lookups'), names);
  const settled = { calendars: calendars.readable, zone };
  if (!document) {
    return { rules: [], active: [], tests: [], findings: [...report.findings, ...calendars.findings], ...settled };
  }
  const known = knownFrom(context, catalogue, names, calendars, lookups);
  const drafts: RuleDraft[] = [];
  const tests: TestResult[] = [];
  for (const entry of entriesOf(document)) {
    const draft = checkEntry(entry, known);
    drafts.push(draft);
    yield;
    yield* runTests(draft, known, calendars.own, tests);
  }
  yield* warn(drafts, known);
  const rules = drafts.map(({ index, source, report: own }) => ruleEntry(index, source, own.errors() === 0));
  const active = rules.flatMap(({ rule }) => rule ?? []);
  return {
    document: { rules: active, calendars: calendars.sources, lookups: lookups.readable },
    rules,
    active,
    findings: [
      ...report.findings,
      ...calendars.findings,
      ...lookups.findings,
      ...drafts.flatMap((draft): readonly Finding[] => draft.report.findings),
    ],
    tests,
    ...settled,
  };
}

/** The document's object; undefined when the whole of it is refused (DESIGN.md, Exact meanings, Document). */
function* openDocument(text: string, report: Report): Generator<void, Source | undefined> {
  if (text.trim() === '') return { rules: [] };
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMITS.bytes) return refuse('', 'finding_too_big', { bytes, most: LIMITS.bytes });
  yield;
  const read = yield* readJson(text);
  yield;
  if (isFault(read)) return refuse('', 'finding_no_json', { line: read.line, column: read.column });
  const { value: document, twice } = read;
  if (twice) report.add('warning', '', sayTwice(twice));
  if (!isObject(document)) return refuse('', 'finding_document_no_object', { value: show(document) });
  unknownKeys(report, 'warning', '', document, [...keysOf(documentSchema()), SCHEMA_KEY]);
  const rules = own(document, 'rules');
  if (!Object.hasOwn(document, 'rules')) return refuse('rules', 'finding_rules_missing');
  if (!Array.isArray(rules)) return refuse('rules', 'finding_no_list', { value: show(rules) });
  if (rules.length > LIMITS.rules)
    return refuse('rules', 'finding_too_many', { count: rules.length, most: LIMITS.rules });
  return document;

  function refuse(...[place, key, params]: Parameters<Report['error']>): undefined {
    report.error(place, key, params);
  }
}

function knownFrom(
  context: ReadContext,
  catalogue: Catalogue,
  names: KnowsName,
  calendars: Calendars,
  lookups: ReadLookups,
): Known {
  return {
    catalogue,
    names,
    lookups,
    calendars: calendars.readable,
    calendarNames: calendars.names,
    broken: calendars.broken,
    // Outside of a server nobody may have said what its settings are.
    inServer: context.settings?.hours !== undefined || context.host !== undefined,
    host: context.host ?? {},
  };
}

interface Entry {
  readonly index: number;
  readonly source: unknown;
  readonly id: string | null;
  /** Where those stand that have the same id, this one among them; none: it has the id alone. */
  readonly twins: readonly string[];
}

function entriesOf(document: Source): readonly Entry[] {
  const sources = own(document, 'rules') as readonly unknown[];
  const ids = sources.map(usableId);
  const places = new Map<string, number[]>();
  ids.forEach((id, index) => {
    if (id !== null) places.set(id, [...(places.get(id) ?? []), index]);
  });
  return sources.map((source, index) => {
    const id = ids[index] ?? null;
    const same = (id !== null && places.get(id)) || [];
    return { index, source, id, twins: same.length < 2 ? [] : same.slice(0, 5).map((each) => under('rules', each)) };
  });
}

function checkEntry({ index, source, id, twins }: Entry, known: Known): RuleDraft {
  const report = makeReport(id, id === null ? under('rules', index) : '');
  if (!isObject(source)) {
    report.error('', 'finding_no_rule', { value: show(source) });
    return { index, id, source, report, sound: { names: [] } };
  }
  if (id === null) tellUnusableId(source, report);
  if (twins.length > 0) report.error('id', 'finding_same_id', { id: show(id), places: twins });
  return { index, id, source, report, sound: checkRule(source, known, report) };
}

/** Told at the entry itself: what has no id has no other name. */
function tellUnusableId(source: Source, report: Report): void {
  const id = own(source, 'id');
  if (!Object.hasOwn(source, 'id')) report.error('', 'finding_missing', { key: 'id' });
  else report.error('', 'finding_wrong_id', { value: show(id) });
}
