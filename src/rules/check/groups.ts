import { compileTest } from '../../catalogue/operators';
import { groupOf, isComparison, type Condition } from '../../catalogue/document';
import { groupIn, nameOfGroup } from '../../catalogue/extra-names';
import { show, type Report } from './findings';
import { hint } from './suggest';
import type { Known } from './context';
import type { ValidParts } from './valid-parts';

/** A text prints `match.<name>`: some pattern of its rule must give that name to a group. */
export function checkGroups({ condition, names }: ValidParts, known: Known, report: Report): void {
  if (condition === undefined) return;
  const used = names.filter(({ name }) => groupIn(name) !== undefined);
  if (used.length === 0) return;
  const there = condition === 'always' ? [] : groupsOf(condition, known).map(nameOfGroup);
  for (const { name, place } of used) {
    if (there.includes(name)) continue;
    report.error(place, 'finding_unknown_group', {
      name: show(name),
      example: `(?P<${groupIn(name)}>\\d+)`,
      hint: hint(name, there),
    });
  }
}

function groupsOf(condition: Condition, known: Known): readonly string[] {
  if (!isComparison(condition)) return groupOf(condition)[1].flatMap((each) => groupsOf(each, known));
  const ref = known.catalogue.fieldOf(condition.field);
  return ref ? (compileTest(ref, condition).captures?.names ?? []) : [];
}
