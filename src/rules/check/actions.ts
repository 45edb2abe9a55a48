import type { Action } from '../../catalogue/actions/action';
import { halvesOf, stepSchemaOf, type ActionStep } from '../../catalogue/document';
import { found } from '../../catalogue/actions/parameters';
import { keysOf, schemasAt } from '../../catalogue/actions/shape';
import { isAddress } from '../../text/email';
import { hint, unknownKeys } from './suggest';
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

/** What is done when a step could not be done: some steps, which carry none themselves. */
function checkFallback(steps: readonly unknown[], place: string, known: Known, report: Report): readonly NameUsed[] {
  return steps.flatMap((step, index) => {
    const at = under(place, index);
    if (!isObject(step) || !Object.hasOwn(step, 'if_failed')) return checkStep(step, at, known, report);
    const { if_failed: _deeper, ...rest } = step;
    report.error(under(at, 'if_failed'), 'finding_if_failed_deeper');
    return checkStep(rest, at, known, report);
  });
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
  const wrong = checkShape(form, common, place, report).map(({ key }) => key);
  const strangeBraces = refuseBraces(action, { ...parameters, action: action.id }, place, report);
  const right = [form, ...schemasAt(action.parameters(), [])].flatMap(keysOf);
  const strangeKeys = unknownKeys(report, 'error', place, step, right);
  checkShape(action.parameters(), parameters, place, report, [...strangeBraces, ...strangeKeys]);
  doubtAddresses(action, parameters, place, report);
  const names = checkTemplates(action, step as ActionStep, place, known, report);
  const fallback = wrong.includes('if_failed') ? undefined : (common as Partial<ActionStep>).if_failed;
  return [...names, ...checkFallback(fallback ?? [], under(place, 'if_failed'), known, report)];
}

/**
 * An address without a name to fill in is one as it stands, or nothing will ever reach anybody. A warning: what else the
 * rule does goes on.
 */
function doubtAddresses({ parameters: schema }: Action, parameters: object, place: string, report: Report): void {
  for (const { path, value } of found('email', schema(), parameters)) {
    if (typeof value !== 'string' || value.includes('{{')) continue;
    const address = value.trim();
    if (address !== '' && !isAddress(address))
      report.warning(path.reduce<string>(under, place), 'finding_no_email', { value: show(value) });
  }
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
