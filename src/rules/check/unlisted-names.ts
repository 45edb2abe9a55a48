import { found } from '../../catalogue/actions/parameters';
import { OWN_HOURS } from '../../catalogue/document';
import type { DepartmentName } from '../../model/value';
import { isObject, own } from '../../util/json';
import { fold } from '../../text/fold';
import { hint } from './suggest';
import type { Known } from './context';
import { leavesOf } from './logic/node';
import { show, under } from './findings';
import { allStepsOf, type CheckedRule } from './checked-rule';

/** A name that somebody on the server should have. */
interface Name {
  readonly of: 'agent' | 'department';
  readonly place: string;
  readonly name: string;
}

/** Agents and departments that the host does not list, and hours that nobody has set. What is not listed at all is no finding. */
export function warnOfUnlisted(checked: CheckedRule, { host, inServer, calendars, broken, catalogue }: Known): void {
  const { report, node, source } = checked;
  const agents = host.agents && new Set(host.agents.map(fold));
  const departments = host.departments && namesOf(host.departments);
  for (const { of, place, name } of [...inConditions(checked), ...inActions(checked.source, catalogue)]) {
    if (of === 'agent' && agents && !agents.has(fold(name))) {
      report.warning(place, 'finding_agent_not_listed', { name: show(name), hint: hint(name, host.agents ?? []) });
    }
    if (of === 'department' && departments && !departments.has(name) && !departments.has(`name ${fold(name)}`)) {
      const right = (host.departments ?? []).map((each) => each.name);
      report.warning(place, 'finding_department_not_listed', { name: show(name), hint: hint(name, right) });
    }
  }
  if (!inServer || calendars.has('') || broken.timezone || broken.hours || broken.holidays) return;
  const wait = isObject(source) ? own(source, 'wait') : undefined;
  if (isObject(wait) && own(wait, 'in') === OWN_HOURS)
    report.warning('wait.in', 'finding_hours_unset', { field: 'wait.in' });
  const leaf = (node ? leavesOf(node) : []).find(({ ref }) => ref.field.settings?.includes('hours'));
  if (leaf) report.warning(under(leaf.place, 'field'), 'finding_hours_unset', { field: leaf.field });
}

/** Ids as they are, names folded. */
function namesOf(departments: readonly DepartmentName[]): ReadonlySet<string> {
  return new Set(departments.flatMap(({ id, name }) => [id, `name ${fold(name)}`]));
}

function inConditions({ node }: CheckedRule): readonly Name[] {
  const leaves = node ? leavesOf(node) : [];
  return leaves.flatMap(({ ref, comparison, place }) => {
    const { kind } = ref.field;
    // Whoever did it need not be an agent: administrators run rules by hand, too.
    if ((kind !== 'username' && kind !== 'department') || ref.field.events) return [];
    return texts(comparison.value, under(place, 'value'), kind === 'username' ? 'agent' : 'department');
  });
}

function inActions(source: unknown, catalogue: Known['catalogue']): readonly Name[] {
  return allStepsOf(source).flatMap(({ step, place }) => {
    const { action: id, ...parameters } = step;
    const action = catalogue.actionOf(String(id));
    if (!action) return [];
    return (['agent', 'department'] as const).flatMap((of) =>
      found(of, action.parameters(), parameters).flatMap(({ path, value }) =>
        texts(value, [...path].reduce<string>(under, place), of),
      ),
    );
  });
}

function texts(value: unknown, place: string, of: Name['of']): readonly Name[] {
  if (typeof value === 'string') return [{ of, place, name: value }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((name: unknown, index) =>
    typeof name === 'string' ? [{ of, place: under(place, index), name }] : [],
  );
}
