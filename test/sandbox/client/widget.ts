/**
 * Blocks of messages in the customer's widget of 8.3 (CLIENT.md): accessories of sections alone. A message with a row of
 * actions is not drawn at all. A tap goes over the route with the visitor's token, and its answer shows nothing: only a
 * changed message does.
 */
import type { MessageDoc, Workspace } from '../workspace';
import { words } from './drawn';
import type { Line } from './line';
import type { Timers } from './timers';
import { textOf } from './values';
import { flat, list, thing } from './view';

type Thing = Readonly<Record<string, unknown>>;

/** How long a tapped button waits for the app, in ms; then it is free again, and nothing is said. */
const PATIENCE = 5_000;

export interface WidgetParts {
  readonly ws: Workspace;
  readonly token: string;
  readonly line: Line;
  readonly timers: Timers;
}

/** One section of a message as it is drawn, with what can be tapped in it. */
export interface WidgetSection {
  readonly text: string;
  readonly element?: {
    readonly type: 'button' | 'static_select' | 'datepicker';
    readonly actionId: string;
    readonly label: string;
    readonly isWaiting: boolean;
    readonly url?: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    /** What a date was set to. */
    readonly date: string;
  };
}

/** What the customer sees of a message's blocks. */
export interface WidgetSight {
  readonly text: string;
  /** Their labels; `(disabled)` while one waits. */
  readonly buttons: readonly string[];
  readonly selects: readonly { readonly value: ''; readonly options: readonly string[] }[];
  readonly inputs: readonly string[];
}

export type Widget = ReturnType<typeof createWidget>;

/** A row of actions makes the widget throw where it draws the message. */
export const vanishes = (message: Readonly<Record<string, unknown>>): boolean =>
  flat(message.blocks, 'livechat').some(({ type }) => type === 'actions');

let made = 0;

export function createWidget({ ws, token, line, timers }: WidgetParts) {
  const waiting = new Set<string>();
  const dates = new Map<string, string>();
  const opened: string[] = [];

  const messageOf = (mid: string): MessageDoc => {
    const message = ws.data.messages.findLast((each) => each._id === mid);
    if (message === undefined) throw new Error(`The widget has no message "${mid}".`);
    return message;
  };

  const elementsOf = (message: MessageDoc): readonly { block: Thing; element: Thing }[] =>
    vanishes(message)
      ? []
      : flat(message.blocks, 'livechat')
          .filter(({ type }) => type === 'section')
          .map((block) => ({ block, element: thing(block.accessory) }))
          .filter(({ element }) => element.actionId !== undefined);

  const find = (mid: string, actionId: string): { block: Thing; element: Thing } => {
    const all = elementsOf(messageOf(mid));
    const found = all.find(({ element }) => element.actionId === actionId);
    if (found !== undefined) return found;
    const there = all.map(({ element }) => String(element.actionId)).join(', ');
    throw new Error(`The message "${mid}" shows no "${actionId}"; it shows ${there || 'nothing to tap'}.`);
  };

  /** Posts it, and waits until the app has answered or five seconds are over; what it answers is looked at by nobody. */
  const tell = async (mid: string, actionId: string, payload: object): Promise<void> => {
    const key = `${mid} ${actionId}`;
    const { block } = find(mid, actionId);
    if (waiting.has(key)) return;
    waiting.add(key);
    made += 1;
    const body = {
      type: 'blockAction',
      actionId,
      rid: messageOf(mid).rid,
      mid,
      viewId: null,
      container: { type: 'message', id: mid },
      triggerId: `widget-trigger-${made}`,
      payload,
    };
    let inTime = (): void => undefined;
    await Promise.race([
      line.send({ appId: String(block.appId), headers: { 'x-visitor-token': token }, body }).catch(() => undefined),
      new Promise<void>((resolve) => (inTime = timers.after(PATIENCE, resolve))),
    ]);
    inTime();
    waiting.delete(key);
  };

  const sections = (mid: string): readonly WidgetSection[] => {
    const message = messageOf(mid);
    // Plain text is drawn as markdown, too.
    const read = (value: unknown): string => words({ ...thing(value), type: 'mrkdwn' });
    return (vanishes(message) ? [] : flat(message.blocks, 'livechat')).flatMap((block) => {
      if (block.type === 'context') return [{ text: list(block.elements).map(read).join(' ') }];
      if (block.type !== 'section') return [];
      const text = [read(block.text), ...list(block.fields).map(read)].join(' ').trim();
      const { type, actionId, text: label, placeholder, url, options } = thing(block.accessory);
      if (type !== 'button' && type !== 'static_select' && type !== 'datepicker') return [{ text }];
      const key = `${mid} ${String(actionId)}`;
      const element = {
        type,
        actionId: String(actionId),
        label: textOf(type === 'button' ? label : placeholder),
        isWaiting: waiting.has(key),
        ...(typeof url === 'string' && { url }),
        options: list(options)
          .map(thing)
          .map((each) => ({ value: String(each.value), label: textOf(each.text) })),
        date: dates.get(key) ?? '',
      } as const;
      return [{ text, element }];
    });
  };

  return {
    /** Sections of a message's blocks, from top to bottom. */
    sections,
    /** The blocks of a message as they are drawn. */
    sight(mid: string): WidgetSight {
      const all = sections(mid);
      const elements = all.flatMap(({ element }) => (element === undefined ? [] : [element]));
      const of = (kind: string) => elements.filter(({ type }) => type === kind);
      const optionsOf = ({ label, options }: (typeof elements)[number]): string[] => [
        label,
        ...options.map((each) => each.label),
      ];
      const texts = all.flatMap(({ text, element }) => [
        text,
        ...(element === undefined || element.type === 'datepicker' ? [] : optionsOf(element)),
      ]);
      return {
        text: texts.filter((each) => each !== '').join(' '),
        buttons: of('button').map(({ label, isWaiting }) => (isWaiting ? `${label} (disabled)` : label)),
        // The list shows its placeholder again, whatever was chosen.
        selects: of('static_select').map((each) => ({ value: '', options: optionsOf(each) })),
        inputs: of('datepicker').map(({ date }) => `date:${date}`),
      };
    },
    /** What can be tapped in a message, in its order. */
    elements: (mid: string): readonly Thing[] => elementsOf(messageOf(mid)).map(({ element }) => element),
    /** Taps a button; one with an address opens it and tells nobody. */
    async taps(mid: string, actionId: string): Promise<void> {
      const { element } = find(mid, actionId);
      if (typeof element.url === 'string') return void opened.push(element.url);
      await tell(mid, actionId, { value: element.value });
    },
    chooses: (mid: string, actionId: string, value: string): Promise<void> => tell(mid, actionId, { value }),
    /** A date says what it was and what it is, and nothing as its value. */
    async dates(mid: string, actionId: string, selectedDate: string): Promise<void> {
      const { initialDate } = find(mid, actionId).element;
      dates.set(`${mid} ${actionId}`, selectedDate);
      await tell(mid, actionId, { initialDate, selectedDate });
    },
    opened: (): readonly string[] => opened,
  };
}
