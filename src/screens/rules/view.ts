import type { LayoutBlock } from '@rocket.chat/ui-kit';
import { EVENTS } from '../../catalogue/events';
import { eventKey, modeKey } from '../../catalogue/keys';
import type { Finding } from '../../model/finding';
import { translate } from '../../text/message';
import type { RuleStats, Totals } from '../../admin/runs/run-counts';
import { neutralise } from '../../rules/template';
import { MODES } from '../../catalogue/document';
import {
  allLabels,
  eventsIn,
  filtered,
  isFailing,
  isFiltered,
  labelsOf,
  stateOf,
  STATES,
  type RuleState,
} from './filter';
import { nameOf } from '../../admin/rule-book/raw-document';
import { fromDraft } from '../builder/draft';
import type { Unsaved } from '../session';
import type { RuleList } from '../place';
import { called, type BookRule } from '../../admin/rule-book/rule-book';
import { sentence } from '../builder/view';
import { sayIn, type World } from '../kit/form';
import { sayMoment } from '../../admin/wording';
import { isObject } from '../../util/json';
import {
  actions,
  ANY,
  button,
  context,
  cut,
  chooser,
  divider,
  LIMITS_OF_VIEWS,
  loading,
  marked,
  menu,
  pageOf,
  pager,
  section,
  typed,
  type Choice,
  type View,
} from '../kit/blocks';

export interface RulesModel extends Pick<RuleList, 'filter' | 'finding' | 'grouped' | 'open'> {
  readonly rules: readonly BookRule[];
  /** Undefined: not read yet. */
  readonly stats: ReadonlyMap<string, RuleStats> | undefined;
  readonly totals?: Totals;
  /** From 0. */
  readonly page: number;
  /** The document is none: the last good rules go on. */
  readonly refused: boolean;
  /** Of the document and its calendars. */
  readonly findings: readonly Finding[];
  readonly paused: boolean;
  readonly notice?: string;
  readonly unsaved?: Unsaved;
}

type Shown = Pick<World, 'language' | 'zone'>;

/** Rules on one page. */
export const RULES_ON_A_PAGE = 20;
const SENTENCE = 400;

/** Names a rule in its list, wherever it has moved to. */
export const keyOf = ({ id, index }: Pick<BookRule, 'id' | 'index'>): string => id ?? `#${index}`;

export const searchField = ({ finding = 0 }: Pick<RuleList, 'finding'>): string => `find.${finding}`;

/** What there is and how it does; then the rules, two lines each. */
export function rulesView(model: RulesModel, world: Shown): View {
  const t = sayIn(world);
  const { rules, refused, paused, notice, filter = {}, stats } = model;
  const found = filtered(rules, filter, stats);
  const ordered = model.grouped ? byLabel(found) : found;
  const { page, pages, from, shown } = pageOf(ordered, model.page, RULES_ON_A_PAGE);
  const told = [
    ...(notice ? [notice] : []),
    ...(paused ? [t('view_paused')] : []),
    ...(refused ? [t('view_refused')] : []),
    ...model.findings.slice(0, 3).map((finding) => translate(world.language, finding.text)),
  ];
  return {
    title: t('view_rules'),
    close: t('view_close'),
    ...(model.finding !== undefined && { submit: t('view_find') }),
    blocks: [
      ...told.map((line) => section(`❗ ${line}`)),
      ...(model.unsaved ? unsavedBlocks(model.unsaved, world) : []),
      ...(rules.length > 0 ? [context(summary(model, world))] : []),
      ...(stats ? [] : [loading(t)]),
      actions(
        button('new', t('view_new_rule'), 'primary'),
        ...(rules.length > 1 ? [button('find', t('view_find'))] : refused ? [] : [button('setup', t('setup_title'))]),
        button('history', t('view_history')),
        button('lookups', t('view_lookups')),
        button('import', t('view_import')),
      ),
      ...(model.finding === undefined && !isFiltered(filter) ? [] : finder(model, found.length, world)),
      ...(rules.length === 0 && !refused ? [section(t('view_no_rules'))] : []),
      ...shown.flatMap((rule, index) => [
        ...heading(rule, ordered[from + index - 1], index, model, world),
        ...ruleRow(rule, model, world),
      ]),
      ...(pages > 1 ? [divider, actions(...pager(page, pages))] : []),
    ],
  };
}

/** How many are in which state, and what they have done in seven days. */
function summary({ rules, stats, totals }: RulesModel, world: Shown): string {
  const t = sayIn(world);
  const count = (state: RuleState): number => rules.filter((rule) => stateOf(rule) === state).length;
  const failing = rules.filter((rule) => isFailing(rule, stats)).length;
  const states = STATES.map((state) => [state, state === 'failing' ? failing : count(state)] as const);
  return [
    ...states.flatMap(([state, each]) => (each > 0 ? [`${t(`view_state_${state}`)}: ${each}`] : [])),
    ...(totals ? [t('view_totals', { ...totals })] : []),
  ].join(' · ');
}

/** Labels to choose from: one option is any. */
const LABELS = LIMITS_OF_VIEWS.options - 1;

/** Narrows the list; with what can be done with all that is shown. */
function finder(model: RulesModel, count: number, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const { filter = {}, finding, rules, grouped } = model;
  const labels = allLabels(rules);
  const any: Choice = [ANY, t('view_any')];
  const states = STATES.map((state): Choice => [state, t(`view_state_${state}`)]);
  const events = EVENTS.map((id): Choice => [id, t(eventKey(id))]);
  const switches = MODES.map((mode): Choice => [mode, t('view_switch', { mode: t(modeKey(mode)) })]);
  return [
    ...(finding === undefined
      ? []
      : [
          typed(
            { id: searchField(model), label: t('view_find'), hint: t('view_find_hint'), optional: true },
            filter.search ?? '',
          ),
          actions(
            chooser('filter.state', t('view_filter_state'), [any, ...states], filter.state),
            chooser('filter.event', t('view_filter_event'), [any, ...events], filter.event),
            ...(labels.length > 0
              ? [
                  chooser(
                    'filter.label',
                    t('view_filter_label'),
                    [any, ...labels.map((each): Choice => [each, each])],
                    filter.label,
                  ),
                  button('grouped', t('view_grouped'), grouped ? 'primary' : undefined),
                ]
              : []),
            button('clear', t('view_clear')),
          ),
          ...(labels.length > LABELS ? [context(t('view_filter_labels', { most: LABELS }))] : []),
        ]),
    section(t('view_found', { count, of: rules.length }), count > 0 ? menu(`shown.${count}`, switches) : undefined),
  ];
}

function byLabel(rules: readonly BookRule[]): readonly BookRule[] {
  const groups = [...allLabels(rules), undefined];
  return groups.flatMap((label) => rules.filter((rule) => labelsOf(rule)[0] === label));
}

function heading(
  rule: BookRule,
  before: BookRule | undefined,
  index: number,
  { grouped }: RulesModel,
  world: Shown,
): readonly LayoutBlock[] {
  if (!grouped) return [];
  const [label] = labelsOf(rule);
  if (index > 0 && before && labelsOf(before)[0] === label) return [];
  return [divider, section(label === undefined ? sayIn(world)('view_no_label') : `🏷 ${label}`)];
}

/** Offers to go on with what was thrown away by Escape or a click beside the view. */
export function unsavedBlocks({ draft, at }: Unsaved, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const rule = cut(nameOf(fromDraft(draft)) || t('view_new_rule'), 120);
  return [
    section(t('view_unsaved', { rule, when: sayMoment(at, world.language, world.zone) })),
    actions(button('continue', t('view_unsaved_continue'), 'primary'), button('drop', t('view_unsaved_drop'))),
  ];
}

const MARKS = { live: '🟢', watch: '👁', off: '⚪', set_aside: '⛔' } as const;
/** From no run to the most of one day. */
const BARS = '▁▂▃▄▅▆▇█';

function ruleRow(rule: BookRule, model: RulesModel, world: Shown): readonly LayoutBlock[] {
  const { stats, rules, open } = model;
  const t = sayIn(world);
  const state = stateOf(rule);
  const name = neutralise(cut(called(rule), 120)).trim();
  const isOpen = open === keyOf(rule);
  const isRule = isObject(rule.source);
  const choices: Choice[] = [
    ['edit', t('view_do_edit')],
    ['open', t(isOpen ? 'view_do_shut' : 'view_do_open')],
    ...(rule.id === null ? [] : [['runs', t('view_bar_runs')] as const]),
    ...(rule.state === 'active' && rule.mode !== 'off' ? [['apply', t('view_do_apply')] as const] : []),
    ...MODES.filter((mode) => isRule && mode !== rule.mode).map((mode): Choice => [
      mode,
      t('view_switch', { mode: t(modeKey(mode)) }),
    ]),
    ...(rule.index > 0 ? [['up', t('view_do_up')] as const] : []),
    ...(rule.index < rules.length - 1 ? [['down', t('view_do_down')] as const] : []),
    ...(rules.length > 2 ? [['position', t('view_do_position')] as const] : []),
    ...(isRule ? [['copy', t('view_do_copy')] as const] : []),
    ['json', t('view_tab_json')],
    ['remove', t('view_do_remove')],
  ];
  const head = `${MARKS[state]} *${rule.index + 1}⁠. ${name}* · ${t(`view_state_${state}`)}`;
  return [
    marked(head, menu(`rule.${rule.index}`, choices)),
    context(cut(secondLine(rule, stats, world), SENTENCE)),
    ...(isOpen ? [section(cut(sentence(rule.rule ?? rule.source, world) ?? t('view_no_sentence'), SENTENCE * 2))] : []),
  ];
}

/** When, how often, how it went, what is wrong with it. */
function secondLine(rule: BookRule, stats: RulesModel['stats'], world: Shown): string {
  const t = sayIn(world);
  const doubt = rule.findings.find(({ level }) => level === 'error') ?? rule.findings[0];
  return [
    eventsIn(rule)
      .map((event) => t(eventKey(event)))
      .join(', '),
    counted(rule, stats, world),
    ...labelsOf(rule).map((label) => `🏷 ${label}`),
    ...(doubt ? [`${doubt.level === 'error' ? '❌' : '⚠️'} ${translate(world.language, doubt.text)}`] : []),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function counted({ id }: BookRule, stats: RulesModel['stats'], world: Shown): string {
  const t = sayIn(world);
  if (!stats) return '…';
  const own = id === null ? undefined : stats.get(id);
  if (!own?.last) return t('command_never_ran');
  const { last, runs, failures, days } = own;
  const most = Math.max(1, ...days);
  const bars = days.map((each) => BARS[each === 0 ? 0 : Math.ceil((each / most) * (BARS.length - 1))]).join('');
  return t('view_ran', { bars, runs, failures, when: sayMoment(last.at, world.language, world.zone) });
}

/** Asks once more before a rule goes. */
export function removeView(rule: Pick<BookRule, 'name' | 'id'>, world: Shown): View {
  const t = sayIn(world);
  return {
    title: t('view_do_remove'),
    close: t('view_close'),
    blocks: [
      section(t('view_remove_question', { rule: cut(called(rule), 120) })),
      actions(button('remove', t('view_do_remove'), 'danger'), button('back', t('view_keep'))),
    ],
  };
}
