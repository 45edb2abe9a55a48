import { fieldOf } from '../../catalogue/fields';
import type { FieldRef } from '../../catalogue/fields/field';
import { lookupSchema, RULE_ID, type LookupEntry } from '../../catalogue/document';
import { MASK } from '../../catalogue/secrets';
import type { TemplateReader } from '../../catalogue/actions/action';
import { fold } from '../../text/fold';
import { message, type Text } from '../../text/message';
import { compileTemplate, type KnowsName } from '../template';
import { isObject, own } from '../../util/json';
import type { Known, ReadLookups } from './context';
import { makeReport, show, under, type Report } from './findings';
import { checkShape } from './shape';
import { hint } from './suggest';

/** Reads the document's lookups; what is wrong with one is told, and rules that name it are set aside. */
export function* readLookups(source: unknown, knows: KnowsName): Generator<void, ReadLookups> {
  const report = makeReport(null);
  const readable: Record<string, LookupEntry> = {};
  const names = isObject(source) ? Object.keys(source) : [];
  if (source !== undefined && !isObject(source))
    report.error('lookups', 'finding_no_plain_object', { value: show(source) });
  for (const name of names) {
    yield;
    const entry = own(source as Record<string, unknown>, name);
    const before = report.errors();
    checkLookup(name, entry, knows, report);
    if (report.errors() === before) readable[name] = entry as LookupEntry;
  }
  return { readable, names, findings: report.findings };
}

function checkLookup(name: string, source: unknown, knows: KnowsName, report: Report): void {
  const place = under('lookups', name);
  if (!RULE_ID.test(name)) return report.error(place, 'finding_wrong_id', { value: show(name) });
  if (checkShape(lookupSchema(), source, place, report).length > 0) return;
  const entry = source as LookupEntry;
  if ('get' in entry) checkGet(entry, place, knows, report);
  else checkAsk(entry, place, report);
}

function checkGet(entry: Extract<LookupEntry, { get: string }>, place: string, knows: KnowsName, report: Report): void {
  const at = under(place, 'get');
  // One cannot hang on another.
  const compiled = compileTemplate(entry.get, (name) => (isLookup(fieldOf(name)) ? {} : knows(name)));
  if (!compiled.ok) for (const error of compiled.errors) report.add('error', at, error);
  if (!entry.local && isOpenOrOwn(entry.get)) report.error(at, 'finding_lookup_open');
  for (const [header, value] of Object.entries(entry.headers ?? {})) {
    const of = under(under(place, 'headers'), header);
    if (value.includes('{{')) report.error(of, 'finding_no_template_at_all');
    // It came from another server, or from the history.
    if (value === MASK) report.error(of, 'view_secret_lost');
  }
}

/** Not encrypted on its way, or in a network that the world does not see. */
function isOpenOrOwn(url: string): boolean {
  const host = /^https:\/\/(\[[^\]]*\]|[^/?#:]+)/i.exec(url)?.[1];
  if (host === undefined) return true;
  return (
    /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.|\[(::|fc|fd|fe80))/i.test(host) ||
    !host.includes('.') ||
    /\.(local|internal|lan|localdomain)$/i.test(host)
  );
}

function checkAsk({ ask, choices, text }: Extract<LookupEntry, { ask: string }>, place: string, report: Report): void {
  const keys = ['choices', 'text'];
  if (choices && text) report.error(place, 'finding_keys_apart', { keys: keys.map(show) });
  if (!choices && !text) report.error(place, 'finding_needs_one_of', { keys });
  if (ask.includes('{{')) report.error(place, 'finding_no_template_at_all');
}

function isLookup(ref: Pick<FieldRef, 'field'> | undefined): boolean {
  return ref?.field.family === 'lookup';
}

/** Why a lookup that a rule names cannot be asked: there is none, or it is written wrongly. */
export function lackingLookup({ field, key }: FieldRef, { lookups }: Known, use: 'asked' | 'given'): Text | undefined {
  if (!isLookup({ field })) return undefined;
  if (!lookups.names.includes(key))
    return message('finding_unknown_lookup', { lookup: show(key), hint: hint(key, lookups.names) });
  if (use === 'given' || Object.hasOwn(lookups.readable, key)) return undefined;
  return message('finding_lookup_broken', { lookup: show(key) });
}

/** Values that a lookup with choices never has. */
export function checkChoices(ref: FieldRef, value: unknown, place: string, { lookups }: Known, report: Report): void {
  const entry = isLookup(ref) ? own(lookups.readable, ref.key) : undefined;
  const choices = (entry as { choices?: readonly string[] } | undefined)?.choices;
  if (!choices) return;
  for (const each of [value].flat())
    if (typeof each === 'string' && !choices.some((choice) => fold(choice) === fold(each)))
      report.error(place, 'finding_not_one_of', { value: show(each), hint: hint(each, choices) });
}

/** A model's words reach the team only. */
export function isForTeamOnly(name: string, reader: TemplateReader, { lookups }: Known): boolean {
  const ref = reader === 'team' ? undefined : fieldOf(name);
  const entry = ref && isLookup(ref) && own(lookups.readable, ref.key);
  return isObject(entry) && 'text' in entry;
}
