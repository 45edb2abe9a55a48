import type { WebClient } from '../sandbox';
import type { Plays } from './play';
import { actions, field, input, modal, press, select, OPTIONS, TELLS_CHOICE, TELLS_TYPING } from './views';

const telling = modal('v1', [field('f', TELLS_TYPING)]);

/** The recording waits a second or so for what is told after the last key. */
const A_WHILE = 1_200;

export const typing: Plays<WebClient> = {
  'type-1': async (at) => {
    await at.shows({ open: telling });
    await at.client.types('f', 'abc');
    await at.passes(300);
    at.extra('sentAfter300ms', at.posted().length);
    await at.passes(A_WHILE - 300);
    await at.shop.settled();
    at.sees();
  },
  'type-2': async (at) => {
    await at.shows({ open: modal('v1', [field('f')]) });
    await at.client.types('f', 'abc');
    at.sees();
    await at.client.submits();
    await at.passes(A_WHILE);
  },
  'type-3': async (at) => {
    await at.shows({ open: modal('v1', [field('f', TELLS_TYPING), field('g', TELLS_TYPING)]) });
    await at.client.types('f', 'abc');
    await at.passes(200);
    await at.client.types('g', 'xyz');
    await at.passes(A_WHILE);
    await at.shop.settled();
    at.sees();
    await at.client.submits();
  },
  'type-4': async (at) => {
    await at.shows({ open: modal('v1', [field('f', TELLS_TYPING), actions(press('go', { value: 'v' }))]) });
    await at.client.types('f', 'abc');
    await at.passes(200);
    await at.client.presses('go');
    await at.passes(A_WHILE);
    await at.shop.settled();
    at.sees();
  },
  'type-5': async (at) => {
    await at.shows({ open: telling });
    await at.client.types('f', 'abc');
    await at.client.submits();
    await at.passes(A_WHILE);
    await at.shop.settled();
    at.sees();
  },
  'type-6': async (at) => {
    await at.shows({ open: telling });
    await at.client.types('f', 'abc');
    at.app({ answer: { update: modal('v1', [field('f', TELLS_TYPING)], { title: 'T2' }) } });
    await at.client.submits();
    await at.passes(A_WHILE);
    await at.shop.settled();
    at.sees();
  },
  'type-7': async (at) => {
    await at.shows({ open: modal('v1', [field('f', TELLS_CHOICE)]) });
    await at.client.types('f', 'abcd');
    at.sees();
  },
  'type-8': async (at) => {
    const long = { multiline: true, initialValue: 'one\ntwo', minLength: 20, maxLength: 3 };
    await at.shows({ open: modal('v1', [field('f', long)]) });
    at.sees();
    await at.client.submits();
  },
  'type-9': async (at) => {
    const got = (text: string) =>
      modal('v1', [field('f', { ...TELLS_TYPING, initialValue: text })], { title: `got ${text}` });
    await at.shows({ open: telling });
    await at.client.types('f', 'abc');
    at.app({ waits: 1 }, { answer: { update: got('abc') } });
    at.app({ answer: { update: got('abcdef') } });
    await at.passes(700);
    await at.script.waiting();
    await at.client.types('f', 'def');
    at.script.goesOn();
    await at.shop.settled();
    at.sees();
    await at.passes(A_WHILE);
    await at.shop.settled();
    at.sees();
  },
  'type-10': async (at) => {
    await at.shows({ open: modal('v1', [field('f', { initialValue: 'abc' })]) });
    await at.client.fills('f', '');
    at.sees();
    await at.client.submits();
  },
  'type-11': async (at) => {
    await at.shows({ open: modal('v1', [field('f'), input('s', select({ actionId: 's' }), { blockId: 'bs' })]) });
    await at.client.submits();
    at.extra('rawState', stateOf(at.posted()[0]?.body));
  },
};

export function stateOf(body: object | undefined): unknown {
  const { payload } = JSON.parse(JSON.stringify(body ?? {})) as { payload?: { view?: { state?: unknown } } };
  return payload?.view?.state;
}

const boxes = { type: 'checkbox', options: OPTIONS };
const toggles = { type: 'toggle_switch', options: OPTIONS };
const ALPHA = { initialOptions: OPTIONS.slice(0, 1) };
const several = { type: 'multi_static_select', options: OPTIONS };

export const elements: Plays<WebClient> = {
  'elem-1': async (at) => {
    await at.shows({ open: modal('v1', [input('chk', boxes)]) });
    await at.client.chooses('chk', 'a');
    await at.client.chooses('chk', 'b');
    at.sees();
    await at.client.submits();
  },
  'elem-2': async (at) => {
    await at.shows({ open: modal('v1', [input('chk', { ...boxes, ...ALPHA })]) });
    at.sees();
    await at.client.chooses('chk', 'b');
    at.sees();
    await at.client.submits();
  },
  'elem-3': async (at) => {
    await at.shows({ open: modal('v1', [actions({ ...boxes, actionId: 'chk' })]) });
    await at.client.chooses('chk', 'a');
    await at.client.chooses('chk', 'b');
    at.sees();
  },
  'elem-4': async (at) => {
    await at.shows({ open: modal('v1', [input('rad', { type: 'radio_button', options: OPTIONS })]) });
    await at.client.chooses('rad', 'b');
    at.sees();
    await at.client.submits();
  },
  'elem-5': async (at) => {
    await at.shows({ open: modal('v1', [input('tog', toggles)]) });
    at.sees();
  },
  'elem-6': async (at) => {
    await at.shows({ open: modal('v1', [input('tog', { ...toggles, ...ALPHA })]) });
    at.sees();
    await at.client.chooses('tog', 'b');
    at.sees();
    await at.client.submits();
  },
  'elem-7': async (at) => {
    const date = { type: 'datepicker' };
    await at.shows({ open: modal('v1', [actions({ ...date, actionId: 'd1' }), input('d2', date)]) });
    await at.client.chooses('d1', '2026-11-28');
    await at.client.chooses('d2', '2026-12-24');
    at.sees();
    await at.client.submits();
  },
  'elem-8': async (at) => {
    const scale = { type: 'linear_scale', minValue: 0, maxValue: 3 };
    await at.shows({ open: modal('v1', [input('t1', { type: 'time_picker' }), input('l1', scale)]) });
    await at.client.chooses('t1', '09:30');
    // The recorded press on "2" of the scale reached no button: its state stayed empty.
    at.sees();
    await at.client.submits();
  },
  'elem-9': async (at) => {
    await at.shows({ open: modal('v1', [input('m', { ...several, initialValue: ['a'] })]) });
    await at.client.chooses('m', []);
    at.sees();
  },
  'elem-10': async (at) => {
    await at.shows({ open: modal('v1', [input('m', { ...several, initialValue: [] }), input('n', several)]) });
    at.sees();
    await at.client.submits();
  },
  'more-14': async (at) => {
    const list = input('sel', select({ initialValue: 'zz', placeholder: { type: 'plain_text', text: 'P' } }));
    await at.shows({ open: modal('v1', [list]) });
    at.sees();
    await at.client.submits();
  },
  'more-15': async (at) => {
    const options = Array.from({ length: 30 }, (_, index) => ({
      value: String(index),
      text: { type: 'plain_text', text: `Option ${index}` },
    }));
    await at.shows({ open: modal('v1', [input('sel', select({ options }))]) });
    const surface = at.client.top();
    surface?.opensList('sel');
    surface?.filters('27');
    at.extra('left', surface?.listed().length);
    await at.client.pressesEnter('sel');
    at.sees();
  },
  'more-16': async (at) => {
    await at.shows({ open: modal('v1', [input('m', { ...several, initialValue: ['a', 'b'] })]) });
    await at.client.chooses('m', ['b']);
    await at.client.chooses('m', []);
    at.sees();
    await at.client.submits();
  },
};

const go = actions(press('go'));

/** A view whose button is answered by an update to another. */
export const state: Plays<WebClient> = {
  'state-1': async (at) => {
    await at.shows({ open: modal('v1', [field('f', { initialValue: 'old' }), go]) });
    await at.client.types('f', 'abc');
    at.app({ answer: { update: modal('v1', [field('f', { initialValue: 'new' }), go]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-2': async (at) => {
    await at.shows({ open: modal('v1', [field('f', { initialValue: 'old' }), go]) });
    at.app({ answer: { update: modal('v1', [field('f', { initialValue: 'new' }), go]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-3': async (at) => {
    const row = actions(press('go', { value: 'v' }));
    await at.shows({ open: modal('v1', [field('f', { initialValue: 'old' }), row]) });
    at.app({ answer: { update: modal('v1', [field('g', { initialValue: 'fresh' }), row]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-4': async (at) => {
    await at.shows({ open: modal('v1', [field('f', {}, { blockId: 'B1' }), go]) });
    await at.client.types('f', 'abc');
    at.app({ answer: { update: modal('v1', [field('f', {}, { blockId: 'B2' }), go]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-5': async (at) => {
    await at.shows({ open: modal('v1', [field('f'), go]) });
    await at.client.types('f', 'abc');
    at.app({ answer: { update: modal('v1', [go]) } });
    await at.client.presses('go');
    at.sees();
    at.app({ answer: { update: modal('v1', [field('f'), go]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-6': async (at) => {
    const both = [actions(press('go'), press('go2'))];
    await at.shows({ open: modal('v1', both) });
    at.app({ answer: { update: modal('v1', both, { submit: undefined }) } });
    await at.client.presses('go');
    at.sees();
    at.app({ answer: { update: modal('v1', both, { submit: null }) } });
    await at.client.presses('go2');
    at.sees();
  },
  'state-7': async (at) => {
    const list = (value: string, options: readonly object[]) =>
      input('sel', select({ initialValue: value, options, placeholder: { type: 'plain_text', text: 'P' } }));
    await at.shows({ open: modal('v1', [list('a', OPTIONS), go]) });
    const others = [{ value: 'c', text: { type: 'plain_text', text: 'Gamma' } }];
    at.app({ answer: { update: modal('v1', [list('c', others), go]) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
  },
  'state-8': async (at) => {
    const chooser = (title: string) => modal('v1', [actions(select({ actionId: 'add' }))], { title });
    await at.shows({ open: chooser('T1') });
    for (let time = 0; time < 2; time += 1) {
      at.app({ answer: { update: modal('v1', ['added b', actions(select({ actionId: 'add' }))]) } });
      await at.client.chooses('add', 'b');
      at.sees();
    }
    at.extra('sent', at.posted().length);
  },
  'state-9': async (at) => {
    await at.shows({ open: modal('v1', [actions(press('go', { value: 'v' })), field('f')]) });
    await at.client.presses('go');
    await at.client.submits();
    at.extra('rawState', stateOf(at.posted()[1]?.body));
  },
  'state-10': async (at) => {
    const bare = (block: object) => JSON.parse(JSON.stringify({ ...block, blockId: undefined })) as object;
    const f = { ...field('f'), element: { type: 'plain_text_input', actionId: 'f' } };
    const row = { type: 'actions', elements: [press('go', { value: 'v' })] };
    at.app({ answer: { open: modal('v1', [bare(f), bare(row)] as never, { title: 'T' }) } });
    await at.client.sends(at.shop.instance().app().getID(), {
      type: 'actionButton',
      actionId: 'btn',
      rid: at.room.r1,
      payload: { context: 'roomAction' },
    });
    await at.client.types('f', 'abc');
    at.sees();
    await at.client.presses('go');
    await at.client.submits();
  },
};
