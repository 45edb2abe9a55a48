import { idOf, movedTo, nameOf, type RawDocument } from '../../admin/rule-book/raw-document';
import { called, newRuleId, type BookRule } from '../../admin/rule-book/rule-book';
import { mask } from '../../catalogue/secrets';
import { numberIn, toRules, type ScreenTools, type Next, type Screen } from '../screen';
import { firstNumbers, renamed, toDraft, type Draft } from '../builder/draft';
import { ANY } from '../kit/blocks';
import { keyOf, removeView, rulesView, searchField } from './view';
import type { Place, RuleList } from '../place';
import { MODES } from '../../catalogue/document';
import { modeKey } from '../../catalogue/keys';
import { filtered, STATES, type RuleFilter } from './filter';
import { applying } from '../runs/apply';
import { change } from './change';
import { toSetup } from '../setup/screen';
import { BLANK, newView, templates } from './templates';
import { isObject } from '../../util/json';

type At<K extends Place['at']> = Extract<Place, { at: K }>;

/** The list of rules. */
export const rulesScreen: Screen<RuleList> = {
  right: 'change',
  show: async (place, { admin, world, unsaved: find }, { quick, notice }) => {
    const { rules, refused, findings } = admin.book.read();
    const { stats: statsOf, totals: totalsOf } = admin.records;
    const [stats, totals, unsaved] = quick ? [] : await Promise.all([statsOf(), totalsOf(), find()]);
    const paused = admin.isPaused();
    return rulesView({ ...place, rules, stats, totals, refused, findings, paused, notice, unsaved }, world);
  },
  press: async (place, id, value, desk) => {
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { ...place, page } };
    if (id === 'continue' || id === 'drop') return ofUnsaved(id, place, desk);
    if (id === 'setup') return toSetup(desk, desk.unused);
    if (id === 'new') return { place: { at: 'new', page: 0 } };
    if (id === 'history') return { place: { at: 'history' } };
    if (id === 'lookups') return { place: { at: 'lookups' } };
    if (id === 'import') return { place: { at: 'proposal', what: 'import', count: desk.unused } };
    const found = ofFilter(place, id, value, desk);
    if (found) return found;
    const { rules, version } = desk.admin.book.read();
    // What stands in a line may be another rule by now.
    const [index, count] = [numberIn(id, 'rule'), numberIn(id, 'shown')];
    if ((index !== undefined || count !== undefined) && version !== place.version)
      return { place: { ...place, version }, notice: desk.say('view_stale') };
    if (count !== undefined) return ofShown(place, count, value, desk);
    const rule = index === undefined ? undefined : rules[index];
    return rule ? ofRule(rule, value, place, desk) : { place };
  },
  // The phone tells of a field only so.
  submit: (place, state) => {
    const search = state[searchField(place)];
    return Promise.resolve({
      place: { ...place, page: 0, filter: { ...place.filter, ...(typeof search === 'string' && { search }) } },
    });
  },
};

/** The fields of the filter; undefined for anything else. */
function ofFilter(place: RuleList, id: string, value: unknown, { unused }: ScreenTools): Next | undefined {
  const chosen = typeof value === 'string' && value !== ANY ? value : undefined;
  const only = (filter: RuleFilter): Next => ({ place: { ...place, page: 0, filter: { ...place.filter, ...filter } } });
  switch (id) {
    case 'find':
      return { place: { ...place, finding: place.finding === undefined ? unused : undefined } };
    case 'clear':
      return { place: { ...place, page: 0, filter: {}, finding: unused } };
    case 'grouped':
      return { place: { ...place, page: 0, grouped: !place.grouped } };
    case 'filter.state':
      return only({ state: STATES.find((each) => each === chosen) });
    case 'filter.event':
      return only({ event: chosen });
    case 'filter.label':
      return only({ label: chosen });
    case searchField(place):
      return typeof value === 'string' ? only({ search: value }) : { place };
    default:
      return undefined;
  }
}

/** All rules that are shown get another mode at once. */
async function ofShown(place: RuleList, count: number, value: unknown, desk: ScreenTools): Promise<Next> {
  const mode = MODES.find((each) => each === value);
  if (!mode) return { place };
  const { rules } = desk.admin.book.read();
  const shown = new Set(
    filtered(rules, place.filter ?? {}, await desk.admin.records.stats()).map(({ index }) => index),
  );
  // Rules may have begun to fail, or have ceased to, since the list was shown.
  if (shown.size !== count) return { place, notice: desk.say('view_stale') };
  const told = desk.say('view_done_all', { count, mode: desk.say(modeKey(mode)) });
  return change(place, desk, told, (document) => ({
    ...document,
    rules: document.rules.map((raw, at) => (shown.has(at) && isObject(raw) ? { ...raw, mode } : raw)),
  }));
}

/** The rule that was begun and not saved: goes on in this view, under names of fields that it never had. */
async function ofUnsaved(id: 'continue' | 'drop', place: Place, desk: ScreenTools): Promise<Next> {
  const unsaved = await desk.unsaved();
  if (!unsaved) return { place, notice: desk.say('view_unsaved_gone') };
  await desk.drop(unsaved);
  return id === 'drop' ? { place } : { place: { at: 'edit', draft: renamed(unsaved.draft, desk.unused) } };
}

async function ofRule(rule: BookRule, value: unknown, place: RuleList, desk: ScreenTools): Promise<Next> {
  const { index } = rule;
  const { version } = place;
  const name = called(rule);
  switch (value) {
    case 'edit':
    case 'json':
      return editing(rule, desk, value === 'json' ? 'json' : 'when');
    case 'open':
      return { place: { ...place, open: place.open === keyOf(rule) ? undefined : keyOf(rule) } };
    case 'runs':
      return rule.id === null ? { place } : { place: { at: 'runs', rule: rule.id, page: 0 } };
    case 'apply':
      return applying(rule, desk, place);
    case 'position':
      return { place: { at: 'position', index, version, count: desk.unused } };
    case 'remove':
      return { place: { at: 'remove', index, version } };
    case 'up':
    case 'down':
      return change(place, desk, desk.say('view_done_moved', { rule: name }), (document) =>
        movedTo(document, index, index + (value === 'up' ? -1 : 1)),
      );
    case 'live':
    case 'watch':
    case 'off': {
      const told = desk.say('view_done_mode', { rule: name, mode: desk.say(`mode_${value}`) });
      return change(place, desk, told, (document) =>
        replaced(document, index, (raw) => [isObject(raw) ? { ...raw, mode: value } : raw]),
      );
    }
    case 'copy':
      return change(place, desk, desk.say('view_done_copied', { rule: name }), (document) =>
        replaced(document, index, (raw) => (isObject(raw) ? [raw, copied(raw, document)] : [raw])),
      );
    default:
      return { place };
  }
}

/** A copy gets an id and a name of its own and only watches. */
function copied(raw: Readonly<Record<string, unknown>>, document: RawDocument): unknown {
  const names = new Set(document.rules.map(nameOf));
  const base = nameOf(raw)
    .replace(/ \(\d+\)$/, '')
    .slice(0, 110);
  let count = 2;
  while (names.has(`${base} (${count})`)) count++;
  return { ...raw, id: newRuleId(idOf(raw) ?? nameOf(raw), document), name: `${base} (${count})`, mode: 'watch' };
}

function replaced(document: RawDocument, index: number, by: (raw: unknown) => readonly unknown[]): RawDocument {
  return { ...document, rules: document.rules.flatMap((raw, at) => (at === index ? by(raw) : [raw])) };
}

/** The builder for a rule; only what is an object can be edited there. */
export function editing(rule: BookRule, desk: ScreenTools, tab: Draft['tab']): Next {
  const { version } = desk.admin.book.read();
  const base = mask(rule.source);
  if (!isObject(base)) return toRules(desk, desk.say('view_no_rule'));
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
    const told = desk.say('view_done_removed', { rule: called(rule) });
    return change({ version, page: 0 }, desk, told, (document) => replaced(document, index, () => []));
  },
};

export const newScreen: Screen<At<'new'>> = {
  right: 'change',
  show: async ({ page, goal }, { admin, world, unsaved }, { quick, notice }) => {
    const installed = admin.book.read().rules.map(({ id }) => id);
    return newView({ page, goal, installed, notice, unsaved: quick ? undefined : await unsaved() }, world);
  },
  press: async (place, id, value, desk) => {
    if (id === 'continue' || id === 'drop') return ofUnsaved(id, place, desk);
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { ...place, page } };
    if (id === 'goal') return { place: { at: 'new', page: 0, ...(typeof value === 'string' && { goal: value }) } };
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
