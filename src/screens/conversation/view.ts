import type { LayoutBlock } from '@rocket.chat/ui-kit';
import type { Rule } from '../../catalogue/document';
import type { Explanation } from '../../decide';
import type { MessageItem, QuestionItem, WaitItem } from '../../engine/later';
import { type RunRecord, outcomeOf, shownActions, standingOf } from '../../model/run';
import { eventKey } from '../../catalogue/keys';
import { sayDuration } from '../../calendar/duration';
import { translate } from '../../text/message';
import type { ConversationTab } from '../../admin/screens';
import { WHY_EVENTS, type Why, type WhyEvent, type WhyRule } from '../../admin/runs/why';
import { inOrder, markOfRule, othersLine, shortly, waitedTo } from '../../admin/why-lines';
import { sayIn, type World } from '../kit/form';
import { markOfOutcome, sayAction, sayExplanation, sayMoment } from '../../admin/wording';
import { actions, button, context, cut, divider, loading, pager, section, typed, type View } from '../kit/blocks';
import type { Note, AllNotes } from '../../model/note';

export const CONVERSATION_TABS: readonly ConversationTab[] = ['notes', 'runs', 'why', 'waits'];

/** What the bar shows; of the open tab alone. */
export interface ConversationModel {
  readonly tab: ConversationTab;
  /** Rules that may be run by hand here now. */
  readonly hand: readonly Pick<Rule, 'id' | 'name' | 'button'>[];
  /** Who muted it. */
  readonly muted?: string;
  readonly now: number;
  readonly notes?: AllNotes;
  readonly runs?: readonly RunRecord[];
  readonly why?: Why;
  readonly page?: number;
  readonly open?: string;
  readonly waits?: readonly WaitItem[];
  readonly messages?: readonly MessageItem[];
  readonly question?: QuestionItem;
  readonly notice?: string;
}

type Shown = Pick<World, 'language' | 'zone'>;

const HAND = 15;
const NOTES = 30;
const RUNS = 10;
/** Blocks of the event that is open: twenty events have two each beside it. */
const OPEN = 36;
const WAITS = 20;
/** Lines of one rule's conditions. */
const LINES = 12;
/** Blocks for the content of a tab: the rest are buttons. */
const ROOM = 80;
const TEXT = 1_000;

export const noteField = (count: number): string => `note.${count}`;

/** What stands beside a conversation. Without its content it has a button that loads it. */
export function conversationView(model: ConversationModel, world: Shown): View {
  const t = sayIn(world);
  const { tab, muted, notice } = model;
  const tabs = CONVERSATION_TABS.map((each) =>
    button(`tab.${each}`, t(`view_bar_${each}`), each === tab ? 'primary' : undefined),
  );
  const later = button('later', t('view_later_add'));
  return {
    title: 'Workflow',
    close: t('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      actions(...tabs),
      ...(muted === undefined
        ? [actions(button('note', t('view_add_note')), later, button('mute', t('view_mute')))]
        : [
            section(`🔇 ${t('view_muted', { who: muted })}`, button('unmute', t('view_unmute'), 'primary')),
            actions(button('note', t('view_add_note')), later),
          ]),
      ...handButtons(model),
      divider,
      ...contentOf(model, world).slice(0, ROOM),
    ],
  };
}

/** Rows of five: web clients fold more away. */
function handButtons({ hand }: ConversationModel): readonly LayoutBlock[] {
  const buttons = hand.slice(0, HAND).map(({ id, name, button: label = name }) => button(`hand.${id}`, cut(label, 40)));
  return Array.from({ length: Math.ceil(buttons.length / 5) }, (_, row) =>
    actions(...buttons.slice(row * 5, row * 5 + 5)),
  );
}

function contentOf(model: ConversationModel, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const { notes, runs, why, waits } = model;
  switch (model.tab) {
    case 'notes':
      if (!notes) break;
      return noteBlocks(notes, world);
    case 'runs':
      if (!runs) break;
      return runs.length === 0
        ? [section(t('view_no_runs'))]
        : runs.slice(0, RUNS).flatMap((run) => runBlocks(run, world));
    case 'why':
      if (!why) break;
      return whyBlocks(why, model, world);
    case 'waits':
      if (!waits) break;
      return waitingBlocks(model, waits, world);
  }
  return [loading(t)];
}

/** A field for a note. */
export function noteView(count: number, world: Shown, notice?: string): View {
  const t = sayIn(world);
  return {
    title: t('view_add_note'),
    submit: t('view_add_note'),
    close: t('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      typed({ id: noteField(count), label: t('view_note'), multiline: true, still: true }, ''),
    ],
  };
}

function noteBlocks({ conversation, contact, tags, field }: AllNotes, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const block = (note: Note): LayoutBlock[] => [
    section(cut(note.sentence ? translate(world.language, note.sentence) : note.text, TEXT)),
    context(`${note.by} · ${sayMoment(note.at, world.language, world.zone)}`),
  ];
  const newest = (notes: readonly Note[]): readonly Note[] => [...notes].reverse().slice(0, NOTES);
  const earlier = field === undefined ? [] : [context(t('view_notes_field')), section(cut(field, TEXT))];
  return [
    ...(tags.length > 0 ? [context(cut(t('command_contact_tags', { tags }), TEXT))] : []),
    ...(conversation.length === 0
      ? [section(t('view_no_notes'))]
      : newest(conversation)
          .flatMap(block)
          .slice(0, ROOM / 2)),
    ...(contact.length > 0 ? [divider, context(t('view_contact_notes')), ...newest(contact).flatMap(block)] : []),
    ...(earlier.length > 0 ? [divider, ...earlier] : []),
  ];
}

function runBlocks(run: RunRecord, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  return [
    section(`${markOfOutcome(outcomeOf(run))} ${cut(run.name, 120)} · ${t(eventKey(run.event.on))}`),
    context(sayMoment(run.at, world.language, world.zone)),
    ...actionLines(run, world).map((line) => context(line)),
  ];
}

function actionLines(run: RunRecord, world: Shown): readonly string[] {
  return shownActions(run).map((action) =>
    cut(`${markOfOutcome(standingOf(action))} ${sayAction(action, world.language)}`, 500),
  );
}

/** Twenty events a page, two blocks each; one of them is open, with its rules. */
function whyBlocks(
  { events, seen, more }: Why,
  { page = 0, open }: ConversationModel,
  world: Shown,
): readonly LayoutBlock[] {
  const t = sayIn(world);
  const from = page * WHY_EVENTS;
  const pages = page + (more ? 2 : 1);
  return [
    ...(seen ? [] : [section(t(events.length > 0 ? 'why_not_seen_here' : 'why_nothing'))]),
    ...events
      .slice(from, from + WHY_EVENTS)
      .flatMap((event, index) =>
        eventBlocks(event, index, open === undefined ? index === 0 : event.id === open, world),
      ),
    ...(pages > 1 ? [actions(...pager(page, pages))] : []),
  ];
}

function eventBlocks(event: WhyEvent, index: number, isOpen: boolean, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const told = event.message === undefined ? '' : `: ${event.message}`;
  const { told: full, others } = inOrder(event);
  const shown = full.length > 0 ? full : others.slice(0, 1);
  const rest = othersLine(full.length > 0 ? others : others.slice(1), world.language);
  const rules = [...shown.flatMap((rule) => ruleBlocks(rule, world)), ...rest.map((line) => context(line))];
  return [
    section(
      `${t(eventKey(event.on))}${told}`,
      button(`event.${index}.${event.id}`, t(isOpen ? 'view_do_shut' : 'view_do_open')),
    ),
    context(
      sayMoment(event.at, world.language, world.zone),
      shortly(event, world.language),
      ...(event.changed && isOpen ? [t('why_changed')] : []),
    ),
    ...(isOpen ? [...rules.slice(0, OPEN), divider] : []),
  ];
}

/** A line for each condition and action. */
function ruleBlocks(rule: WhyRule, world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const { heldBack, reason } = rule;
  const held = heldBack && t(`why_held_${heldBack}`, { rule: rule.stopper ?? '' });
  const why = reason && (heldBack ? translate(world.language, reason) : t('why_set_aside', { reason }));
  const title = [`${markOfRule(rule)} ${cut(rule.name, 120)}`, why ?? held].filter((part) => part !== undefined);
  return [
    title.join(' · ') + waitedTo(rule, world.language, world.zone),
    ...(rule.conditions ? conditionLines(rule.conditions, world) : []),
    ...(rule.run ? actionLines(rule.run, world) : []),
  ].map((line) => context(line));
}

function conditionLines(conditions: Explanation, world: Shown): readonly string[] {
  const lines = sayExplanation(conditions, world.language).map((line) =>
    // Blanks at the start of a line are not shown.
    cut(
      line.replace(/^ +/, (blanks) => '\u2003'.repeat(blanks.length / 2)),
      500,
    ),
  );
  const more = sayIn(world)('history_more', { count: lines.length - LINES });
  return lines.length <= LINES ? lines : [...lines.slice(0, LINES), more];
}

/** The question that is open, messages that are planned, and rules that wait. */
function waitingBlocks(model: ConversationModel, waits: readonly WaitItem[], world: Shown): readonly LayoutBlock[] {
  const t = sayIn(world);
  const { messages = [], now, question } = model;
  const left = (due: number): string => (due > now ? sayDuration(due - now, world.language) : t('view_due'));
  const asked = question ? [section(`❓ ${cut(question.question.text, TEXT)} · ${left(question.due)}`)] : [];
  const planned = messages.map(({ id, planned: at, text }) =>
    section(`✉️ ${cut(text, TEXT)} · ${left(at)}`, button(`planned.${id}`, t('view_later_cancel'))),
  );
  const blocks = [...asked, ...planned, ...waits.slice(0, WAITS).map((wait) => waitBlock(wait, now, world))];
  return blocks.length === 0 ? [section(t('view_no_waits'))] : blocks;
}

function waitBlock({ id, name, due, in: hours }: WaitItem, now: number, world: Shown): LayoutBlock {
  const t = sayIn(world);
  // How much of it is open time would have to be counted: the moment says it.
  const left =
    hours === undefined ? sayDuration(due - now, world.language) : sayMoment(due, world.language, world.zone);
  return section(
    `⏳ ${cut(name, 120)} · ${due > now ? left : t('view_due')}`,
    button(`wait.${id}`, t('view_cancel_wait')),
  );
}
