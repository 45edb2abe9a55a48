import { watchedWorkflows } from '../../../settings/workflows';
import { actionOf } from '../../catalogue/actions';
import {
  conversationAssigned,
  conversationClosed,
  conversationUnassigned,
  customerMessage,
} from '../../catalogue/events';
import { RULES_ON_A_PAGE, unsavedBlocks } from './view';
import type { Unsaved } from '../session';
import noAnswer from '../../../settings/examples/6-no-answer-for-five-minutes.json';
import closeSilent from '../../../settings/examples/7-close-after-silence.json';
import followUp from '../../../settings/examples/8-follow-up.json';
import vip from '../../../settings/examples/9-vip-customers.json';
import { idOf, nameOf, type RawRule } from '../../admin/rule-book/raw-document';
import { sentence } from '../builder/view';
import { sayIn, type World } from '../kit/form';
import {
  ANY,
  actions,
  button,
  chooser,
  context,
  cut,
  divider,
  pageOf,
  pager,
  section,
  type Choice,
  type View,
} from '../kit/blocks';
import { isObject } from '../../util/json';

/** Rules to begin with. They start in `watch`: what they would do is written down, nothing is done. */
export function templates(): readonly RawRule[] {
  const { rules } = JSON.parse(watchedWorkflows()) as { rules: readonly unknown[] };
  const more = [noAnswer, closeSilent, followUp, vip].flatMap((document): readonly unknown[] => document.rules);
  return [...rules, ...more].filter(isObject).map((rule) => ({ ...rule, mode: 'watch' }));
}

/** Nothing but what every rule has. */
export const BLANK: RawRule = { name: '', mode: 'watch', on: customerMessage.id, if: 'always', do: [] };

/** What somebody wants a rule for. */
const GOALS = ['answering', 'assigning', 'watching', 'closing', 'labelling', 'telling'] as const;
type Goal = (typeof GOALS)[number];

/** By what its actions bring about, as their entries say; a rule that waits watches over something. */
function goalOf({ wait, do: steps }: RawRule): Goal {
  const entries = (Array.isArray(steps) ? (steps as unknown[]) : []).flatMap((step) =>
    isObject(step) && typeof step.action === 'string' ? (actionOf(step.action) ?? []) : [],
  );
  const [action] = entries;
  if (!action) return 'answering';
  if (entries.some(({ raises }) => raises.includes(conversationClosed.id))) return 'closing';
  if (wait !== undefined) return 'watching';
  if (action.messagesCustomer) return 'answering';
  if (action.raises.includes(conversationAssigned.id) || action.raises.includes(conversationUnassigned.id))
    return 'assigning';
  return action.changes.length > 0 ? 'labelling' : 'telling';
}

interface NewModel {
  readonly page: number;
  readonly goal?: string;
  /** Ids of rules that are there already. */
  readonly installed: readonly (string | null)[];
  readonly notice?: string;
  readonly unsaved?: Unsaved;
}

/** From nothing, or from one of the examples: by what it is for, those that are there already last. */
export function newView(model: NewModel, world: Pick<World, 'language' | 'zone'>): View {
  const t = sayIn(world);
  const { page: asked, notice, unsaved, installed } = model;
  const goal = GOALS.find((each) => each === model.goal);
  const all = templates().map((rule, index) => ({
    rule,
    index,
    goal: goalOf(rule),
    isThere: installed.includes(idOf(rule)),
  }));
  const found = all
    .filter((each) => goal === undefined || each.goal === goal)
    .sort((a, b) => Number(a.isThere) - Number(b.isThere) || GOALS.indexOf(a.goal) - GOALS.indexOf(b.goal));
  const { page, pages, shown } = pageOf(found, asked, RULES_ON_A_PAGE);
  const goals = GOALS.filter((each) => all.some((one) => one.goal === each));
  return {
    title: t('view_new_rule'),
    close: t('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      ...(unsaved ? unsavedBlocks(unsaved, world) : []),
      section(t('view_new_blank'), button('blank', t('view_begin'), 'primary')),
      actions(
        button('back', t('view_rules')),
        chooser(
          'goal',
          t('view_goal'),
          [[ANY, t('view_any')], ...goals.map((each): Choice => [each, t(`view_goal_${each}`)])],
          goal,
        ),
      ),
      ...shown.flatMap(({ rule, index, isThere, goal: own }) => [
        divider,
        section(
          `${isThere ? `✓ ${t('view_installed')} · ` : ''}${t(`view_goal_${own}`)} · ${nameOf(rule)}`,
          button(`template.${index}`, t('view_begin')),
        ),
        context(cut(sentence(rule, world) ?? '', 400)),
      ]),
      ...(pages > 1 ? [actions(...pager(page, pages))] : []),
    ],
  };
}
