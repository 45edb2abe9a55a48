import type { WebClient } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Play, Plays } from './play';
import { actions, bar, field, input, modal, press, select } from './views';

const both = [field('f'), field('g')];
const opened = modal('v1', both);
const refused: Step = { answer: { errors: { f: 'f is wrong' }, viewId: 'v1' } };
const second = modal('v2', ['second'], { title: 'T2' });

/** Submits a modal, with something typed where it says so, and the app does this. */
const submitting =
  (steps: readonly Step[], typed = ''): Play<WebClient> =>
  async (at) => {
    await at.shows({ open: opened });
    if (typed !== '') await at.client.types('f', typed);
    at.app(...steps);
    await at.client.submits();
    at.sees();
  };

export const submit: Plays<WebClient> = {
  'submit-1': submitting([{ answer: 'success' }], 'abc'),
  'submit-2': submitting([refused], 'abc'),
  'submit-3': submitting([{ update: modal('v1', both, { title: 'T2' }) }, refused]),
  'submit-4': async (at) => {
    await at.shows({ open: opened });
    at.app(refused, { waits: 1 }, { update: modal('v1', both, { title: 'T2' }) });
    await at.client.submits();
    at.script.goesOn();
    await at.script.done();
    at.sees();
  },
  'submit-5': async (at) => {
    await at.shows({ open: opened });
    at.app(refused);
    await at.client.submits();
    at.sees();
    await at.client.types('f', 'ok');
    at.sees();
    at.app({ answer: { update: modal('v1', both, { title: 'T2' }) } });
    await at.client.submits();
    at.sees();
  },
  'submit-6': async (at) => {
    await at.shows({ open: opened });
    at.app(refused);
    await at.client.submits();
    at.sees();
    at.app({ answer: { errors: {}, viewId: 'v1' } });
    await at.client.submits();
    at.sees();
  },
  'submit-7': async (at) => {
    await at.shows({ open: modal('v1', [field('f', {}, { blockId: 'BF' }), actions(press('go'))]) });
    at.app({ answer: { errors: { BF: 'by block', unknown: 'by nothing', go: 'at a button' }, viewId: 'v1' } });
    await at.client.submits();
    at.sees();
  },
  'submit-8': submitting([{ answer: { errors: { f: 'f is wrong' }, viewId: 'another' } }]),
  'submit-9': submitting([{ answer: { update: modal('v1', ['next page'], { title: 'T2' }) } }]),
  'submit-10': submitting([{ update: modal('v1', ['next page'], { title: 'T2' }) }, { answer: 'success' }]),
  'submit-11': submitting([{ answer: { open: second } }]),
  'submit-12': submitting([{ answer: { open: modal('v1', ['again'], { title: 'T2' }) } }]),
  'submit-13': submitting([{ open: second }, { answer: 'success' }]),
  'submit-14': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: 'success' }, { waits: 1 }, { open: second });
    await at.client.submits();
    await at.passes(500);
    at.script.goesOn();
    await at.script.done();
    at.sees();
  },
  'submit-15': submitting([{ answer: { open: bar('b1', ['bar text']) } }]),
  'submit-16': submitting([{ throws: 'boom' }], 'abc'),
  'submit-17': submitting([{ answer: 'nothing' }]),
  'submit-18': async (at) => {
    await at.shows({ open: opened });
    await at.without('executeViewSubmitHandler', at.client.submits);
    at.sees();
  },
  'submit-19': async (at) => {
    await at.shows({ open: opened });
    at.app({ waits: 1 }, { answer: { update: modal('v1', ['late']) } });
    const going = at.client.submits();
    await at.script.waiting();
    await at.passes(4_000);
    at.sees();
    await at.passes(1_400);
    await going;
    at.sees();
    at.script.goesOn();
    await at.shop.settled();
    at.sees();
  },
  'submit-20': async (at) => {
    await at.shows({ open: opened });
    await Promise.all([at.client.submits(), at.client.submits()]);
    at.sees();
  },
  'submit-21': submitting([{ answer: 'error' }]),
  'submit-22': submitting([{ errors: { f: 'f is wrong' }, viewId: 'v1' }, { answer: 'success' }]),
};

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
  'enter-3': entering(opened),
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
