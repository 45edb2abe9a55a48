import { halvesOf, stepSchemaOf, type ActionStep } from '../../catalogue/document';
import { hint } from './suggest';
import type { Known } from './context';
import { checkShape } from './shape';
import { show, under, type Report } from './findings';
import { checkTemplates, refuseBraces, type NameUsed } from './templates';
import { isObject, own } from '../../util/json';

/**
 * Checks what a rule does: known actions, each with what its entry takes. Gives the fields that their templates name.
 */
export function checkActions(steps: readonly unknown[], known: Known, report: Report): readonly NameUsed[] {
  return steps.flatMap((step, index) => checkStep(step, under('do', index), known, report));
}

function checkStep(step: unknown, place: string, known: Known, report: Report): readonly NameUsed[] {
  if (!isObject(step)) {
    report.error(place, 'finding_no_action', { value: show(step), example: '{ "action": "unassign" }' });
    return [];
  }
  const action = actionOf(step, under(place, 'action'), known, report);
  if (!action) return [];
  const form = stepSchemaOf(action);
  const { common, parameters } = halvesOf(step, form);
  checkShape(form, common, place, report);
  const strangeBraces = refuseBraces(action, { ...parameters, action: action.id }, place, report);
  checkShape(action.parameters, parameters, place, report, strangeBraces);
  return checkTemplates(action, step as ActionStep, place, known, report);
}

function actionOf(step: Readonly<Record<string, unknown>>, place: string, known: Known, report: Report) {
  const id = own(step, 'action');
  if (!Object.hasOwn(step, 'action')) {
    report.error(place, 'finding_missing', { key: 'action' });
    return undefined;
  }
  const action = typeof id === 'string' ? known.catalogue.actionOf(id) : undefined;
  if (!action)
    report.error(place, 'finding_unknown_action', { action: show(id), hint: hint(id, known.catalogue.actionIds) });
  return action;
}
