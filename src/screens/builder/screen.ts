import type { Rule } from '../../catalogue/document';
import { translate as sayText } from '../../text/message';
import { sayTwice } from '../../rules/check/json';
import { builderView } from './view';
import { jsonField, parsedJson } from './forms';
import { numberIn, PATIENCE, toRules, type ScreenTools, type Next, type Screen } from '../screen';
import { stoppedBy } from './warnings';
import { atFirst, atJson, findingsOf, NO_ID } from './problems';
import { goesBefore, saveOrWarn } from './save';
import { fromDraft, TABS, toDraft, type Draft, type Group } from './draft';
import * as moves from './draft-edits';
import type { Place } from '../place';
import { newStep } from './action-form';
import { calendarView, opened, saveCalendar } from './calendar-form';
import { newCondition } from './condition-form';
import { findField, foundIn } from './find';
import type { World } from '../kit/form';
import { toolIn } from './tools';
import { receive, useTool } from './use-tool';
import { trialLines } from '../../admin/dry-run/lines';

type Editing = Extract<Place, { at: 'edit' }>;

/** The builder. */
export const editScreen: Screen<Editing> = {
  right: 'change',
  show: async ({ draft }, desk, { notice }) => {
    if (draft.calendar) return calendarView(draft.calendar, desk, notice);
    const { rules } = desk.admin.book.read();
    const before = stoppedBy(draft.warned?.findings ?? [], desk);
    const at = rules.findIndex(({ id }) => id === draft.before);
    const isNew = draft.index === undefined;
    const stands = { n: at < 0 ? rules.length + 1 : at + 1, count: rules.length + (isNew ? 1 : 0) };
    return builderView({
      draft,
      world: desk.world,
      findings: draft.tried ? await findingsOf(draft, desk) : [],
      before: rules.find(({ id }) => id !== null && id === before)?.name,
      ...((isNew || at >= 0) && { stands }),
      notice,
    });
  },
  press: async ({ draft: { trial: _trial, ...draft } }, id, value, desk) => {
    if (id === 'back') return toRules(desk);
    if (id === 'calendar.back') return { place: { at: 'edit', draft: { ...draft, calendar: undefined } } };
    const calendar = opened(draft, id, desk);
    if (calendar) return { place: { at: 'edit', draft: calendar } };
    if (id === 'try') return tried(draft, desk);
    if (id === 'before') return goesBefore(draft, desk);
    const tab = TABS.find((each) => id === `tab.${each}`);
    if (!tab) return { place: { at: 'edit', draft: pressed(draft, id, value, desk) } };
    const plain = withJson(draft, desk);
    if ('notice' in plain) return { place: { at: 'edit', draft }, notice: plain.notice };
    return { place: { at: 'edit', draft: foundNothing({ ...plain.draft, tab, focus: undefined }) } };
  },
  submit: async ({ draft: old }, state, desk) => {
    if (old.calendar) return saveCalendar(old, old.calendar, state, desk);
    const { trial: _trial, ...began } = old;
    // Enter in the box, and the phone, which tells of a field only so: it is looked for, and nothing is saved yet.
    const find = state[findField(old)];
    if (typeof find === 'string' && find.trim() !== '' && find !== old.find && canFind(old))
      return {
        place: { at: 'edit', draft: { ...took(began, state, desk), find } },
        notice: desk.say('view_find_first', { search: find }),
      };
    const filled = took(began, state, desk);
    const plain = withJson(filled, desk);
    if ('notice' in plain) return { place: { at: 'edit', draft: { ...filled, tab: 'json' } }, notice: plain.notice };
    const draft: Draft = { ...plain.draft, tried: true };
    const errors = (await findingsOf(draft, desk)).filter(({ level }) => level === 'error');
    // What is wrong in typed JSON is told where it was typed, and the text stays.
    if (errors.length > 0 && filled.json !== undefined && jsonField(filled) === jsonField(old))
      return atJson({ ...filled, tried: true, marked: true }, errors, desk);
    return errors.length > 0 ? atFirst(draft, errors, desk, old) : saveOrWarn(draft, desk);
  },
};

/** The draft after everything was sent that fields hold. */
function took(draft: Draft, state: Readonly<Record<string, unknown>>, { world }: ScreenTools): Draft {
  return Object.entries(state).reduce((all, [id, sent]) => receive(all, id, sent, world), draft);
}

const canFind = ({ tab }: Draft): boolean => tab === 'if' || tab === 'then';

/** An empty box under a new name. */
const foundNothing = ({ find, ...draft }: Draft): Draft =>
  find === undefined ? draft : { ...draft, finding: draft.next, next: draft.next + 1 };

/** A condition or an action of what was found; it is opened. */
function withFound(draft: Draft, found: string, world: World): Draft {
  const [tab, id] = [found.slice(0, found.indexOf('.')), found.slice(found.indexOf('.') + 1)];
  const part = tab === 'if' ? newCondition(id, world) : newStep(id);
  if (part === undefined) return draft;
  const added = tab === 'if' ? moves.addCondition(draft, undefined, part) : moves.addStep(draft, part);
  return foundNothing({ ...added, tab: tab === 'if' ? 'if' : 'then' });
}

function pressed(draft: Draft, id: string, value: unknown, { world }: ScreenTools): Draft {
  const page = numberIn(id, 'page');
  if (page !== undefined) return { ...draft, page, focus: undefined };
  if (id === 'add.condition') return moves.addCondition(draft);
  if (id.startsWith('add.action.')) {
    const step = typeof value === 'string' ? newStep(value) : undefined;
    return step ? moves.addStep(draft, step) : draft;
  }
  const [, kind, digits] = /^([ca])(\d+)\.menu$/.exec(id) ?? [];
  const n = Number(digits);
  const found = foundIn(id);
  if (found !== undefined) return withFound(draft, found, world);
  if (id === findField(draft)) return typeof value === 'string' ? { ...draft, find: value } : draft;
  if (toolIn(id)) return useTool(draft, id, value, world);
  if (kind === undefined) return receive(draft, id, value, world);
  const isCondition = kind === 'c';
  switch (value) {
    case 'edit':
      return { ...draft, focus: n };
    case 'done':
      return { ...draft, focus: undefined };
    case 'up':
    case 'down':
      return (isCondition ? moves.moveCondition : moves.moveStep)(draft, n, value === 'up' ? -1 : 1);
    case 'remove':
      return (isCondition ? moves.removeCondition : moves.removeStep)(draft, n);
    case 'copy':
      return isCondition ? draft : moves.copyOf(draft, n);
    case 'add':
      return isCondition ? moves.addCondition(draft, n) : draft;
    case 'group':
      return isCondition ? moves.wrap(draft, n, 'any') : draft;
    case 'ungroup':
      return isCondition ? moves.unwrap(draft, n) : draft;
    case 'all':
    case 'any':
    case 'none':
      return isCondition ? moves.regroup(draft, n, value satisfies Group) : draft;
    default:
      return draft;
  }
}

/** Typed JSON takes the place of the rule; its id stays. */
function withJson(draft: Draft, { say, text }: ScreenTools): { readonly draft: Draft } | { readonly notice: string } {
  if (draft.json === undefined) return { draft };
  const parsed = parsedJson(draft);
  if (!parsed) return { notice: say('view_no_json') };
  const { rule, twice } = parsed;
  if (twice) return { notice: text(sayTwice(twice)) };
  if (draft.id != null && rule.id !== draft.id) return { notice: say('view_id_stays', { id: draft.id }) };
  const { index, id, base, version, tried, before } = draft;
  // As in the fields: a new rule only watches, unless it says otherwise.
  const whole = index === undefined && rule.mode === undefined ? { ...rule, mode: 'watch' } : rule;
  const last = { ...draft, epoch: draft.epoch + 1, count: draft.count + 1 };
  return { draft: { ...toDraft(whole, { index, id, base, version }, last), tried, before } };
}

/** Conversations that a draft is tried on. */
const TRIED_ON = 50;
/** Then it is said how far it is, ms; the same button shows more. */
const TRIAL = 2_000;

/** What it would have done lately; nothing is changed. */
async function tried(old: Draft, desk: ScreenTools): Promise<Next> {
  const { admin, say, within, world } = desk;
  const plain = withJson(old, desk);
  if ('notice' in plain) return { place: { at: 'edit', draft: old }, notice: plain.notice };
  const { draft } = plain;
  const errors = (await findingsOf(draft, desk)).filter(({ level }) => level === 'error');
  if (errors.length > 0) return { ...atFirst({ ...draft, tried: true }, errors, desk), notice: say('view_not_tried') };
  const rule = { id: NO_ID, ...fromDraft(draft) } as unknown as Rule;
  const place = { at: 'edit', draft } as const;
  const run = await within(PATIENCE, admin.trials.ask(rule, TRIED_ON, TRIAL));
  if (!run) return { place, notice: say('view_try_long') };
  if (run.run && run.of === 0) return { place, notice: say('dry_run_none') };
  const lines = trialLines(run, rule.name, world.language, world.zone);
  const trial = lines.map((line) => (typeof line === 'string' ? line : sayText(world.language, line)));
  return { place: { at: 'edit', draft: { ...draft, trial } } };
}
