import { checkComparison, operatorFor } from '../../catalogue/operators';
import type { FieldRef } from '../../catalogue/fields/field';
import type { Comparison, Condition } from '../../catalogue/document';
import { comparisonSchema, GROUPS, LIMITS } from '../../catalogue/document';
import { keysOf } from '../../catalogue/actions/shape';
import { checkFieldName } from './field';
import { checkChoices } from './lookups';
import { checkShape } from './shape';
import { unknownKeys } from './suggest';
import type { Known } from './context';
import { show, under, type Report } from './findings';
import { isObject, own } from '../../util/json';

type Source = Readonly<Record<string, unknown>>;

const COMPARISON_KEYS = keysOf(comparisonSchema());
/** What may stand in a condition's object, when nothing tells yet which kind it is. */
const KEYS = [...GROUPS, ...COMPARISON_KEYS];

/**
 * Checks a condition with everything in it. The condition when it can be asked, else undefined; all that is wrong is
 * reported, deeper than the limit of nesting only that it is too deep.
 */
export function checkCondition(source: unknown, known: Known, report: Report): Condition | undefined {
  const before = report.errors();
  const count = checkPart(source, 'if', 1, known, report);
  if (count > LIMITS.conditions) report.error('if', 'finding_too_many', { count, most: LIMITS.conditions });
  return report.errors() === before ? (source as Condition) : undefined;
}

/** Gives the number of comparisons in it. `depth` is the nesting that a group here would have. */
function checkPart(source: unknown, place: string, depth: number, known: Known, report: Report): number {
  if (!isObject(source)) {
    report.error(place, 'finding_no_condition', { value: show(source) });
    return 1;
  }
  const groups = GROUPS.filter((group) => Object.hasOwn(source, group));
  const [group, second] = groups;
  if (second !== undefined) {
    report.error(place, 'finding_two_groups', { keys: groups.map(show) });
    return 1;
  }
  if (group === undefined) {
    checkComparisonObject(source, place, known, report);
    return 1;
  }
  const apart = COMPARISON_KEYS.filter((key) => Object.hasOwn(source, key));
  if (apart.length > 0) report.error(place, 'finding_group_and_field', { group: show(group), keys: apart.map(show) });
  unknownKeys(report, 'error', place, source, [group, ...apart]);
  return checkGroup(source[group], under(place, group), place, depth, known, report);
}

function checkGroup(list: unknown, place: string, owner: string, depth: number, known: Known, report: Report): number {
  if (depth > LIMITS.nesting) {
    report.error(owner, 'finding_too_deep', { most: LIMITS.nesting });
    return 1;
  }
  if (!Array.isArray(list)) {
    report.error(place, 'finding_no_list', { value: show(list) });
    return 1;
  }
  if (list.length === 0) report.error(place, 'finding_empty_group');
  return list.reduce<number>(
    (sum, part, index) => sum + checkPart(part, under(place, index), depth + 1, known, report),
    0,
  );
}

function checkComparisonObject(source: Source, place: string, known: Known, report: Report): void {
  if (!Object.hasOwn(source, 'field') && !Object.hasOwn(source, 'operator')) {
    const wrong = unknownKeys(report, 'error', place, source, KEYS);
    if (wrong.length === 0) report.error(place, 'finding_empty_condition');
    return;
  }
  const wrong = checkShape(comparisonSchema(), source, place, report).map(({ key }) => key);
  const at = under(place, 'field');
  const ref = wrong.includes('field') ? undefined : checkFieldName(String(source.field), at, known, report);
  if (!ref || wrong.includes('operator')) return;
  const operator = String(source.operator);
  checkValue(ref, source, operator, place, report);
  if (operatorFor('choice', operator)) checkChoices(ref, source.value, under(place, 'value'), known, report);
}

function checkValue(ref: FieldRef, source: Source, operator: string, place: string, report: Report): void {
  const comparison: Pick<Comparison, 'operator' | 'value' | 'case_sensitive'> = {
    operator: operator.slice(0, 100),
    value: shallow(own(source, 'value')),
    case_sensitive: own(source, 'case_sensitive') === true,
  };
  const { value } = comparison;
  for (const [index, each] of (Array.isArray(value) ? value : [value]).entries()) {
    if (typeof each !== 'string' || !each.includes('{{')) continue;
    const at = under(place, 'value');
    report.warning(Array.isArray(value) ? under(at, index) : at, 'finding_value_template', { field: ref.id });
  }
  for (const problem of checkComparison(ref, comparison)) report.add('error', `${place}${problem.place}`, problem.text);
}

/** No value has lists in lists or objects: what is deeper is left out, so that a deep one cannot exhaust the stack. */
export function shallow(value: unknown): unknown {
  const flat = (each: unknown): unknown => (Array.isArray(each) ? [] : isObject(each) ? {} : each);
  if (Array.isArray(value)) return value.map(flat);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, flat(each)])) : value;
}
