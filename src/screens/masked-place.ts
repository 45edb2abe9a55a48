import type { RawRule } from '../admin/rule-book/raw-document';
import { mask, MASK } from '../catalogue/secrets';
import type { Draft, DraftLeaf } from './builder/draft';
import type { Sent } from './kit/form';
import type { Place } from './place';

/** A place without the secrets that were typed in it, as the store keeps it. */
export function withoutSecrets(place: Place): Place {
  if (place.at === 'edit') return { ...place, draft: maskDraft(place.draft) };
  if (place.at === 'lookup') return { ...place, draft: { ...place.draft, entry: mask(place.draft.entry) as RawRule } };
  return place.at === 'proposal' && place.source !== undefined ? { ...place, source: maskText(place.source) } : place;
}

function maskDraft(draft: Draft): Draft {
  const steps = draft.steps?.map(({ n, raw }): DraftLeaf => ({ n, raw: mask(raw) }));
  const hidden = new Set(textsThatDiffer(draft.steps, steps));
  return {
    ...draft,
    rule: mask(draft.rule) as Draft['rule'],
    ...(steps && { steps }),
    ...(draft.held && { held: Object.fromEntries(heldWithout(draft.held, hidden)) }),
    ...(draft.json !== undefined && { json: maskText(draft.json) }),
  };
}

/** Lines of a field may each hold one: `X-Key: abc`. */
function heldWithout(held: Readonly<Record<string, Sent>>, hidden: ReadonlySet<string>): readonly [string, Sent][] {
  const holds = (text: string): boolean => [...hidden].some((each) => text.includes(each));
  return Object.entries(held).map(([id, sent]) => [
    id,
    typeof sent === 'string' ? (holds(sent) ? MASK : sent) : sent.filter((each) => !holds(each)),
  ]);
}

/** Texts that stand in one value and not in the other, of the same shape. */
function textsThatDiffer(one: unknown, other: unknown): readonly string[] {
  if (typeof one === 'string') return one === other || one === '' ? [] : [one];
  if (typeof one !== 'object' || one === null) return [];
  const beside = typeof other === 'object' && other !== null ? (other as Record<string, unknown>) : {};
  return Object.entries(one).flatMap(([key, value]) => textsThatDiffer(value, beside[key]));
}

/** JSON without its secrets. What does not parse, and may hold some, is not kept. */
function maskText(text: string): string {
  try {
    return JSON.stringify(mask(JSON.parse(text)), null, 2);
  } catch {
    return /secret|headers|token|key/i.test(text) ? '' : text;
  }
}
