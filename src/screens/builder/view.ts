import type { LayoutBlock } from '@rocket.chat/ui-kit';
import { allActions } from '../../catalogue/actions';
import { describeRule, sayAction, sayCondition, voice, type Describable } from '../../rules/describe';
import { actionKey } from '../../catalogue/keys';
import type { ActionStep, Condition } from '../../catalogue/document';
import type { Finding } from '../../model/finding';
import type { MessageKey } from '../../text/message';
import { nameOf } from '../../admin/rule-book/raw-document';
import { jsonField, jsonOf, openForm, parsedJson } from './forms';
import { fromDraft, rowsOf, TABS, type Draft, type Row } from './draft';
import { blockOf, sayIn, type Input, type World } from '../kit/form';
import { findBlocks } from './find';
import { isWarned, problemBlocks } from './problem-blocks';
import { calendarButtons, pickedBy } from './calendar-form';
import { toolId } from './tools';
import {
  actions,
  button,
  bytesOf,
  chooser,
  context,
  cut,
  divider,
  LIMITS_OF_VIEWS,
  menu,
  pageOf,
  pager,
  section,
  typed,
  type Choice,
  type View,
} from '../kit/blocks';
import { isObject } from '../../util/json';

export interface BuilderModel {
  readonly draft: Draft;
  readonly world: World;
  /** Of the rule as it would be saved now. */
  readonly findings: readonly Finding[];
  /** The name of a rule that this one may be put before, because it stops. */
  readonly before?: string;
  /** Where it stands among how many rules, from 1, when it is new or moved. */
  readonly stands?: { readonly n: number; readonly count: number };
  /** Something to tell first. */
  readonly notice?: string;
}

/** Conditions on one page. */
const ROWS = 40;
/** Lines of a trial. */
const TRIAL = 16;
/** Bytes of the open part and its rows: the rest of a view is for what stands around them. */
const FOR_PARTS = 44_000;

/** The rule in words, its parts as tabs, and the open part. */
export function builderView(model: BuilderModel): View {
  const { draft, world, notice } = model;
  const t = sayIn(world);
  const rule = (draft.json === undefined ? undefined : parsedJson(draft)?.rule) ?? fromDraft(draft);
  const tabs = TABS.map((tab) => button(`tab.${tab}`, t(`view_tab_${tab}`), tab === draft.tab ? 'primary' : undefined));
  return {
    title: nameOf(rule) || t('view_new_rule'),
    submit: t(isWarned(draft) ? 'view_save_anyway' : 'view_save'),
    close: t('view_cancel'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      section(sentence(rule, world) ?? t('view_no_sentence')),
      ...problemBlocks(model),
      actions(...tabs.slice(0, 4)),
      actions(tabs[4]!, button('try', t('view_try')), button('back', t('view_back'))),
      ...(draft.trial ?? []).slice(0, TRIAL).map((line) => context(cut(line, 300))),
      divider,
      ...partOf(model),
    ],
  };
}

/** What a rule or a part of one says in words; undefined for one that cannot be said, or names what does not exist. */
function inWords(describe: () => string): string | undefined {
  try {
    const words = describe();
    return /(^|[\s(])said_\w/.test(words) ? undefined : words;
  } catch {
    return undefined;
  }
}

export function sentence(rule: unknown, { language }: Pick<World, 'language'>): string | undefined {
  return inWords(() => describeRule(rule as Describable, language));
}

function partOf(model: BuilderModel): readonly LayoutBlock[] {
  const { draft, world } = model;
  const t = sayIn(world);
  switch (draft.tab) {
    case 'if':
      return conditions(model);
    case 'then':
      return steps(model);
    case 'json': {
      const json = jsonOf(draft);
      if (bytesOf(json) > LIMITS_OF_VIEWS.value) return [context(t('view_json_long'))];
      return [typed({ id: jsonField(draft), label: 'JSON', hint: t('view_json_hint'), multiline: true }, json)];
    }
    default: {
      const tests = draft.tab === 'more' && Array.isArray(draft.rule.tests) ? draft.rule.tests.length : 0;
      return [
        ...open(model),
        ...whereItStands(model),
        ...(tests > 0 ? [context(t('view_tests', { count: tests }))] : []),
      ];
    }
  }
}

function whereItStands({ draft, stands, world }: BuilderModel): readonly LayoutBlock[] {
  return stands && draft.tab === 'when' ? [context(sayIn(world)('view_will_stand', { ...stands }))] : [];
}

/**
 * The fields of the open part, and a word about what they cannot show. Lists below fields go as far as they fit; where
 * they do not, it is said.
 * @param beside what else the view shows
 */
function open({ draft, world }: BuilderModel, beside: readonly LayoutBlock[] = []): readonly LayoutBlock[] {
  const form = openForm(draft, world);
  if (!form) return [];
  const fields = form.inputs.map(blockOf);
  let left = FOR_PARTS - bytesOf(beside) - bytesOf(fields);
  const blocks = form.inputs.flatMap((input, index) => {
    const tools = toolsOf(input, draft);
    const fits = tools.length === 0 || bytesOf(tools) <= left;
    if (fits) left -= bytesOf(tools);
    return [
      fields[index]!,
      ...(fits ? tools : [context(sayIn(world)('view_no_room'))]),
      ...(input.picks === undefined ? [] : [calendarButtons(input.picks, pickedBy(draft, input.picks), world)]),
    ];
  });
  return [...blocks, ...(form.hidden ? [context(`🔒 ${sayIn(world)('view_hidden')}`)] : [])];
}

/** What stands below a field. */
function toolsOf({ id, tools = [] }: Input<unknown>, draft: Draft): readonly LayoutBlock[] {
  const choosers = tools.map((tool) => chooser(toolId(id, tool.id, draft), tool.label, tool.choices, tool.chosen));
  return choosers.length > 0 ? [actions(...choosers)] : [];
}

function conditions(model: BuilderModel): readonly LayoutBlock[] {
  const { draft, world } = model;
  const t = sayIn(world);
  const rows = rowsOf(draft.condition);
  // The page of the one that is open, which may be new or wrong.
  const at = rows.findIndex(({ node }) => node.n === draft.focus);
  const { page, pages, shown } = pageOf(rows, at < 0 ? (draft.page ?? 0) : Math.floor(at / ROWS), ROWS);
  const strange =
    !draft.condition && draft.rule.if !== 'always' && draft.rule.if !== undefined && !isObject(draft.rule.if);
  return [
    ...(rows.length === 0 ? [section(strange ? `🔒 ${t('view_hidden')}` : t('view_always'))] : []),
    ...shown.flatMap((row) => conditionRow(model, row)),
    actions(button('add.condition', t('view_do_add')), ...pager(page, pages)),
    ...findBlocks(draft, world),
  ];
}

type RowAction = MessageKey extends infer Key ? (Key extends `view_do_${infer Id}` ? Id : never) : never;

/** What can be done with a row, as choices of its menu. */
function menuOf(world: World, ...actions: readonly RowAction[]): Choice[] {
  return actions.map((action) => [action, sayIn(world)(`view_do_${action}`)]);
}

function conditionRow(model: BuilderModel, { node, depth }: Row): readonly LayoutBlock[] {
  const { draft, world } = model;
  const t = sayIn(world);
  const indent = '┃  '.repeat(Math.min(depth, 6));
  if ('raw' in node) {
    const isOpen = draft.focus === node.n;
    const choices = menuOf(world, isOpen ? 'done' : 'edit', 'up', 'down', 'group', 'remove');
    const row = section(
      `${indent}${isOpen ? '▼' : '•'} ${conditionText(node.raw, world)}`,
      menu(`c${node.n}.menu`, choices),
    );
    return isOpen ? [row, ...open(model)] : [row];
  }
  const others = (['all', 'any', 'none'] as const).filter((each) => each !== node.group);
  const choices = menuOf(world, 'add', ...others, 'ungroup', 'up', 'down', 'remove');
  return [section(`${indent}┏ ${t(`view_do_${node.group}`)}:`, menu(`c${node.n}.menu`, choices))];
}

function conditionText(raw: unknown, { language }: World): string {
  return inWords(() => sayCondition(raw as Condition, voice(language))) ?? cut(JSON.stringify(raw) ?? '', 200);
}

function steps(model: BuilderModel): readonly LayoutBlock[] {
  const { draft, world } = model;
  const t = sayIn(world);
  const heads = (draft.steps ?? []).slice(0, ROWS).map(({ n, raw }, index) => {
    const isOpen = draft.focus === n;
    const choices = menuOf(world, isOpen ? 'done' : 'edit', 'up', 'down', 'copy', 'remove');
    return section(`${isOpen ? '▼' : '•'} ${index + 1}. ${stepText(raw, world)}`, menu(`a${n}.menu`, choices));
  });
  const rows = heads.flatMap((row, index) =>
    draft.focus === draft.steps?.[index]?.n ? [row, ...open(model, heads)] : [row],
  );
  const choices: Choice[] = allActions().map(({ id }) => [id, t(actionKey(id))]);
  return [
    ...(draft.steps === undefined && draft.rule.do !== undefined ? [context(`🔒 ${t('view_hidden')}`)] : []),
    ...(rows.length > 0 ? rows : [section(t('view_no_actions'))]),
    actions(chooser(`add.action.${draft.next}`, t('view_add_action'), choices)),
    ...findBlocks(draft, world),
  ];
}

function stepText(raw: unknown, { language }: World): string {
  return inWords(() => sayAction(raw as ActionStep, voice(language))) ?? cut(JSON.stringify(raw) ?? '', 200);
}
