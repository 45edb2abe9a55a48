import { sayLookup } from '../../admin/wording';
import type { RawDocument, RawRule } from '../../admin/rule-book/raw-document';
import { fillSecrets } from '../../admin/rule-book/secrets';
import { mask } from '../../catalogue/secrets';
import { LOOKUP_KEYS, RULE_ID, type LookupEntry } from '../../catalogue/document';
import type { Finding } from '../../model/finding';
import { message, translate } from '../../text/message';
import {
  actions,
  button,
  chosen,
  context,
  cut,
  divider,
  menu,
  pageOf,
  pager,
  section,
  type Choice,
  type View,
} from '../kit/blocks';
import { blockOf, receive } from '../kit/form';
import { asObject, asString, isObject, own } from '../../util/json';
import type { Place } from '../place';
import { numberIn, PATIENCE, sayConflict, toRules, type Next, type Screen, type ScreenTools } from '../screen';
import { lookupInputs, NEW_LOOKUP, type LookupDraft } from './form';

type Lookups = Extract<Place, { at: 'lookups' }>;
type Editing = Extract<Place, { at: 'lookup' }>;

/** Lookups on one page. */
const ON_A_PAGE = 40;

/** Conversations that a lookup can be tried on. */
const TRIED_ON = 10;

const lookupsIn = (document: RawDocument | undefined): RawRule => (isObject(document?.lookups) ? document.lookups : {});

/** The lookups of the document, by id. */
export const lookupsScreen: Screen<Lookups> = {
  right: 'change',
  show: ({ page: asked = 0 }, { admin, say }, { notice }) => {
    const { document, refused } = admin.book.read();
    const lookups = Object.entries(lookupsIn(document));
    const { page, pages, shown } = pageOf(lookups, asked, ON_A_PAGE);
    const row = ([id, entry]: readonly [string, unknown]) => {
      const raw = isObject(entry) ? entry : {};
      const items: Choice[] = [
        ['edit', say('view_do_edit')],
        ['remove', say('view_do_remove')],
      ];
      return [divider, section(cut(`${id}: ${asString(raw.ask ?? raw.get) ?? '–'}`, 300), menu(`item.${id}`, items))];
    };
    const view: View = {
      title: say('view_lookups'),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        actions(
          button('new.model', say('view_lookup_new_ask'), 'primary'),
          button('new.data', say('view_lookup_new_get')),
          button('back', say('view_rules')),
          ...pager(page, pages),
        ),
        ...(lookups.length === 0 ? [context(say(refused ? 'view_refused' : 'view_lookups_none'))] : shown.flatMap(row)),
      ],
    };
    return Promise.resolve(view);
  },
  press: async (place, id, value, desk) => {
    if (id === 'back') return toRules(desk);
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { ...place, page } };
    const { document, version } = desk.admin.book.read();
    const [, kind] = /^new\.(data|model)$/.exec(id) ?? [];
    if (kind === 'data' || kind === 'model')
      return { place: await editing({ kind, name: '', entry: NEW_LOOKUP[kind] }, version, desk) };
    const [, name] = /^item\.(.*)$/.exec(id) ?? [];
    const entry = name === undefined ? undefined : own(lookupsIn(document), name);
    if (name === undefined || entry === undefined) return { place };
    if (value === 'remove') return removed(name, version, desk);
    const raw = mask(entry);
    if (value !== 'edit' || !isObject(raw)) return { place };
    return {
      place: await editing(
        { id: name, name, kind: LOOKUP_KEYS.address in raw ? 'data' : 'model', entry: raw },
        version,
        desk,
      ),
    };
  },
};

/** On the newest conversation of now: when it is tried, there may be a newer one that nobody was shown. */
async function editing(draft: LookupDraft, version: string, { admin, unused }: ScreenTools): Promise<Editing> {
  const [on] = await admin.conversations();
  return { at: 'lookup', draft, version, count: unused, ...(on !== undefined && { on }) };
}

async function removed(name: string, version: string, desk: ScreenTools): Promise<Next> {
  const { admin, person, say, world } = desk;
  const changed = await admin.book.change(
    person,
    version,
    ({ lookups, ...rest }) => {
      const { [name]: _gone, ...left } = isObject(lookups) ? lookups : {};
      return { ...rest, ...(Object.keys(left).length > 0 && { lookups: left }) };
    },
    message('history_why_builder'),
  );
  const place: Lookups = { at: 'lookups' };
  if (changed.ok) return { place, notice: say('view_done_removed', { rule: name }) };
  if (changed.reason === 'conflict') return { place, notice: sayConflict(changed, desk) };
  const [first] = changed.findings;
  return { place, notice: first ? translate(world.language, first.text) : say('view_failed') };
}

/** One lookup as a form, and what it answers when it is tried. */
export const lookupScreen: Screen<Editing> = {
  right: 'change',
  show: async ({ draft, count, on, lines = [], findings = [] }, { admin, say, world }, { quick, notice }) => {
    const newest = quick ? [] : (await admin.conversations()).slice(0, TRIED_ON);
    const past = quick || on === undefined || newest.includes(on) ? newest : [...newest, on];
    const names = await Promise.all(past.map(async (id) => [id, await customerOf(id, admin)] as const));
    return {
      title: draft.id ?? say(draft.kind === 'model' ? 'view_lookup_new_ask' : 'view_lookup_new_get'),
      submit: say('view_save'),
      close: say('view_cancel'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        ...findings.slice(0, 5).map((line) => context(`🔴 ${line}`)),
        ...lookupInputs(draft, count, world).map(blockOf),
        divider,
        ...(names.length > 0
          ? [chosen({ id: `l${count}.on`, label: say('view_lookup_on') }, names, on ?? names[0]?.[0] ?? '')]
          : [context(say('view_lookup_no_message'))]),
        actions(...(names.length > 0 ? [button('try', say('view_lookup_try'))] : []), button('back', say('view_back'))),
        ...lines.map((line) => context(cut(line, 500))),
      ],
    };
  },
  press: async (place, id, value, desk) => {
    if (id === 'back') return { place: { at: 'lookups' } };
    if (id === 'try') return tried(place, desk);
    return { place: typedIn(place, { [id]: value }, desk) };
  },
  submit: async (old, state, desk) => {
    const place = typedIn(old, state, desk);
    const { draft, version } = place;
    const { admin, person, say } = desk;
    const ready = await checked(draft, desk);
    if ('told' in ready) return atFields(place, ready.told, desk);
    const changed = await admin.book.change(
      person,
      version,
      (now) => ({ ...now, lookups: { ...lookupsIn(now), [ready.id]: ready.entry } }),
      message('history_why_builder'),
    );
    if (changed.ok) return { place: { at: 'lookups' }, notice: say('view_saved', { rule: ready.id }) };
    if (changed.reason === 'refused') return atFields(place, changed.findings, desk);
    return { place: { ...place, version: admin.book.read().version }, notice: sayConflict(changed, desk) };
  },
};

async function customerOf(id: string, { host }: ScreenTools['admin']): Promise<string> {
  const conversation = await host.conversation(id).catch(() => undefined);
  return conversation ? (conversation.customer.name ?? conversation.customer.id) : id;
}

function typedIn(place: Editing, state: Readonly<Record<string, unknown>>, { world }: ScreenTools): Editing {
  const { count } = place;
  const draft = lookupInputs(place.draft, count, world).reduce(
    (each, input) => (input.id in state ? receive(input, each, state[input.id]) : each),
    place.draft,
  );
  const on = state[`l${count}.on`];
  return { ...place, draft, ...(typeof on === 'string' && { on }) };
}

type Ready =
  | { readonly id: string; readonly entry: RawRule }
  /** What stands in the way, by its place in the document. */
  | { readonly told: readonly Pick<Finding, 'place' | 'text'>[] };

/** The lookup as it would be saved, its secrets filled in. */
async function checked(draft: LookupDraft, { admin }: ScreenTools): Promise<Ready> {
  const { document } = admin.book.read();
  const id = draft.id ?? draft.name;
  const told = (text: Finding['text'], key = ''): Ready => ({ told: [{ place: `lookups.${id}${key}`, text }] });
  if (!document) return { told: [{ place: '', text: message('view_refused') }] };
  if (!RULE_ID.test(id)) return told(message('view_lookup_name_hint'));
  if (draft.id === undefined && Object.hasOwn(lookupsIn(document), id))
    return told(message('view_lookup_taken', { id }));
  const own = { rules: [], lookups: { [id]: draft.entry } };
  const { document: filled } = fillSecrets(own, { rules: [], lookups: lookupsIn(document)[id] });
  const entry = asObject(lookupsIn(filled)[id]) ?? {};
  const { findings } = await admin.book.check({ rules: [], lookups: { [id]: entry } });
  const wrong = findings.filter(({ level, place }) => level === 'error' && place.startsWith('lookups'));
  return wrong.length > 0 ? { told: wrong } : { id, entry };
}

/** At the fields that are on the view; what belongs to none of them in lines above. */
function atFields(place: Editing, told: readonly Pick<Finding, 'place' | 'text'>[], { say, world }: ScreenTools): Next {
  const { draft, count } = place;
  const inputs = lookupInputs(draft, count, world);
  const base = `lookups.${draft.id ?? draft.name}`;
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const { place: at, text } of told) {
    const field = inputs.find(
      (input) => at === `${base}${input.place}` || (at.startsWith(`${base}${input.place}.`) && input.place !== ''),
    );
    const line = translate(world.language, text);
    if (field) errors[field.id] ??= line;
    else others.push(line);
  }
  const next = { ...place, findings: others };
  return others.length === 0
    ? { place: next, errors }
    : { place: { ...next, findings: [...others, ...Object.values(errors)] }, notice: say('view_not_saved') };
}

/** Asks for real, about the newest message of a customer. */
async function tried(place: Editing, desk: ScreenTools): Promise<Next> {
  const { admin, say, within, world } = desk;
  const ready = await checked(place.draft, desk);
  if ('told' in ready) {
    const lines = ready.told.map(({ text }) => translate(world.language, text));
    return { place: { ...place, findings: lines, lines: [] }, notice: say('view_not_tried') };
  }
  const conversation = place.on ?? (await admin.conversations())[0];
  if (conversation === undefined) return { place, notice: say('view_lookup_no_message') };
  const answer = await within(PATIENCE, admin.tryLookup(ready.id, ready.entry as LookupEntry, conversation));
  if (!answer) return { place: { ...place, lines: [] }, notice: say('view_lookup_long') };
  if ('refused' in answer) return { place: { ...place, lines: [] }, notice: translate(world.language, answer.refused) };
  const { sent } = answer;
  const lines = [
    `${answer.customer} · ${sayLookup(answer, world.language)}`,
    ...(sent === undefined ? [] : [say('view_lookup_sent', { text: sent })]),
  ];
  return { place: { ...place, lines, findings: [] } };
}
