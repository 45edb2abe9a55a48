import { lazily } from '../util/lazily';
import { compileRulesAsync, type RuleSet } from '../decide';
import { parseOwnCalendar } from '../calendar';
import type { ProfileFields, ServerFacts, Environment } from '../model/facts';
import { compileSteps, type CompiledStep } from './compile-actions';
import { fieldOf } from '../catalogue/fields';
import type { Rule, RulesDocument } from '../catalogue/document';
import { compileLookups } from './lookups';
import { readDocumentAsync } from './read';
import type { SettingValues } from '../../settings/definitions';
import type { HostKnowledge, ReadResult } from './result';

/** What came of reading the rules. */
export interface Loaded {
  /** What is in force now: the new rules, or the last good ones when the new document is refused. */
  readonly program: Program;
  readonly document: RulesDocument;
  readonly result: ReadResult;
  /** The text that `result` is of. */
  readonly source: string;
  /** False: the document was refused as a whole and an older one goes on. */
  readonly accepted: boolean;
}

/**
 * Reads the document in the settings and compiles its rules; once per change, never on the way of an event.
 * @param checked what came of its check, where that was done before
 */
export async function loadRules(
  settings: SettingValues,
  host: HostKnowledge | undefined,
  server: ServerFacts,
  last: Loaded | undefined,
  checked?: ReadResult,
): Promise<Loaded> {
  const { timezone, hours, holidays } = settings;
  const own = { timezone, hours, holidays };
  const result = checked ?? (await readDocumentAsync(settings.rules, { settings: own, host }));
  const document = result.document ?? last?.document ?? { rules: [] };
  // The last good rules go on with the settings as they are now, and so do the calendars that hang on them.
  const active = result.document ? result.active : (last?.document.rules ?? []);
  const { calendars } =
    result.document || !last
      ? result
      : await readDocumentAsync(JSON.stringify({ ...last.document, rules: [] }), { settings: own });
  const { holidays: days } = parseOwnCalendar({ timezone: result.zone, hours: '', holidays });
  const base: Environment = {
    profile: profileOf(settings),
    zone: result.zone,
    holidays: days,
    calendars,
    server,
  };
  const environment = { ...base, lookups: compileLookups(document.lookups ?? {}, base) };
  const set = await compileRulesAsync(active, fieldOf, environment);
  const program = { set, environment, rules: active, steps: stepsOnDemand(active, environment) };
  return { program, document, result, source: settings.rules, accepted: result.document !== undefined };
}

/** The actions of rules, compiled when one of them runs for the first time. */
export function stepsOnDemand(rules: readonly Rule[], environment: Environment): Program['steps'] {
  const steps = new Map(rules.map((rule) => [rule.id, lazily(() => compileSteps(rule, environment))]));
  return (id) => steps.get(id)?.() ?? [];
}

function profileOf(settings: SettingValues): ProfileFields {
  return {
    locale: settings.field_locale.trim(),
    timezone: settings.field_timezone.trim(),
    country: settings.field_country.trim(),
    city: settings.field_city.trim(),
    tags: settings.field_tags.trim(),
  };
}

/** The rules that are in force: one moment's document and settings, compiled. */
export interface Program {
  readonly set: RuleSet;
  readonly environment: Environment;
  /** With those that are off. */
  readonly rules: readonly Rule[];
  /** The actions of a rule, by its id; none of one that there is not. */
  readonly steps: (rule: string) => readonly CompiledStep[];
}
