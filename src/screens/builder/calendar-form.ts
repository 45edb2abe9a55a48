import { SCHEDULE_KEY } from '../../catalogue/schedule';
import { CALENDAR_NAME, OWN_HOURS } from '../../catalogue/document';
import { message } from '../../text/message';
import type { RawDocument, RawRule } from '../../admin/rule-book/raw-document';
import { asObject, asString, isObject } from '../../util/json';
import { actions, button, section, typed, type View } from '../kit/blocks';
import { sayIn, withKey, type World } from '../kit/form';
import { sayConflict, type Next, type ScreenTools } from '../screen';
import { putCondition } from './draft-edits';
import { leafOf, type CalendarDraft, type Draft } from './draft';
import { withNewName } from './tools';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** A calendar of the document in fields, on top of the rule that picks it. */

const KEYS = ['hours', 'timezone', 'holidays'] as const;
const NEW = 'calendar.new.';
const EDIT = 'calendar.edit.';

/** Below what picks a calendar: a new one, or the one that is picked. */
export function calendarButtons(target: string, picked: string, world: World): LayoutBlock {
  const say = sayIn(world);
  const edit = world.calendars.includes(picked)
    ? [button(`${EDIT}${target}`, say('view_calendar_edit', { calendar: picked }))]
    : [];
  return actions(button(`${NEW}${target}`, say('view_calendar_new')), ...edit);
}

/** The calendar that a wait, a schedule or a condition of this draft picks, as written. */
export function pickedBy({ rule, ...draft }: Draft, target: string): string {
  const raw = target.startsWith('c') ? leafOf({ rule, ...draft }, Number(target.slice(1)))?.raw : rule[target];
  const written = asObject(raw)?.[target === 'wait' ? 'in' : target === SCHEDULE_KEY ? 'calendar' : 'field'];
  if (typeof written !== 'string') return '';
  return target.startsWith('c') ? written.slice(written.lastIndexOf('.') + 1) : written;
}

/** What such a button opens; undefined for anything else that is pressed. */
export function opened(draft: Draft, id: string, { admin }: ScreenTools): Draft | undefined {
  const start = [NEW, EDIT].find((each) => id.startsWith(each));
  if (start === undefined) return undefined;
  const target = id.slice(start.length);
  const { version } = admin.book.read();
  const name = start === EDIT ? { name: pickedBy(draft, target) } : {};
  return { ...draft, calendar: { target, version, count: draft.next, ...name }, next: draft.next + 1 };
}

const fieldOf = ({ count }: CalendarDraft, key: string): string => `cal${count}.${key}`;

const written = (document: RawDocument | undefined, { name }: CalendarDraft): RawRule =>
  (name === undefined ? undefined : asObject(asObject(document?.calendars)?.[name])) ?? {};

export function calendarView(calendar: CalendarDraft, { admin, world }: ScreenTools, notice?: string): View {
  const say = sayIn(world);
  const source = written(admin.book.read().document, calendar);
  const box = (key: (typeof KEYS)[number], multiline = false): LayoutBlock => {
    const value = source[key];
    const hint = say(`view_calendar_${key}`);
    const shown = { id: fieldOf(calendar, key), label: say(`setting_${key}`), hint, multiline, still: true };
    return typed({ ...shown, optional: key !== 'hours' }, typeof value === 'string' ? value : '');
  };
  const name = { id: fieldOf(calendar, 'name'), label: say('view_name'), hint: say('view_calendar_name'), still: true };
  return {
    title: calendar.name ?? say('view_calendar_new'),
    submit: say('view_save'),
    close: say('view_cancel'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      actions(button('calendar.back', say('view_calendar_back'))),
      ...(calendar.name === undefined ? [typed(name, '')] : []),
      box('hours'),
      box('timezone'),
      box('holidays', true),
    ],
  };
}

/** Saves it, and goes back to the rule, which picks it. */
export async function saveCalendar(
  draft: Draft,
  calendar: CalendarDraft,
  state: Readonly<Record<string, unknown>>,
  desk: ScreenTools,
): Promise<Next> {
  const { admin, person, world } = desk;
  const say = sayIn(world);
  const { document = { rules: [] } } = admin.book.read();
  const calendars = asObject(document.calendars) ?? {};
  const sent = (key: string): unknown => state[fieldOf(calendar, key)];
  const name = calendar.name ?? (asString(sent('name')) ?? '').trim().replace(/\s+/g, '-');
  const stay = (key: string, words: string): Next => ({
    place: { at: 'edit', draft },
    errors: { [fieldOf(calendar, key)]: words },
  });
  if (!CALENDAR_NAME.test(name) || name === OWN_HOURS) return stay('name', say('view_calendar_name'));
  if (calendar.name === undefined && Object.hasOwn(calendars, name)) return stay('name', say('view_calendar_taken'));
  const source = KEYS.reduce<RawRule>(
    (all, key) => {
      const text = sent(key);
      return typeof text === 'string' ? withKey(all, key, text.trim() === '' ? undefined : text.trim()) : all;
    },
    written(document, calendar),
  );
  const after = { ...calendars, [name]: source };
  const { findings } = await admin.book.check({ ...document, rules: [], calendars: after });
  const place = `calendars.${name}.`;
  const errors = findings.filter((each) => each.level === 'error' && `${each.place}.`.startsWith(place));
  if (errors.length > 0) {
    const at = KEYS.map((key) => [key, errors.find((each) => each.place === place + key)] as const);
    const told = at.flatMap(([key, error]) =>
      error ? [[fieldOf(calendar, key), desk.text(error.text)] as const] : [],
    );
    return { place: { at: 'edit', draft }, errors: Object.fromEntries(told), notice: desk.text(errors[0]!.text) };
  }
  const changed = await admin.book.change(
    person,
    calendar.version,
    (now) => ({ ...now, calendars: { ...asObject(now.calendars), [name]: source } }),
    message('history_why_builder'),
  );
  if (changed.ok) {
    const version = draft.version === calendar.version ? changed.version : draft.version;
    const picked = picks({ ...draft, version, calendar: undefined }, calendar.target, name);
    return { place: { at: 'edit', draft: picked }, notice: say('view_saved', { rule: name }) };
  }
  if (changed.reason === 'refused')
    return { place: { at: 'edit', draft }, notice: desk.text(changed.findings[0]!.text) };
  const { version } = admin.book.read();
  return {
    place: { at: 'edit', draft: { ...draft, calendar: { ...calendar, version } } },
    notice: sayConflict(changed, desk),
  };
}

/** The rule with this calendar where one is picked; the field that shows it gets a new name. */
function picks(draft: Draft, target: string, name: string): Draft {
  if (pickedBy(draft, target) === name) return draft;
  const n = Number(target.slice(1));
  const raw = target.startsWith('c') ? leafOf(draft, n)?.raw : draft.rule[target];
  if (!isObject(raw)) return draft;
  if (!target.startsWith('c')) {
    const key = target === 'wait' ? 'in' : 'calendar';
    const changed = { ...draft, rule: { ...draft.rule, [target]: { ...raw, [key]: name } }, count: draft.count + 1 };
    return withNewName(changed, target === 'wait' ? `o${draft.epoch}.in` : `w${draft.epoch}.times.calendar`);
  }
  const family = String(raw.field).slice(0, String(raw.field).lastIndexOf('.') + 1);
  const changed = putCondition(draft, n, { ...raw, field: `${family}${name}` });
  return withNewName(changed, `c${n}.key.${family}*`);
}
