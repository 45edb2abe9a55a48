import { translate, message } from '../../text/message';
import { idOf, isRawRule, nameOf, type RawDocument } from '../../admin/rule-book/raw-document';
import { newRuleId, type BookRule } from '../../admin/rule-book/rule-book';
import { maskRule } from '../../admin/rule-book/secrets';
import { numberIn, sayConflict, toRules, type ScreenTools, type Next, type Screen } from '../screen';
import { firstNumbers, renamed, toDraft, type Draft } from '../builder/draft';
import { removeView, rulesView } from './view';
import type { Place } from '../session';
import { BLANK, newView, templates } from './templates';

type At<K extends Place['at']> = Extract<Place, { at: K }>;

/** The list of rules. */
export const rulesScreen: Screen<At<'rules'>> = {
  right: 'change',
  show: async ({ page }, { admin, world, unsaved: find }, { quick, notice }) => {
    const { rules, document, findings } = admin.book.read();
    const [stats, unsaved] = quick ? [] : await Promise.all([admin.records.stats(), find()]);
    const paused = admin.isPaused();
    return rulesView({ rules, stats, page, refused: !document, findings, paused, notice, unsaved }, world);
  },
  press: async (place, id, value, desk) => {
    const page = numberIn(id, 'page');
    if (page !== undefined) return toRules(desk, undefined, page);
    if (id === 'continue' || id === 'drop') return ofUnsaved(id, place, desk);
    if (id === 'new') return { place: { at: 'new', page: 0 } };
    if (id === 'history') return { place: { at: 'history' } };
    if (id === 'import') return { place: { at: 'proposal', what: 'import', count: desk.unused } };
    const index = numberIn(id, 'rule');
    const { rules, version } = desk.admin.book.read();
    const rule = index === undefined ? undefined : rules[index];
    // What stands in a line may be another rule by now.
    if (index !== undefined && version !== place.version) return toRules(desk, desk.say('view_stale'), place.page);
    return rule ? ofRule(rule, value, place, desk) : { place };
  },
};

/** The rule that was begun and not saved: goes on in this view, under names of fields that it never had. */
async function ofUnsaved(id: 'continue' | 'drop', place: Place, desk: ScreenTools): Promise<Next> {
  const unsaved = await desk.unsaved();
  if (!unsaved) return { place, notice: desk.say('view_unsaved_gone') };
  await desk.drop(unsaved);
  return id === 'drop' ? { place } : { place: { at: 'edit', draft: renamed(unsaved.draft, desk.unused) } };
}

async function ofRule(rule: BookRule, value: unknown, place: At<'rules'>, desk: ScreenTools): Promise<Next> {
  const { index, name } = rule;
  const { version } = place;
  const called = name || (rule.id ?? '–');
  switch (value) {
    case 'edit':
    case 'json':
      return editing(rule, desk, value === 'json' ? 'json' : 'when');
    case 'remove':
      return { place: { at: 'remove', index, version } };
    case 'up':
    case 'down':
      return change(place, desk, desk.say('view_done_moved', { rule: called }), (document) =>
        moved(document, index, value === 'up' ? -1 : 1),
      );
    case 'live':
    case 'watch':
    case 'off': {
      const told = desk.say('view_done_mode', { rule: called, mode: desk.say(`mode_${value}`) });
      return change(place, desk, told, (document) =>
        replaced(document, index, (raw) => [isRawRule(raw) ? { ...raw, mode: value } : raw]),
      );
    }
    case 'copy':
      return change(place, desk, desk.say('view_done_copied', { rule: called }), (document) =>
        replaced(document, index, (raw) => (isRawRule(raw) ? [raw, copied(raw, document)] : [raw])),
      );
    default:
      return { place };
  }
}

/** A copy gets an id of its own and only watches. */
function copied(raw: Readonly<Record<string, unknown>>, document: RawDocument): unknown {
  return { ...raw, id: newRuleId(idOf(raw) ?? nameOf(raw), document), mode: 'watch' };
}

function replaced(document: RawDocument, index: number, by: (raw: unknown) => readonly unknown[]): RawDocument {
  return { ...document, rules: document.rules.flatMap((raw, at) => (at === index ? by(raw) : [raw])) };
}

function moved(document: RawDocument, index: number, by: -1 | 1): RawDocument {
  const to = index + by;
  if (to < 0 || to >= document.rules.length) return document;
  const rules = [...document.rules];
  rules.splice(to, 0, ...rules.splice(index, 1));
  return { ...document, rules };
}

async function change(
  { version, page }: { version: string; page: number },
  desk: ScreenTools,
  told: string,
  edit: (document: RawDocument) => RawDocument,
): Promise<Next> {
  const { admin, person, world } = desk;
  const changed = await admin.book.change(person, version, edit, message('history_why_list'));
  if (changed.ok) return toRules(desk, told, page);
  if (changed.reason === 'conflict') return toRules(desk, sayConflict(changed, desk), page);
  return toRules(
    desk,
    changed.findings
      .slice(0, 3)
      .map((finding) => translate(world.language, finding.text))
      .join(' '),
    page,
  );
}

/** The builder for a rule; only what is an object can be edited there. */
export function editing(rule: BookRule, desk: ScreenTools, tab: Draft['tab']): Next {
  const { version } = desk.admin.book.read();
  const base = maskRule(rule.source);
  if (!isRawRule(base)) return toRules(desk, desk.say('view_no_rule'));
  const draft = toDraft(base, { index: rule.index, id: rule.id, base, version }, firstNumbers(desk.unused));
  return { place: { at: 'edit', draft: { ...draft, tab, ...(rule.state === 'set_aside' && { tried: true }) } } };
}

export const removeScreen: Screen<At<'remove'>> = {
  right: 'change',
  show: ({ index }, { admin, world }) =>
    Promise.resolve(removeView(admin.book.read().rules[index] ?? { id: null, name: '' }, world)),
  press: async ({ index, version }, id, _value, desk) => {
    if (id !== 'remove') return toRules(desk);
    const rule = desk.admin.book.read().rules[index];
    const told = desk.say('view_done_removed', { rule: rule?.name || (rule?.id ?? '–') });
    return change({ version, page: 0 }, desk, told, (document) => replaced(document, index, () => []));
  },
};

export const newScreen: Screen<At<'new'>> = {
  right: 'change',
  show: async ({ page }, { world, unsaved }, { quick, notice }) =>
    newView({ page, notice, unsaved: quick ? undefined : await unsaved() }, world),
  press: async (place, id, _value, desk) => {
    if (id === 'continue' || id === 'drop') return ofUnsaved(id, place, desk);
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { at: 'new', page } };
    if (id === 'back') return toRules(desk);
    const template = numberIn(id, 'template');
    const rule = id === 'blank' ? BLANK : template === undefined ? undefined : templates()[template];
    if (!rule) return { place };
    return {
      place: {
        at: 'edit',
        draft: toDraft(rule, { version: desk.admin.book.read().version }, firstNumbers(desk.unused)),
      },
    };
  },
};
