import type { WebClient } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Play, Plays } from './stage';
import { actions, bar, field, modal, plain, press } from './views';

const one = bar('b1', [field('f')]);
const go = actions(press('go'));
const tabs = {
  type: 'tab_navigation',
  blockId: 'tabs',
  tabs: [
    { type: 'tab', actionId: 't1', title: plain('Tab one') },
    { type: 'tab', actionId: 't2', title: plain('Tab two') },
  ],
};

/** A bar with something typed into `f`. */
const typed: Play<WebClient> = async (at) => {
  await at.shows({ open: one });
  await at.client.types('f', 'abc');
};

/** Submits the bar; the app does this. */
const submitting =
  (steps: readonly Step[], before: Play<WebClient> = typed): Play<WebClient> =>
  async (at) => {
    await before(at);
    at.app(...steps);
    await at.client.submits();
    at.sees();
  };
const untouched: Play<WebClient> = (at) => at.shows({ open: one });

export const bars: Plays<WebClient> = {
  'bar-1': async (at) => {
    await typed(at);
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.pressesX();
    await at.script.waiting();
    at.sees();
    at.script.goesOn();
    await going;
  },
  'bar-2': async (at) => {
    await at.shows({ open: bar('b1', ['bar text']) });
    await at.client.closes();
    at.sees();
  },
  'bar-3': async (at) => {
    await typed(at);
    at.client.pressesEscape();
    at.sees();
  },
  'bar-4': async (at) => {
    await typed(at);
    at.client.goesTo(at.room.r2);
    at.sees();
    at.client.goesBack();
    at.sees();
  },
  'bar-5': async (at) => {
    await typed(at);
    at.client.reloads();
    at.sees();
  },
  'bar-6': async (at) => {
    await typed(at);
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.submits();
    await at.script.waiting();
    at.sees();
    at.script.goesOn();
    await going;
    at.sees();
  },
  'bar-7': async (at) => {
    await submitting([{ answer: { update: bar('b1', ['next'], { title: 'T2' }) } }])(at);
    at.client.goesBack();
    at.sees();
  },
  'bar-8': submitting([{ answer: { errors: { f: 'wrong' }, viewId: 'b1' } }]),
  'bar-9': submitting([{ answer: { open: bar('b2', ['second bar']) } }]),
  'bar-10': submitting([{ answer: { open: bar('b1', ['again']) } }]),
  'bar-11': submitting([{ open: bar('b2', ['second bar']) }, { answer: 'success' }], untouched),
  'bar-12': submitting([{ open: bar('b1', ['again']) }, { answer: 'success' }], untouched),
  'bar-13': async (at) => {
    await at.shows({ open: bar('b1', [field('f'), actions(press('go', { value: 'v' }))]) });
    await at.client.types('f', 'abc');
    at.app({ answer: { update: bar('b1', [field('f'), go], { title: 'T2' }) } });
    await at.client.presses('go');
    at.sees();
  },
  'bar-14': async (at) => {
    await at.shows({ open: bar('b1', [field('f'), go]) });
    at.app({ answer: { errors: { f: 'wrong' }, viewId: 'b1' } });
    await at.client.presses('go');
    at.sees();
  },
  'bar-15': async (at) => {
    await at.shows({ open: bar('b1', [field('f'), actions(press('go', { value: 'v' }))]) });
    await at.client.types('f', 'abc');
    await at.client.presses('go');
  },
  'bar-16': async (at) => {
    await at.shows({ open: bar('b1', [field('f', { dispatchActionConfig: ['on_character_entered'] })]) });
    await at.client.types('f', 'abc');
    await at.passes(700);
    await at.shop.settled();
    at.sees();
  },
  'bar-17': async (at) => {
    await at.shows({ open: bar('b1', ['one']) });
    at.client.goesTo(at.room.r2);
    await at.shows({ update: bar('b1', ['two']) });
    at.client.goesBack();
    at.sees();
  },
  'bar-18': async (at) => {
    at.app({ waits: 1 }, { open: bar('b1', ['about r1']) });
    const running = at.shop.clients.server('u1').command('/wf', at.room.r1, at.client.trigger());
    await at.script.waiting();
    at.client.goesTo(at.room.r2);
    at.script.goesOn();
    await running;
    at.sees();
  },
  'bar-19': async (at) => {
    await at.shows({ open: one });
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.submits();
    await at.script.waiting();
    await at.passes(5_400);
    await going;
    at.sees();
  },
  'bar-20': async (at) => {
    await at.shows({ open: bar('b1', [tabs, 'content']) });
    await at.client.presses('t2');
    at.sees();
  },
  'more-5': async (at) => {
    await at.shows({ open: bar('b1', ['bar text']) });
    at.client.opensTab('members-list');
    at.sees();
  },
  'more-6': async (at) => {
    await at.shows({ open: bar('b1', ['one']) });
    await at.shows({ open: bar('b2', ['two']) });
    at.sees();
  },
  'more-7': async (at) => {
    await at.shows({ open: bar('b1', [actions(press('go', { value: 'v' }))]) });
    at.app({ answer: { open: modal('m1', ['modal text']) } });
    await at.client.presses('go');
    at.sees();
    await at.client.submits();
    at.sees();
  },
  'more-8': async (at) => {
    await at.shows({ open: bar('b1', ['bar ONE']) });
    await at.shows({ open: modal('m1', [field('f')]) });
    await at.client.types('f', 'note');
    at.app({ update: bar('b1', ['bar TWO']) }, { answer: 'success' });
    await at.client.submits();
    at.sees();
  },
  'more-9': async (at) => {
    await at.shows({ open: bar('b1', ['bar ONE']) });
    await at.shows({ open: modal('m1', [field('f')]) });
    at.app({ answer: { update: bar('b1', ['bar TWO']) } });
    await at.client.submits();
    at.sees();
  },
  'more-12': async (at) => {
    const opened = bar('b1', [actions(press('go', { value: 'v' }))]);
    await at.shows({ open: opened });
    at.app({ raw: { type: 'contextual_bar.close', view: opened } });
    await at.client.presses('go');
    at.sees();
  },
};

/** 6.14 does the same in all but these. */
export const bars614: Plays<WebClient> = {
  '614-bar-3': bars['bar-3'] as Play<WebClient>,
  '614-bar-5': bars['bar-5'] as Play<WebClient>,
  '614-bar-10': bars['bar-10'] as Play<WebClient>,
};
