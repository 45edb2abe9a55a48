import type { Finding } from '../../model/finding';
import type { Rule } from '../../catalogue/document';
import { translate as sayText, message } from '../../text/message';
import { idOf, nameOf, sameJson, type RawDocument, type RawRule } from '../../admin/rule-book/raw-document';
import { newRuleId, type Book } from '../../admin/rule-book/rule-book';
import { fillSecrets, maskRule } from '../../admin/rule-book/secrets';
import { builderView } from './view';
import { errorsAtFields, fill, jsonField, openForm, parsedJson, spotOf } from './forms';
import { numberIn, PATIENCE, sayConflict, toRules, type ScreenTools, type Next, type Screen } from '../screen';
import { fromDraft, renamed, TABS, toDraft, type Draft, type Group } from './draft';
import * as moves from './draft-edits';
import type { Place } from '../place';
import { newStep } from './action-form';
import { trialLines } from '../../admin/dry-run/lines';

type Editing = Extract<Place, { at: 'edit' }>;

/** Stands for the id of a rule that has none yet, while it is checked. */
const NO_ID = 'new';

/** The builder. */
export const editScreen: Screen<Editing> = {
  right: 'change',
  show: async ({ draft }, desk, { notice }) =>
    builderView({ draft, world: desk.world, findings: draft.tried ? await findingsOf(draft, desk) : [], notice }),
  press: async ({ draft: { trial: _trial, ...draft } }, id, value, desk) => {
    if (id === 'back') return toRules(desk);
    if (id === 'try') return tried(draft, desk);
    const tab = TABS.find((each) => id === `tab.${each}`);
    if (!tab) return { place: { at: 'edit', draft: pressed(draft, id, value, desk) } };
    const plain = withJson(draft, desk);
    if ('notice' in plain) return { place: { at: 'edit', draft }, notice: plain.notice };
    return { place: { at: 'edit', draft: { ...plain.draft, tab, focus: undefined } } };
  },
  submit: async ({ draft: old }, state, desk) => {
    const { trial: _trial, ...began } = old;
    const filled = Object.entries(state).reduce(
      (draft, [id, sent]) => fill(draft, id, sent, desk.world),
      began as Draft,
    );
    const plain = withJson(filled, desk);
    if ('notice' in plain) return { place: { at: 'edit', draft: { ...filled, tab: 'json' } }, notice: plain.notice };
    const draft: Draft = { ...plain.draft, tried: true };
    const errors = (await findingsOf(draft, desk)).filter(({ level }) => level === 'error');
    // What is wrong in typed JSON is told where it was typed, and the text stays.
    if (errors.length > 0 && filled.json !== undefined && jsonField(filled) === jsonField(old))
      return atJson({ ...filled, tried: true, marked: true }, errors, desk);
    return errors.length > 0 ? atFirst(draft, errors, desk, old) : save(draft, desk);
  },
};

function pressed(draft: Draft, id: string, value: unknown, { world }: ScreenTools): Draft {
  const page = numberIn(id, 'page');
  if (page !== undefined) return { ...draft, page };
  if (id === 'add.condition') return moves.addCondition(draft);
  if (id.startsWith('add.action.')) {
    const step = typeof value === 'string' ? newStep(value) : undefined;
    return step ? moves.addStep(draft, step) : draft;
  }
  const [, kind, digits] = /^([ca])(\d+)\.menu$/.exec(id) ?? [];
  const n = Number(digits);
  if (kind === undefined) return fill(draft, id, value, world);
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
function withJson(draft: Draft, { say }: ScreenTools): { readonly draft: Draft } | { readonly notice: string } {
  if (draft.json === undefined) return { draft };
  const rule = parsedJson(draft);
  if (!rule) return { notice: say('view_no_json') };
  if (draft.id != null && rule.id !== draft.id) return { notice: say('view_id_stays', { id: draft.id }) };
  const { index, id, base, version, tried } = draft;
  const last = { ...draft, epoch: draft.epoch + 1, count: draft.count + 1 };
  return { draft: { ...toDraft(rule, { index, id, base, version }, last), tried } };
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

/** What the check says of the rule, beside the calendars there are. */
async function findingsOf(draft: Draft, { admin }: ScreenTools): Promise<readonly Finding[]> {
  const { document } = admin.book.read();
  const rule = fromDraft(draft);
  const checked = { ...document, rules: [idOf(rule) === null && draft.id == null ? { ...rule, id: NO_ID } : rule] };
  const { findings } = await admin.book.check(checked);
  return findings.filter((each) => each.rule !== null || each.place.startsWith('rules[0]'));
}

/**
 * Stays in the builder, where the first problem is. Problems of fields that are on the view are told at the fields, and
 * then the view stays as it is; else it shows where the problem is, and tells it in a line.
 */
function atFirst(draft: Draft, findings: readonly Finding[], { world, say, unused }: ScreenTools, seen?: Draft): Next {
  const [first] = findings;
  const here = errorsAtFields(draft, findings, world);
  if (Object.keys(here).length > 0 && seen && sameFields(seen, draft, world))
    return { place: { at: 'edit', draft: { ...draft, marked: true } }, errors: here };
  const spot = first && spotOf(draft, first);
  const there = Object.keys(here).length > 0 || !spot ? draft : { ...draft, tab: spot.tab, focus: spot.focus };
  return { place: { at: 'edit', draft: unmarked(there, unused) }, notice: say('view_not_saved') };
}

function atJson(draft: Draft, findings: readonly Finding[], { world }: ScreenTools): Next {
  const lines = findings.slice(0, 3).map(({ place, text }) => `${place}: ${sayText(world.language, text)}`);
  return { place: { at: 'edit', draft }, errors: { [jsonField(draft)]: lines.join('\n') } };
}

/** A client shows errors until the fields have other names. */
const unmarked = (draft: Draft, unused: number): Draft => (draft.marked ? renamed(draft, unused) : draft);

/** Does the open part have the fields that the client shows? On the phone nothing is told before the submit. */
function sameFields(seen: Draft, draft: Draft, world: ScreenTools['world']): boolean {
  const fieldsOf = (each: Draft) =>
    openForm(each, world)?.inputs.map(({ id, choices }) => [id, choices]) ?? [each.tab === 'json' && jsonField(each)];
  return sameJson(fieldsOf(seen), fieldsOf(draft));
}

async function save(draft: Draft, desk: ScreenTools): Promise<Next> {
  const { admin, person, say } = desk;
  const book = admin.book.read();
  const document: RawDocument = book.document ?? { rules: [] };
  const wanted = fromDraft(draft);
  const isNew = draft.index === undefined;
  const taken = document.rules.some((each) => idOf(each) !== null && idOf(each) === idOf(wanted));
  const rule: RawRule =
    isNew && (idOf(wanted) === null || taken)
      ? { id: newRuleId(idOf(wanted) ?? nameOf(wanted), document), ...without(wanted) }
      : wanted;
  const { document: filled, lost } = fillSecrets({ rules: [rule] }, document);
  if (lost.length > 0)
    return {
      place: { at: 'edit', draft: unmarked({ ...draft, tab: 'then' }, desk.unused) },
      notice: say('view_secret_lost'),
    };
  const changed = await admin.book.change(
    person,
    draft.version,
    (now) => ({
      ...now,
      rules: isNew
        ? [...now.rules, ...filled.rules]
        : now.rules.map((each, at) => (at === draft.index ? filled.rules[0] : each)),
    }),
    message('history_why_builder'),
  );
  if (changed.ok) return toRules(desk, say('view_saved', { rule: nameOf(rule) }));
  if (changed.reason === 'conflict') {
    const { draft: newer, notice } = rebased(draft, admin.book.read(), desk);
    return { place: { at: 'edit', draft: newer }, notice: `${sayConflict(changed, desk)} ${notice}` };
  }
  return atFirst(draft, changed.findings, desk);
}

const without = ({ id: _id, ...rule }: RawRule): RawRule => rule;

/** The same draft over the rules as they are now; what it means to save it again. */
function rebased(
  draft: Draft,
  { rules, version }: Book,
  { say }: ScreenTools,
): { readonly draft: Draft; readonly notice: string } {
  if (draft.index === undefined) return { draft: { ...draft, version }, notice: say('view_again_add') };
  const rule = rules.find(({ id, source }) =>
    draft.id != null ? id === draft.id : sameJson(maskRule(source), draft.base),
  );
  if (!rule) return { draft: { ...draft, version, index: undefined }, notice: say('view_again_gone') };
  const base = maskRule(rule.source);
  const same = sameJson(base, draft.base);
  return {
    draft: { ...draft, version, index: rule.index, base },
    notice: say(same ? 'view_again_add' : 'view_again_replace'),
  };
}
