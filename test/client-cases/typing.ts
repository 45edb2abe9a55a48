import type { WebClient } from '../sandbox';
import type { Plays } from './stage';
import { actions, field, input, modal, press, select, TELLS_CHOICE, TELLS_TYPING } from './views';
import { stateOf } from './state';

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
