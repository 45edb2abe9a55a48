import type { LayoutBlock } from '@rocket.chat/ui-kit';
import { EVENTS } from '../../catalogue/events';
import { eventKey, modeKey } from '../../rules/describe';
import type { Finding } from '../../model/finding';
import { translate, message } from '../../text/message';
import type { RuleStats } from '../../admin/runs/run-counts';
import { isRawRule, nameOf } from '../../admin/rule-book/raw-document';
import { fromDraft } from '../builder/draft';
import type { Unsaved } from '../session';
import type { BookRule } from '../../admin/rule-book/rule-book';
import { pager, sentence } from '../builder/view';
import { sayIn, type World } from '../kit/form';
import { sayMoment } from '../../admin/wording';
import { actions, button, context, cut, divider, loading, menu, section, type Choice, type View } from '../kit/blocks';

export interface RulesModel {
  readonly rules: readonly BookRule[];
  /** Undefined: not read yet. */
  readonly stats: ReadonlyMap<string, RuleStats> | undefined;
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

/** Every rule with its sentence and how it does. */
export function rulesView(model: RulesModel, world: Shown): View {
  const t = sayIn(world);
  const { rules, refused, paused, notice } = model;
  const pages = Math.max(1, Math.ceil(rules.length / RULES_ON_A_PAGE));
  const page = Math.min(model.page, pages - 1);
  const shown = rules.slice(page * RULES_ON_A_PAGE, (page + 1) * RULES_ON_A_PAGE);
  const told = [
    ...(notice ? [notice] : []),
    ...(paused ? [t('view_paused')] : []),
    ...(refused ? [t('view_refused')] : []),
    ...model.findings.slice(0, 3).map((finding) => translate(world.language, finding.text)),
  ];
  return {
    title: t('view_rules'),
    close: t('view_close'),
    blocks: [
      ...told.map((line) => section(`❗ ${line}`)),
      ...(model.unsaved ? unsavedBlocks(model.unsaved, world) : []),
      ...(model.stats ? [] : [loading(t)]),
      actions(
        button('new', t('view_new'), 'primary'),
        button('history', t('view_history')),
        button('import', t('view_import')),
      ),
      ...(rules.length === 0 && !refused ? [section(t('view_no_rules'))] : []),
      ...shown.flatMap((rule) => ruleRow(rule, model, world)),
      ...(pages > 1 ? [divider, actions(...pager(page, pages))] : []),
    ],
  };
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

const MARKS = { live: '🟢', watch: '👁', off: '⚪' } as const;

function ruleRow(rule: BookRule, { stats, rules }: RulesModel, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const mark = rule.state === 'set_aside' ? '🔴' : MARKS[rule.mode];
  const name = cut(rule.name || (rule.id ?? '–'), 120);
  const state = rule.state === 'set_aside' ? t('command_set_aside') : t(modeKey(rule.mode));
  const choices: Choice[] = [
    ['edit', t('view_do_edit')],
    ...(['live', 'watch', 'off'] as const)
      .filter((mode) => mode !== rule.mode)
      .map((mode): Choice => [mode, t('view_switch', { mode: t(modeKey(mode)) })]),
    ...(rule.index > 0 ? [['up', t('view_do_up')] as const] : []),
    ...(rule.index < rules.length - 1 ? [['down', t('view_do_down')] as const] : []),
    ['copy', t('view_do_copy')],
    ['json', t('view_json')],
    ['remove', t('view_do_remove')],
  ];
  const doubt = rule.findings.find(({ level }) => level === 'error') ?? rule.findings[0];
  return [
    divider,
    section(`${mark} ${rule.index + 1}. ${name} · ${state}`, menu(`rule.${rule.index}`, choices)),
    context(cut(sentence(rule.rule ?? rule.source, world) ?? eventsIn(rule, world), SENTENCE)),
    context(
      counted(rule, stats, world),
      ...(doubt
        ? [cut(`${doubt.level === 'error' ? '🔴' : '🟡'} ${translate(world.language, doubt.text)}`, SENTENCE)]
        : []),
    ),
  ];
}

/** For a rule that cannot be said in a sentence. */
function eventsIn({ source }: BookRule, world: Shown): string {
  const on = isRawRule(source) ? [source.on].flat() : [];
  return EVENTS.filter((event) => on.includes(event))
    .map((event) => sayIn(world)(eventKey(event)))
    .join(', ');
}

function counted({ id }: BookRule, stats: RulesModel['stats'], world: Shown): string {
  const t = sayIn(world);
  if (!stats) return '…';
  const own = id === null ? undefined : stats.get(id);
  if (!own?.last) return t('command_never_ran');
  const { last, runs, failures } = own;
  return t('command_last_run', {
    when: sayMoment(last.at, world.language, world.zone),
    outcome: message(`outcome_${last.outcome}`),
    runs,
    failures,
  });
}

/** Asks once more before a rule goes. */
export function removeView(rule: Pick<BookRule, 'name' | 'id'>, world: Shown): View {
  const t = sayIn(world);
  return {
    title: t('view_do_remove'),
    close: t('view_close'),
    blocks: [
      section(t('view_remove_question', { rule: cut(rule.name || (rule.id ?? '–'), 120) })),
      actions(button('remove', t('view_do_remove'), 'danger'), button('back', t('view_keep'))),
    ],
  };
}

/** For what cannot be shown: too old, not allowed. */
export function messageView(title: string, text: string, close: string): View {
  return { title, close, blocks: [section(text)] };
}
