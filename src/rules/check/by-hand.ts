import { manual } from '../../catalogue/events';
import { groupOf, isComparison, type Condition, type RuleInput } from '../../catalogue/document';
import { fieldOf } from '../../catalogue/fields';
import { isObject } from '../../util/json';
import { show, under, type Report } from './findings';
import { hint } from './suggest';
import type { ValidParts } from './valid-parts';

const ONLY_BY_HAND = ['button', 'who', 'inputs'] as const;

/** What belongs to rules that are run by hand: its keys, and that every `input.<id>` is one of its inputs. */
export function checkByHand(
  source: Readonly<Record<string, unknown>>,
  { events, condition, names }: ValidParts,
  report: Report,
): void {
  const inputs = Array.isArray(source.inputs) ? (source.inputs as unknown[]).filter(isObject) : [];
  for (const key of ONLY_BY_HAND) {
    if (Object.hasOwn(source, key) && events && !events.includes(manual.id))
      report.error(key, 'finding_only_on', { key, event: manual.id });
  }
  for (const [index, { id, kind, choices }] of (inputs as unknown as readonly RuleInput[]).entries()) {
    const place = under('inputs', index);
    if (inputs.findIndex((each) => each.id === id) < index)
      report.error(under(place, 'id'), 'finding_same_input', { id: show(id) });
    if (kind === 'choice' && choices === undefined)
      report.error(under(place, 'choices'), 'finding_missing', { key: 'choices' });
    if (kind === 'text' && choices !== undefined) report.error(under(place, 'choices'), 'finding_choices_of_text');
  }
  // Elsewhere it is a field that the events never have, which is a warning.
  if (!events?.includes(manual.id)) return;
  const ids = inputs.map(({ id }) => id);
  const asked = condition === undefined || condition === 'always' ? [] : fieldsIn(condition, 'if');
  for (const { name, place } of [...names, ...asked]) {
    const ref = fieldOf(name);
    if (ref?.field.family !== 'input' || ids.includes(ref.key)) continue;
    const right = ids.map((id) => ref.field.id.replace('*', String(id)));
    report.error(place, 'finding_unknown_input', { name: show(name), hint: hint(name, right) });
  }
}

function fieldsIn(condition: Condition, place: string): readonly { readonly name: string; readonly place: string }[] {
  if (isComparison(condition)) return [{ name: condition.field, place: under(place, 'field') }];
  const [group, members] = groupOf(condition);
  return members.flatMap((member, index) => fieldsIn(member, under(under(place, group), index)));
}
