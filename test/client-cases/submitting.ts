import type { WebClient } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Play, Plays } from './stage';
import { actions, bar, field, modal, press } from './views';

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
