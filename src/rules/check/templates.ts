import type { Action } from '../../catalogue/actions/action';
import type { ActionStep } from '../../catalogue/document';
import { extraNameOf } from '../../catalogue/extra-names';
import { secretKeysOf } from '../../catalogue/secrets';
import { compileTemplate } from '../template';
import { checkFieldName } from './field';
import type { Known } from './context';
import { under, type Report } from './findings';
import { isObject } from '../../util/json';

interface TemplateText {
  readonly place: string;
  readonly source: string;
  /** What stands there is shown to nobody. */
  readonly secret: boolean;
}

/** Every text of a step that is a template, with its place. `custom.*` stands for all keys of `custom`. */
function templatesOf(templates: Action['templates'], step: ActionStep, place: string): readonly TemplateText[] {
  const isSecret = secretKeysOf(step);
  return Object.keys(templates).flatMap((path) => {
    const [head = '', ...rest] = path.split('.');
    const secret = isSecret(head);
    return textsAt(step, [head, ...rest], place).map((each) => ({ ...each, secret }));
  });
}

function textsAt(value: unknown, path: readonly string[], place: string): readonly { place: string; source: string }[] {
  const [part, ...rest] = path;
  if (part === undefined) {
    if (typeof value === 'string') return [{ place, source: value }];
    // One text a language.
    return isObject(value) ? Object.keys(value).flatMap((tag) => textsAt(value[tag], [], under(place, tag))) : [];
  }
  if (Array.isArray(value)) {
    return part === '*' ? value.flatMap((each, index) => textsAt(each, rest, under(place, index))) : [];
  }
  if (!isObject(value)) return [];
  const keys = part === '*' ? Object.keys(value) : Object.hasOwn(value, part) ? [part] : [];
  return keys.flatMap((key) => textsAt(value[key], rest, under(place, key)));
}

/**
 * Refuses `{{` in texts that are no templates: it would be sent, or looked up, as it stands. Gives their places.
 * @param parameters of the step, without its `action`
 */
export function refuseBraces(
  { templates }: Pick<Action, 'templates'>,
  parameters: ActionStep,
  place: string,
  report: Report,
): readonly string[] {
  const filledIn = new Set(templatesOf(templates, parameters, place).map((each) => each.place));
  const names = Object.keys(templates).map((path) => path.replace('.*', '.…'));
  const wrong = allTexts(parameters, place).filter((each) => !filledIn.has(each.place) && each.source.includes('{{'));
  for (const { place: at } of wrong) {
    if (names.length === 0) report.error(at, 'finding_no_template_at_all');
    else report.error(at, 'finding_no_template', { names });
  }
  return wrong.map((each) => each.place);
}

/** No parameter is deeper: what is, has been told, and cannot exhaust the stack. */
const DEEPEST = 8;

function allTexts(value: unknown, place: string, depth = 0): readonly { place: string; source: string }[] {
  if (typeof value === 'string') return [{ place, source: value }];
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => allTexts(each, under(place, index), depth + 1));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((key) => allTexts(value[key], under(place, key), depth + 1));
}

/** A name that a template prints or asks about, and where. */
export interface NameUsed {
  readonly place: string;
  readonly name: string;
}

/** Checks the templates of one step; gives the fields that they name. */
export function checkTemplates(
  action: Pick<Action, 'templates'>,
  step: ActionStep,
  place: string,
  known: Known,
  report: Report,
): readonly NameUsed[] {
  return templatesOf(action.templates, step, place).flatMap(({ place: at, source, secret }) => {
    const compiled = compileTemplate(source, known.names);
    if (!compiled.ok) {
      // What is wrong with it would be quoted.
      if (secret) report.error(at, 'finding_secret_template');
      else for (const error of compiled.errors) report.add('error', at, error);
      return [];
    }
    for (const written of singleBraces(source, known)) {
      report.warning(at, 'finding_single_braces', { written: `{${written}}`, name: written });
    }
    const { names } = compiled.template;
    for (const name of names) if (!extraNameOf(name)) checkFieldName(name, at, known, report);
    return names.map((name) => ({ place: at, name }));
  });
}

/** Names of fields between one brace instead of two: they would be sent as they stand. */
function singleBraces(source: string, { names }: Known): readonly string[] {
  const written = [...source.matchAll(/(?<!\{)\{ ?([a-z][a-z_.]*) ?\}(?!\})/g)].map(([, name]) => name ?? '');
  return [...new Set(written)].filter((name) => names(name) === 'known');
}
