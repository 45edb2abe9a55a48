import type { Finding } from '../../model/finding';
import { translate } from '../../text/message';
import { idOf, sameJson } from '../../admin/rule-book/raw-document';
import type { Next, ScreenTools } from '../screen';
import { errorsAtFields, jsonField, openForm, spotOf } from './forms';
import { fromDraft, renamed, type Draft } from './draft';

/** What is wrong with a rule, and where it is told. */

/** Stands for the id of a rule that has none yet, while it is checked. */
export const NO_ID = 'new';

/** What the check says of the rule, beside the calendars there are. */
export async function findingsOf(draft: Draft, { admin }: ScreenTools): Promise<readonly Finding[]> {
  const { document } = admin.book.read();
  const rule = fromDraft(draft);
  const checked = { ...document, rules: [idOf(rule) === null && draft.id == null ? { ...rule, id: NO_ID } : rule] };
  const { findings } = await admin.book.check(checked);
  return findings.filter((each) => each.rule !== null || each.place.startsWith('rules[0]'));
}

/**
 * Stays in the builder, where the first problem is. Problems of fields that are on the view are told at the fields, and
 * then the view stays as it is; else it shows where the problem is, and tells it in a line.
 */
export function atFirst(
  draft: Draft,
  findings: readonly Finding[],
  { world, say, unused }: ScreenTools,
  seen?: Draft,
): Next {
  const [first] = findings;
  const here = errorsAtFields(draft, findings, world);
  if (Object.keys(here).length > 0 && seen && sameFields(seen, draft, world))
    return { place: { at: 'edit', draft: { ...draft, marked: true } }, errors: here };
  const spot = first && spotOf(draft, first);
  // Of a text in several languages, the one that it is about.
  const tongue = spot?.rest.split('.').at(-1) ?? draft.tongue;
  const there = Object.keys(here).length > 0 || !spot ? draft : { ...draft, tab: spot.tab, focus: spot.focus, tongue };
  const fresh = there.tongue === draft.tongue ? unmarked : renamed;
  return { place: { at: 'edit', draft: fresh(there, unused) }, notice: say('view_not_saved') };
}

export function atJson(draft: Draft, findings: readonly Finding[], { world }: ScreenTools): Next {
  const lines = findings.slice(0, 3).map(({ place, text }) => `${place}: ${translate(world.language, text)}`);
  return { place: { at: 'edit', draft }, errors: { [jsonField(draft)]: lines.join('\n') } };
}

/** A client shows errors until the fields have other names. */
export const unmarked = (draft: Draft, unused: number): Draft => (draft.marked ? renamed(draft, unused) : draft);

/** Does the open part have the fields that the client shows? On the phone nothing is told before the submit. */
function sameFields(seen: Draft, draft: Draft, world: ScreenTools['world']): boolean {
  const fieldsOf = (each: Draft) =>
    openForm(each, world)?.inputs.map(({ id, choices }) => [id, choices]) ?? [each.tab === 'json' && jsonField(each)];
  return sameJson(fieldsOf(seen), fieldsOf(draft));
}
