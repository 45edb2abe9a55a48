import type { Finding } from '../../model/finding';
import { translate } from '../../text/message';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { SCHEDULE_KEY } from '../../catalogue/schedule';
import { conditionForm } from './condition-form';
import { fromDraft, leafOf, rowsOf, type Draft, type Tab } from './draft';
import { putCondition, putStep } from './draft-edits';
import { moreForm, whenForm } from './rule-form';
import { receive, sameSent, type Form, type Sent, type World } from '../kit/form';
import { stepForm } from './action-form';
import { inTongue, tongueIn, withNames } from './tools';
import { variablesOf } from './variables';
import { isFault, readJson, type RepeatedKey } from '../../rules/check/json';
import { isObject } from '../../util/json';
import { atOnce } from '../../util/slices';

/** The fields of the part that is open. */
export function openForm(draft: Draft, world: World): Form<unknown> | undefined {
  const { tab, focus, epoch, rule } = draft;
  if (tab === 'when') return withNames(whenForm(rule, epoch, world), draft);
  if (tab === 'more') return withNames(moreForm(rule, epoch, world), draft);
  if (focus === undefined) return undefined;
  if (tab === 'if') return partForm(draft, 'c', focus, world);
  return tab === 'then' ? partForm(draft, 'a', focus, world) : undefined;
}

type Kind = 'c' | 'a';

/** The fields of a condition or an action, as this draft names them. */
function formsOf(draft: Draft, kind: Kind, n: number, world: World, tongue = draft.tongue) {
  const around = kind === 'a' ? inTongue({ ...world, variables: variablesOf(fromDraft(draft), world) }, tongue) : world;
  return (raw: unknown): Form<unknown> => withNames((kind === 'c' ? conditionForm : stepForm)(raw, n, around), draft);
}

function partForm(draft: Draft, kind: Kind, n: number, world: World): Form<unknown> | undefined {
  const leaf = leafIn(draft, kind, n);
  return leaf && formsOf(draft, kind, n, world)(leaf.raw);
}

const leafIn = (draft: Draft, kind: Kind, n: number) =>
  kind === 'c' ? leafOf(draft, n) : draft.steps?.find((each) => each.n === n);

/** A condition or an action, by the name of one of its fields. */
export interface FieldPlace {
  readonly kind: Kind;
  readonly n: number;
  readonly part: unknown;
  readonly form: Form<unknown>;
}

export function formOfField(draft: Draft, field: string, world: World): FieldPlace | undefined {
  const [, kind, digits] = /^([ca])(\d+)\./.exec(field) ?? [];
  const n = Number(digits);
  const leaf = kind === undefined ? undefined : leafIn(draft, kind as Kind, n);
  if (!leaf) return undefined;
  const form = formsOf(draft, kind as Kind, n, world, tongueIn(field) ?? draft.tongue)(leaf.raw);
  return { kind: kind as Kind, n, part: leaf.raw, form };
}

/** The draft with another condition or action there. */
export function putPart(draft: Draft, { kind, n }: Pick<FieldPlace, 'kind' | 'n'>, part: unknown): Draft {
  return (kind === 'c' ? putCondition : putStep)(draft, n, part);
}

export const jsonField = ({ epoch, count }: Draft): string => `j${epoch}.${count}`;

/** What an untouched field of the JSON sends. */
export function jsonOf(draft: Draft): string {
  return draft.json ?? JSON.stringify(fromDraft(draft), null, 2);
}

/**
 * The draft after a field was sent, wherever that field is by now. Fields that are no more, and values that cannot
 * have come from the field, change nothing.
 */
export function fill(draft: Draft, field: string, sent: unknown, world: World): Draft {
  if (field === jsonField(draft)) {
    const said = typeof sent === 'string' && sent.length <= 1_048_576;
    return said && sent !== jsonOf(draft) ? { ...draft, json: sent } : draft;
  }
  const [, kind, digits] = /^([cawo])(\d+)\./.exec(field) ?? [];
  const n = Number(digits);
  if (kind === 'w' || kind === 'o') {
    if (n !== draft.epoch) return draft;
    const formOf = (rule: RawRule) => withNames((kind === 'w' ? whenForm : moreForm)(rule, n, world), draft);
    const { part, held } = filled(draft.rule, formOf, field, sent, draft.held);
    return part === draft.rule ? draft : { ...draft, rule: part, held, count: draft.count + 1 };
  }
  if (kind !== 'c' && kind !== 'a') return draft;
  const leaf = leafIn(draft, kind, n);
  if (!leaf) return draft;
  const formOf = formsOf(draft, kind, n, world, tongueIn(field) ?? draft.tongue);
  const { part, held } = filled(leaf.raw, formOf, field, sent, draft.held);
  return part === leaf.raw ? draft : putPart({ ...draft, held }, { kind, n }, part);
}

/**
 * A part after one of its fields was sent. A client shows in every field what it holds for it, whatever the view says
 * afterwards: what another choice has emptied, and stands there all the same, stays.
 */
function filled<T>(
  before: T,
  formOf: (part: T) => Form<T>,
  field: string,
  sent: unknown,
  old: Draft['held'] = {},
): { readonly part: T; readonly held: Draft['held'] } {
  const { inputs } = formOf(before);
  const input = inputs.find(({ id }) => id === field);
  let part = input ? receive(input, before, sent) : before;
  if (part === before) return { part, held: old };
  const shown = Object.fromEntries(inputs.map((each) => [each.id, each.shown]));
  const held: Readonly<Record<string, Sent>> = { ...old, ...shown, [field]: sent as Sent };
  const settled = new Set([field]);
  for (;;) {
    const next = formOf(part).inputs.find(
      (each) => !settled.has(each.id) && Object.hasOwn(held, each.id) && !sameSent(held[each.id]!, each.shown),
    );
    if (!next) return { part, held };
    settled.add(next.id);
    part = receive(next, part, held[next.id]);
  }
}

/** Where in the builder a finding belongs. */
export interface Spot {
  readonly tab: Tab;
  readonly focus?: number;
  /** From the part on. */
  readonly rest: string;
}

function begins(place: string, with_: string): boolean {
  return place === with_ || place.startsWith(`${with_}.`) || place.startsWith(`${with_}[`);
}

export function spotOf(draft: Draft, { place: full }: Pick<Finding, 'place'>): Spot {
  const place = full.replace(/^rules\[\d+\]\.?/, '');
  if (begins(place, 'if')) {
    const row = rowsOf(draft.condition).findLast((each) => begins(place, each.place));
    return {
      tab: 'if',
      rest: row ? place.slice(row.place.length) : '',
      ...(row && 'raw' in row.node && { focus: row.node.n }),
    };
  }
  const step = /^do\[(\d+)\](.*)$/s.exec(place);
  if (step) return { tab: 'then', focus: draft.steps?.[Number(step[1])]?.n, rest: step[2] ?? '' };
  if (begins(place, 'do')) return { tab: 'then', rest: '' };
  if (begins(place, 'name') || begins(place, 'on') || begins(place, SCHEDULE_KEY)) return { tab: 'when', rest: place };
  return {
    tab: /^(mode|description|labels|once|wait|stop|button|who|inputs)/.test(place) ? 'more' : 'json',
    rest: place,
  };
}

/** Errors by the fields of the part that is open. */
export function errorsAtFields(draft: Draft, findings: readonly Finding[], world: World): Record<string, string> {
  const errors: Record<string, string> = {};
  const inputs = openForm(draft, world)?.inputs ?? [];
  for (const finding of findings.filter(({ level }) => level === 'error')) {
    const { tab, focus, rest } = spotOf(draft, finding);
    if (tab !== draft.tab || ((tab === 'if' || tab === 'then') && focus !== draft.focus)) continue;
    // Of lines in several languages only those are on the view that it is about.
    const [, tongue] = /\]\.\w+\.([\w-]+)$/.exec(rest) ?? [];
    const fitting = inputs.filter(
      ({ id, place }) =>
        (begins(rest, place) || rest === '') && (tongue === undefined || (tongueIn(id) ?? tongue) === tongue),
    );
    const input = [...fitting].sort((a, b) => b.place.length - a.place.length)[0];
    const id = tab === 'json' ? jsonField(draft) : input?.id;
    if (id !== undefined) errors[id] ??= translate(world.language, finding.text);
  }
  return errors;
}

/** Typed JSON becomes the rule; undefined when it is none. `twice`: a key of which only the last would count. */
export function parsedJson({
  json = '',
}: Draft): { readonly rule: RawRule; readonly twice: RepeatedKey | undefined } | undefined {
  const read = atOnce(readJson(json));
  return isFault(read) || !isObject(read.value) ? undefined : { rule: read.value, twice: read.twice };
}
