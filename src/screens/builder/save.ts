import { message } from '../../text/message';
import { idOf, nameOf, sameJson, type RawRule } from '../../admin/rule-book/raw-document';
import type { Book } from '../../admin/rule-book/rule-book';
import { fillSecrets } from '../../admin/rule-book/secrets';
import { mask } from '../../catalogue/secrets';
import { PATIENCE, sayConflict, toRules, type Next, type ScreenTools } from '../screen';
import type { Draft } from './draft';
import { atFirst, unmarked } from './problems';
import { newWarnings, savedRule, stoppedBy, withRule } from './warnings';

/** A rule that is right is saved, after what is doubtful about it was told. */

/** What is doubtful is told once; saved once more, it is meant. */
export async function saveOrWarn(draft: Draft, desk: ScreenTools): Promise<Next> {
  const findings = (await desk.within(PATIENCE, newWarnings(draft, desk))) ?? [];
  const told = draft.warned?.findings ?? [];
  if (findings.every((each) => told.some(({ text }) => sameJson(text, each.text)))) return save(draft, desk);
  const warned = { at: draft.count, findings };
  return { place: { at: 'edit', draft: unmarked({ ...draft, warned }, desk.unused) }, notice: desk.say('view_warned') };
}

/** Before the rule that would stop it; what is doubtful then is told anew. */
export async function goesBefore(draft: Draft, desk: ScreenTools): Promise<Next> {
  const before = stoppedBy(draft.warned?.findings ?? [], desk);
  if (before === null) return { place: { at: 'edit', draft } };
  const moved = { ...draft, before };
  const findings = (await desk.within(PATIENCE, newWarnings(moved, desk))) ?? [];
  return { place: { at: 'edit', draft: { ...moved, warned: { at: draft.count, findings } } } };
}

async function save(draft: Draft, desk: ScreenTools): Promise<Next> {
  const { admin, person, say } = desk;
  const { document, version } = admin.book.read();
  if (!document) return { place: { at: 'edit', draft }, notice: say('view_refused') };
  const rule = savedRule(draft, document);
  // The one that was opened: it may have had another id there, or none, or another rule may have the same.
  const opened = document.rules.find((each, at) =>
    version === draft.version ? at === draft.index : idOf(each) === draft.id,
  );
  const known = { ...(opened as object | undefined), id: rule.id };
  const { document: filled, lost } = fillSecrets({ rules: [rule] }, { rules: [known] });
  if (lost.length > 0)
    return {
      place: { at: 'edit', draft: unmarked({ ...draft, tab: 'then' }, desk.unused) },
      notice: say('view_secret_lost'),
    };
  const changed = await admin.book.change(
    person,
    draft.version,
    (now) => withRule(now, filled.rules[0], draft),
    message('history_why_builder'),
  );
  if (changed.ok) return toRules(desk, savedWords(rule, draft, desk));
  if (changed.reason === 'conflict') {
    const { draft: newer, notice } = rebased(draft, admin.book.read(), desk);
    return { place: { at: 'edit', draft: newer }, notice: `${sayConflict(changed, desk)} ${notice}` };
  }
  // What hangs on the whole document is at no field.
  const next = atFirst(draft, changed.findings, desk);
  return {
    ...next,
    notice: changed.findings
      .slice(0, 3)
      .map(({ text }) => desk.text(text))
      .join(' '),
  };
}

/** A new rule, and one that was moved, says where it stands. */
function savedWords(rule: RawRule, { index, before }: Draft, { admin, say }: ScreenTools): string {
  const { rules } = admin.book.read();
  const n = rules.findIndex(({ id }) => id === idOf(rule)) + 1;
  const saved = say('view_saved', { rule: nameOf(rule) });
  return index === undefined || before !== undefined
    ? `${saved} ${say('view_stands', { n, count: rules.length })}`
    : saved;
}

/** The same draft over the rules as they are now; what it means to save it again. */
function rebased(
  draft: Draft,
  { rules, version }: Book,
  { say }: ScreenTools,
): { readonly draft: Draft; readonly notice: string } {
  if (draft.index === undefined) return { draft: { ...draft, version }, notice: say('view_again_add') };
  // As it was opened; else by its id, which two rules may have.
  const rule =
    rules.find(({ source }) => sameJson(mask(source), draft.base)) ??
    rules.find(({ id }) => id !== null && id === draft.id);
  if (!rule) return { draft: { ...draft, version, index: undefined }, notice: say('view_again_gone') };
  const base = mask(rule.source);
  const same = sameJson(base, draft.base);
  return {
    draft: { ...draft, version, index: rule.index, base },
    notice: say(same ? 'view_again_add' : 'view_again_replace'),
  };
}
