import type { Finding } from '../../model/finding';
import { idOf, movedTo, nameOf, sameJson, type RawDocument, type RawRule } from '../../admin/rule-book/raw-document';
import { newRuleId } from '../../admin/rule-book/rule-book';
import { show } from '../../rules/check/findings';
import type { ScreenTools } from '../screen';
import { fromDraft, type Draft } from './draft';
import { isObject } from '../../util/json';

/** What is doubtful about a rule that would be saved now, beside the rules that there are. */

/** The rule as it would be saved: with an id of its own, also where it was written without one. */
export function savedRule(draft: Draft, document: RawDocument): RawRule {
  const wanted = fromDraft(draft);
  const taken = draft.index === undefined && document.rules.some((each) => idOf(each) === idOf(wanted));
  if (idOf(wanted) !== null && !taken) return wanted;
  const { id: _id, ...rule } = wanted;
  return { id: newRuleId(idOf(wanted) ?? nameOf(wanted), document), ...rule };
}

/** The document with the rule in it: where it stood, at the end, or before the rule that it is to go before. */
export function withRule(document: RawDocument, rule: unknown, { index, before }: Draft): RawDocument {
  const at = index ?? document.rules.length;
  const rules = [...document.rules];
  rules[at] = rule;
  const to = before === undefined ? -1 : document.rules.findIndex((each) => idOf(each) === before);
  return to >= 0 && to < at ? movedTo({ ...document, rules }, at, to) : { ...document, rules };
}

/** Warnings that the rule did not have when it was opened; those of its texts' receivers included. */
export async function newWarnings(draft: Draft, { admin }: ScreenTools): Promise<readonly Finding[]> {
  const { document = { rules: [] }, rules } = admin.book.read();
  const rule = savedRule(draft, document);
  const id = idOf(rule);
  const before = draft.index === undefined ? undefined : rules[draft.index];
  const [{ findings }, untold, untoldBefore] = await Promise.all([
    admin.book.check(withRule(document, rule, draft)),
    admin.untold(rule),
    // Called as it is called now, so that the same sentence comes out.
    before && isObject(before.source) ? admin.untold({ ...before.source, name: nameOf(rule) }) : [],
  ]);
  const old = [...(before?.findings ?? []).map(({ text }) => text), ...untoldBefore];
  const isNew = ({ text }: Finding): boolean => !old.some((each) => sameJson(each, text));
  const found = findings.filter(({ level, rule: of }) => level === 'warning' && of === id);
  const told = untold.map((text): Finding => ({ level: 'warning', rule: id, place: 'do', text }));
  return [...found, ...told].filter(isNew);
}

/** The first of the rules that always stop before this one; null when nothing was found to do so. */
export function stoppedBy(warnings: readonly Finding[], { admin }: Pick<ScreenTools, 'admin'>): string | null {
  const named = warnings.flatMap(({ text }) =>
    text.key === 'finding_unreached' ? [text.params?.['rules']].flat() : [],
  );
  return admin.book.read().rules.find(({ id }) => id !== null && named.includes(show(id)))?.id ?? null;
}
