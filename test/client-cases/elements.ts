import type { WebClient } from '../sandbox';
import type { Plays } from './stage';
import { actions, input, modal, select, OPTIONS } from './views';

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
