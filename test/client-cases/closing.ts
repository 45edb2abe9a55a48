import type { WebClient } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Play, Plays } from './stage';
import { actions, bar, field, input, modal, press, select } from './views';

const second = modal('v2', ['second'], { title: 'T2' });

/** Types into `f` of this view and presses Enter there. */
const entering =
  (view: object): Play<WebClient> =>
  async (at) => {
    await at.shows({ open: view });
    await at.client.types('f', 'abc');
    await at.client.pressesEnter('f');
    at.sees();
  };

const list = input('sel', select({ placeholder: { type: 'plain_text', text: 'P' } }));

export const enter: Plays<WebClient> = {
  'enter-1': entering(modal('v1', [field('f')])),
  'enter-2': entering(modal('v1', [field('f')], { submit: null })),
  'enter-3': entering(modal('v1', [field('f'), field('g')])),
  'enter-4': entering(modal('v1', [field('f', { multiline: true })])),
  'enter-5': entering(modal('v1', [field('f'), actions(press('go'))])),
  'enter-6': entering(bar('b1', [field('f')])),
  'enter-7': entering(modal('v1', [field('f'), list])),
};

const one = modal('v1', [field('f')]);

/** Presses X on a modal; the app does this. */
const crossing =
  (view: object, steps: readonly Step[]): Play<WebClient> =>
  async (at) => {
    await at.shows({ open: view });
    at.app(...steps);
    await at.client.pressesX();
    at.sees();
  };

export const closing: Plays<WebClient> = {
  'close-1': async (at) => {
    await at.shows({ open: one });
    await at.client.types('f', 'abc');
    await at.client.pressesX();
    at.sees();
  },
  'close-2': async (at) => {
    await at.shows({ open: one });
    await at.client.closes();
    at.sees();
  },
  'close-3': async (at) => {
    await at.shows({ open: one });
    await at.client.types('f', 'abc');
    at.client.pressesEscape();
    at.sees();
  },
  'close-4': async (at) => {
    await at.shows({ open: one });
    at.client.clicksBeside();
    at.sees();
  },
  'close-5': crossing(one, [{ answer: 'nothing' }]),
  'close-6': crossing(one, [{ throws: 'boom' }]),
  'close-7': async (at) => {
    await at.shows({ open: one });
    await at.without('executeViewClosedHandler', at.client.pressesX);
    at.sees();
  },
  'close-8': async (at) => {
    await at.shows({ open: one });
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.pressesX();
    await at.script.waiting();
    await at.passes(700);
    at.sees();
    await at.passes(800);
    at.script.goesOn();
    await going;
    at.sees();
  },
  'close-9': async (at) => {
    await at.shows({ open: one });
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.pressesX();
    await at.script.waiting();
    await at.passes(5_300);
    await going;
    at.sees();
    at.script.goesOn();
    await at.shop.settled();
    at.sees();
  },
  'close-10': crossing(one, [{ answer: { open: second } }]),
  'close-11': crossing(modal('v1', [field('f')], { notifyOnClose: false, clearOnClose: true }), [
    { answer: 'success' },
  ]),
  'close-12': async (at) => {
    await at.shows({ open: one });
    await at.client.types('f', 'abc');
    at.client.pressesEscape();
    await at.shows({ update: modal('v1', [field('f')], { title: 'T2' }) });
    at.sees();
    await at.shows({ open: modal('v1', [field('f')], { title: 'T3' }) });
    at.sees();
  },
  'close-13': crossing(one, [{ answer: { errors: { f: 'wrong' }, viewId: 'v1' } }]),
  'close-14': async (at) => {
    const { close: _close, ...open } = one;
    await at.shows({ open });
    at.sees();
    await at.client.pressesX();
    at.sees();
  },
};
