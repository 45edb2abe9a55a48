import type { RawRule } from '../admin/rule-book/raw-document';
import { mask, MASK } from '../catalogue/secrets';
import type { Draft, DraftLeaf } from './builder/draft';
import { isObject } from '../util/json';
import type { Sent } from './kit/form';
import type { Place } from './place';

/** A place without the secrets that were typed in it, as the store keeps it. */
export function withoutSecrets(place: Place): Place {
  if (place.at === 'edit') return { ...place, draft: maskDraft(place.draft) };
  if (place.at === 'lookup')
    return { ...place, lines: undefined, draft: { ...place.draft, entry: withoutTyped(place.draft.entry) as RawRule } };
  if (place.at !== 'proposal' || place.source === undefined || !holdsSecrets(place.source)) return place;
  // With a mask in their place it would come in with the secrets in force: it is asked for again.
  const { at, what, count } = place;
  return { at, what, count };
}

function maskDraft(draft: Draft): Draft {
  const steps = draft.steps?.map(({ n, raw }): DraftLeaf => ({ n, raw: withoutTyped(raw) }));
  const hidden = new Set(textsThatDiffer(draft.steps, steps));
  return {
    ...draft,
    rule: withoutTyped(draft.rule) as Draft['rule'],
    // What customers have written stays where `/workflow forget` finds it.
    trial: undefined,
    ...(steps && { steps }),
    ...(draft.held && { held: Object.fromEntries(heldWithout(draft.held, hidden)) }),
    ...(draft.json !== undefined && { json: maskText(draft.json) }),
  };
}

/** Lines of a field may each hold one: `X-Key: abc`. */
function heldWithout(held: Readonly<Record<string, Sent>>, hidden: ReadonlySet<string>): readonly [string, Sent][] {
  const holds = (text: string): boolean => [...hidden].some((each) => text.includes(each));
  const kept = Object.entries(held).filter(([, sent]) => typeof sent !== 'string' || !holds(sent));
  return kept.map(([id, sent]) => [id, typeof sent === 'string' ? sent : sent.filter((each) => !holds(each))]);
}

/** Texts that stand in one value and not in the other, of the same shape. */
function textsThatDiffer(one: unknown, other: unknown): readonly string[] {
  if (typeof one === 'string') return one === other || one === '' ? [] : [one];
  if (typeof one !== 'object' || one === null) return [];
  const beside = typeof other === 'object' && other !== null ? (other as Record<string, unknown>) : {};
  return Object.entries(one).flatMap(([key, value]) => textsThatDiffer(value, beside[key]));
}

/** A secret that was typed is lacking then: behind a mask the one in force would come back. */
function withoutTyped(value: unknown, masked = mask(value)): unknown {
  if (masked === MASK) return value === MASK ? MASK : '';
  if (Array.isArray(value) && Array.isArray(masked)) return value.map((each, at) => withoutTyped(each, masked[at]));
  if (!isObject(value) || !isObject(masked)) return masked;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutTyped(each, masked[key])]));
}

/** Others than masks. What does not parse may hold some. */
function holdsSecrets(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return JSON.stringify(mask(json)) !== JSON.stringify(json);
  } catch {
    return true;
  }
}

/** JSON without its secrets. What does not parse, and may hold some, is not kept. */
function maskText(text: string): string {
  try {
    return JSON.stringify(withoutTyped(JSON.parse(text)), null, 2);
  } catch {
    return /secret|headers|token|key/i.test(text) ? '' : text;
  }
}
