import type { PhoneSight, Sight, WidgetSight } from '../sandbox';
import type { Heard } from './script';
import type { Seen } from './types';

/** Icons are letters of a private font; the layout's white space does not count. */
const oneLine = (text: string): string => text.replace(/[\s\uE000-\uF8FF]+/g, ' ').trim();
/** On the phone and in the widget words stand where the layout put them: only their letters count. */
const bare = (text: string | null | undefined): string | null => (text == null ? null : text.replace(/\s+/g, ''));

/** The room in which everything begins: its address is not told. */
const HOME = '/live/r1';

/** What the recording says, without its label, in the shape of what is seen here. */
export function wantedSight(seen: Seen): object {
  const { modal, bar, fields = {}, errors = [], toasts = [], busy = false, url = HOME, crash = [] } = seen;
  return {
    modal: modal === undefined ? null : oneLine(modal),
    bar: bar === undefined ? null : oneLine(bar),
    fields,
    errors,
    toasts,
    busy,
    url,
    crashed: crash.length > 0,
  };
}

export function webSight({ modal, bar, fields, errors, toasts, busy, url, crash }: Sight, rooms: Rooms): object {
  return {
    modal: modal === undefined ? null : oneLine(modal),
    bar: bar === undefined ? null : oneLine(bar),
    fields,
    errors,
    toasts,
    busy,
    url: rooms.named(url),
    crashed: crash.length > 0,
  };
}

export const wantedPhone = ({ screens, text, fields, errors = [] }: Seen): object => ({
  screens,
  text: bare(text),
  fields,
  crashed: errors.length > 0,
});

export const phoneSight = ({ screens, text, fields, crash }: PhoneSight): object => ({
  screens,
  text: bare(text),
  fields,
  crashed: crash.length > 0,
});

export const wantedWidget = ({ text, buttons, selects, inputs }: Seen): object => ({
  text: bare(text),
  buttons,
  selects,
  inputs,
});

export const widgetSight = ({ text, ...rest }: WidgetSight): object => ({ text: bare(text), ...rest });

/** Ids of the sandbox's rooms and messages, and what the recording calls them. */
export interface Rooms {
  named(text: string): string;
}

type Thing = Readonly<Record<string, unknown>>;
const thing = (value: unknown): Thing => (typeof value === 'object' && value !== null ? (value as Thing) : {});

/** Keys of a view that was shown whole, with its state. */
const WHOLE = 'appId,blocks,close,id,showIcon,state,submit,title,type';

/** A very long text as the recording is kept: `x × 90000`. */
const short = (value: unknown): unknown =>
  typeof value === 'string' && value.length > 1000
    ? `${value.charAt(0)} × ${value.length}`
    : Array.isArray(value)
      ? value.map(short)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each)]))
        : value;

/** What the recording calls a handler: only the widget's goes by its whole name. */
export const named = (handler: string): string =>
  handler.includes('Livechat') ? handler : handler.replace(/^execute|Handler$/g, '');

/** What the app heard, in the words of the recording; of what is there only what the recording names. */
export function heardAs({ method, data }: Heard, wanted: Thing, { rooms, seen }: { rooms: Rooms; seen: Set<string> }) {
  const { triggerId, user, visitor, room, message, view, blockId, container } = data;
  const isWidgets = method === 'executeLivechatBlockActionHandler';
  const id = (value: unknown): string => rooms.named(String(thing(value).id));
  const trigger = typeof triggerId === 'string' && !seen.has(triggerId) ? '(a new one)' : triggerId;
  if (typeof triggerId === 'string') seen.add(triggerId);
  const keys = Object.keys(thing(view)).sort().join(',');
  const told: Record<string, unknown> = {
    ...data,
    method,
    triggerId: trigger,
    user: user === null || user === undefined ? null : thing(user).id,
    ...(room ? { room: isWidgets ? id(room) : { id: id(room), converted: 'rooms' } } : {}),
    ...(message ? { message: isWidgets ? id(message) : { id: id(message), converted: 'messages' } } : {}),
    ...(container ? { container: { ...thing(container), id: id(container) } } : {}),
    ...(visitor ? { visitor: pick(thing(visitor), thing(wanted.visitor)) } : {}),
    ...(view
      ? {
          view: {
            id: thing(view).id,
            state: short(thing(view).state),
            ...(keys === WHOLE ? { carries: 'the whole view as the client holds it' } : { keys }),
          },
        }
      : {}),
  };
  return {
    ...pick(told, wanted),
    // What the recording does not name was not there.
    ...(method === 'BlockAction' && !('blockId' in wanted) && blockId !== null ? { blockId } : {}),
    ...(method === 'ViewClosed' && triggerId ? { triggerId } : {}),
    ...(!('room' in wanted) && room ? { room: told.room } : {}),
  };
}

function pick(from: Thing, like: Thing): Thing {
  return Object.fromEntries(Object.keys(like).map((key) => [key, from[key] ?? null]));
}
