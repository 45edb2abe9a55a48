import type { Finding } from '../../rules/finding';
import { say } from '../../text/say';
import { isRawRule } from '../raw-document';
import { conditionForm } from './condition-form';
import { fromDraft, leafOf, rowsOf, type Draft, type Tab } from './draft';
import { putCondition, putStep } from './draft-moves';
import { moreForm, whenForm } from './frame-form';
import { receive, type Form, type World } from './input';
import { stepForm } from './step-form';

/** The fields of the part that is open. */
export function openForm(draft: Draft, world: World): Form<unknown> | undefined {
  const { tab, focus, epoch, rule } = draft;
  if (tab === 'when') return whenForm(rule, epoch, world);
  if (tab === 'more') return moreForm(rule, epoch, world);
  if (focus === undefined) return undefined;
  if (tab === 'if') return partForm(draft, 'c', focus, world);
  return tab === 'then' ? partForm(draft, 'a', focus, world) : undefined;
}

function partForm(draft: Draft, kind: 'c' | 'a', n: number, world: World): Form<unknown> | undefined {
  const leaf = kind === 'c' ? leafOf(draft, n) : draft.steps?.find((each) => each.n === n);
  return leaf && (kind === 'c' ? conditionForm : stepForm)(leaf.raw, n, world);
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
    const form = (kind === 'w' ? whenForm : moreForm)(draft.rule, n, world);
    const input = form.inputs.find(({ id }) => id === field);
    const rule = input ? receive(input, draft.rule, sent) : draft.rule;
    return rule === draft.rule ? draft : { ...draft, rule, count: draft.count + 1 };
  }
  if (kind !== 'c' && kind !== 'a') return draft;
  const leaf = kind === 'c' ? leafOf(draft, n) : draft.steps?.find((each) => each.n === n);
  const input = leaf && partForm(draft, kind, n, world)?.inputs.find(({ id }) => id === field);
  if (!leaf || !input) return draft;
  const raw = receive(input, leaf.raw, sent);
  return raw === leaf.raw ? draft : (kind === 'c' ? putCondition : putStep)(draft, n, raw);
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
  if (begins(place, 'name') || begins(place, 'on')) return { tab: 'when', rest: place };
  return { tab: /^(mode|description|once|wait|stop)/.test(place) ? 'more' : 'json', rest: place };
}

/** Errors by the fields of the part that is open. */
export function errorsAtFields(draft: Draft, findings: readonly Finding[], world: World): Record<string, string> {
  const errors: Record<string, string> = {};
  const inputs = openForm(draft, world)?.inputs ?? [];
  for (const finding of findings.filter(({ level }) => level === 'error')) {
    const { tab, focus, rest } = spotOf(draft, finding);
    if (tab !== draft.tab || ((tab === 'if' || tab === 'then') && focus !== draft.focus)) continue;
    const fitting = inputs.filter(({ place }) => begins(rest, place) || rest === '');
    const input = [...fitting].sort((a, b) => b.place.length - a.place.length)[0];
    const id = tab === 'json' ? jsonField(draft) : input?.id;
    if (id !== undefined) errors[id] ??= say(world.language, finding.text);
  }
  return errors;
}

/** Typed JSON becomes the rule; undefined when it is none. */
export function parsedJson(draft: Draft): Readonly<Record<string, unknown>> | undefined {
  try {
    const rule: unknown = JSON.parse(draft.json ?? '');
    return isRawRule(rule) ? rule : undefined;
  } catch {
    return undefined;
  }
}
