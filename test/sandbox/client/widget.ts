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

  return {
    /** The blocks of a message as they are drawn. */
    sight(mid: string): WidgetSight {
      const message = messageOf(mid);
      const texts: string[] = [];
      const buttons: string[] = [];
      const selects: WidgetSight['selects'][number][] = [];
      const inputs: string[] = [];
      for (const block of vanishes(message) ? [] : flat(message.blocks, 'livechat')) {
        // Plain text is drawn as markdown, too.
        const read = (value: unknown): string => words({ ...thing(value), type: 'mrkdwn' });
        if (block.type === 'context') texts.push(...list(block.elements).map(read));
        if (block.type !== 'section') continue;
        texts.push(read(block.text), ...list(block.fields).map(read));
        const element = thing(block.accessory);
        const key = `${mid} ${String(element.actionId)}`;
        if (element.type === 'button') {
          const label = textOf(element.text);
          texts.push(label);
          buttons.push(waiting.has(key) ? `${label} (disabled)` : label);
        } else if (element.type === 'static_select') {
          const options = [
            textOf(element.placeholder),
            ...list(element.options).map((each) => textOf(thing(each).text)),
          ];
          texts.push(...options);
          // The list shows its placeholder again, whatever was chosen.
          selects.push({ value: '', options });
        } else if (element.type === 'datepicker') inputs.push(`date:${dates.get(key) ?? ''}`);
      }
      return { text: texts.filter((each) => each !== '').join(' '), buttons, selects, inputs };
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
