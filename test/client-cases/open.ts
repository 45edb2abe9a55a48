import type { WebClient } from '../sandbox';
import type { Plays } from './stage';
import { bar, field, modal, press, section } from './views';

const one = modal('v1', ['one', field('f')]);

export const open: Plays<WebClient> = {
  'open-1': async (at) => {
    await at.shows({ open: modal('v1', ['hello']) });
    at.sees();
  },
  'open-2': async (at) => {
    await at.shows({ open: modal('v1', ['hello']), trigger: 'not-of-this-page' });
    at.sees();
  },
  'open-3': async (at) => {
    await at.shows({ open: modal('v1', ['first']) }, { open: modal('v2', ['second'], { title: 'T2' }) });
    at.sees();
  },
  'open-4': async (at) => {
    await at.shows({ open: modal('v1', ['loading']) }, { update: modal('v1', ['loaded']) });
    at.sees();
  },
  'open-5': async (at) => {
    await at.shows({ update: modal('v1', ['loaded']) }, { open: modal('v1', ['loading']) });
    at.sees();
  },
  'open-6': async (at) => {
    at.app({ waits: 1 }, { open: modal('v1', ['hello']) });
    const running = at.shop.clients.server('u1').command('/wf', at.room.r1, at.client.trigger());
    await at.script.waiting();
    await at.passes(5_200);
    at.script.goesOn();
    await running;
    at.sees();
  },
  'open-7': async (at) => {
    at.app({ waits: 1 }, { open: modal('v1', ['hello']) });
    const running = at.shop.clients.server('u1').command('/wf', at.room.r1, at.client.trigger());
    await at.script.waiting();
    await at.passes(4_700);
    at.script.goesOn();
    await running;
    at.sees();
  },
  'open-8': async (at) => {
    await at.shows({ open: one });
    await at.client.types('f', 'abc');
    await at.shows({ open: modal('v2', ['second'], { title: 'T2' }) });
    at.sees();
    await at.client.closes();
    at.sees();
  },
  'open-9': async (at) => {
    await at.shows({ open: one });
    await at.client.types('f', 'abc');
    await at.shows({ open: modal('v1', ['two', field('f')], { title: 'T2' }) });
    at.sees();
  },
  'open-10': async (at) => {
    await at.shows({ open: bar('b1', ['bar text']) });
    at.sees();
  },
  'open-11': async (at) => {
    at.client.goesTo(undefined);
    await at.shows({ open: bar('b1', ['bar text']) });
    at.sees();
  },
  'open-12': async (at) => {
    await at.shows({ open: bar('b1', ['bar text']) });
    await at.shows({ open: modal('v1', ['modal text']) });
    at.sees();
  },
  'open-13': async (at) => {
    await at.shows({ open: bar('b1', ['bar one']) });
    await at.shows({ open: bar('b2', ['bar two']) });
    at.sees();
    await at.client.closes();
    at.sees();
  },
  'open-14': async (at) => {
    await at.shows({ open: bar('b1', ['bar one']) });
    await at.shows({ open: bar('b1', ['bar two']) });
    at.sees();
  },
  'open-15': async (at) => {
    const [first, second] = [at.client.trigger(), at.client.trigger()];
    // Both come before the page has drawn anything.
    at.client.hears(
      { type: 'modal.open', triggerId: first, view: modal('v1', ['loading']) as never },
      { type: 'modal.update', triggerId: second, view: modal('v1', ['loaded']) as never },
    );
    at.sees();
  },
  'open-16': async (at) => {
    await at.shows({ open: modal('v1', ['one']) });
    await at.shows({ update: modal('v1', ['two']) });
    at.sees();
  },
  'open-17': async (at) => {
    await at.shows({ open: modal('v1', ['one']) });
    await at.shows({ update: modal('other', ['two']) }, { update: modal('v1', ['two']) });
    at.sees();
  },
  'tabs-1': async (at) => {
    const other = at.shop.clients.web('u1', { rid: at.room.r1 });
    await at.shows({ open: modal('v1', ['hello']) });
    at.sees();
    at.extra('tabB', other.sight().modal ?? '');
  },
  'busy-1': async (at) => {
    await at.shows({ open: modal('v1', [section('S', press('acc')), field('f')]) });
    at.sees();
    // Where the keys are is the browser's business.
    at.blindFor('focusAfterOpen');
  },
};
