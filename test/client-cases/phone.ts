import type { PhoneClient } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Play, Plays } from './stage';
import {
  actions,
  bar,
  field,
  input,
  modal,
  OPTIONS,
  plain,
  press,
  section,
  select,
  TELLS_CHOICE,
  TELLS_TYPING,
} from './views';

/** On the wire the recorded buttons had no block: null, which the phone takes for its own "default". */
const go = actions(press('go', { value: 'v', blockId: null }));
const f = field('f');
const opened = modal('v1', [f]);
const list = select({ placeholder: undefined });
const refused: Step = { answer: { errors: { f: 'f is wrong' }, viewId: 'v1' } };

const pressing =
  (blocks: readonly object[], steps: readonly Step[]): Play<PhoneClient> =>
  async (at) => {
    await at.shows({ open: modal('v1', blocks as never) });
    at.app(...steps);
    await at.client.chooses('go');
    at.sees();
  };

const submitting =
  (steps: readonly Step[]): Play<PhoneClient> =>
  async (at) => {
    await at.shows({ open: opened });
    at.app(...steps);
    await at.client.submits();
    at.sees();
  };

const updating = (before: readonly object[], after: readonly object[]): Play<PhoneClient> =>
  pressing(before, [{ answer: { update: modal('v1', after as never) } }]);

export const phone: Plays<PhoneClient> = {
  'm-open-1': async (at) => {
    await at.shows({ open: modal('v1', [f, go]) });
    at.sees();
  },
  'm-open-2': async (at) => {
    await at.shows({ open: bar('b1', ['bar text']) });
    at.sees();
  },
  'm-open-3': async (at) => {
    await at.shows({ open: modal('v1', ['loading']) }, { update: modal('v1', ['loaded']) });
    at.sees();
  },
  'm-open-4': async (at) => {
    at.app({ waits: 1 }, { open: modal('v1', ['hello']) });
    const running = at.shop.clients.server('u1').command('/wf', at.room.r1, at.client.trigger());
    await at.script.waiting();
    await at.passes(6_000);
    at.script.goesOn();
    await running;
    at.sees();
  },
  'm-open-5': async (at) => {
    await at.shows({ open: modal('v1', ['first']) });
    await at.shows({ open: modal('v2', ['second'], { title: 'T2' }) });
    at.sees();
  },
  'm-press-1': pressing([go], [{ answer: 'success' }]),
  'm-press-2': pressing([go], [{ answer: { update: modal('v1', ['updated']) } }]),
  'm-press-3': pressing([go], [{ update: modal('v1', ['updated']) }, { answer: 'success' }]),
  'm-press-4': async (at) => {
    await at.shows({ open: modal('v1', [go]) });
    at.app({ answer: 'success' }, { waits: 1 }, { update: modal('v1', ['updated']) });
    await at.client.chooses('go');
    await at.script.waiting();
    await at.passes(300);
    at.script.goesOn();
    await at.script.done();
    at.sees();
  },
  'm-press-5': async (at) => {
    await at.shows({ open: modal('v1', [actions(list)]) });
    await at.client.chooses('sel', 'b');
    at.sees();
    await at.client.submits();
  },
  'm-press-6': async (at) => {
    await at.shows({ open: modal('v1', [actions(list)]) });
    at.app({ answer: { update: modal('v1', [actions(list)]) } });
    await at.client.chooses('sel', 'b');
    at.sees();
    await at.client.submits();
  },
  'm-press-7': async (at) => {
    const choice = input('sel', { ...list, initialValue: 'a', ...TELLS_CHOICE }, { label: plain('L'), blockId: 'bi' });
    const text = field('f', { placeholder: plain('ph'), ...TELLS_TYPING });
    await at.shows({ open: modal('v1', [choice, text]) });
    at.sees();
    await at.client.types('f', 'abc');
    await at.passes(1_200);
    at.sees();
    at.extra('sentBeforeSubmit', at.posted().length);
    await at.client.submits();
  },
  'm-press-8': async (at) => {
    const menu = { type: 'overflow', actionId: 'ov', options: OPTIONS };
    await at.shows({ open: modal('v1', [section('S', menu)]) });
    await at.client.chooses('ov', 'b');
    at.sees();
  },
  'm-press-9': pressing([go], [{ throws: 'boom' }]),
  'm-press-10': async (at) => {
    await at.shows({ open: modal('v1', [go]) });
    at.app({ waits: 1 }, { answer: { update: modal('v1', ['updated']) } });
    const going = at.client.chooses('go');
    await at.script.waiting();
    await at.passes(5_500);
    at.sees();
    await at.passes(1_500);
    at.script.goesOn();
    await going;
    at.sees();
  },
  'm-submit-1': async (at) => {
    await at.shows({ open: modal('v1', [f, field('g', { initialValue: 'ini' })]) });
    await at.client.types('f', 'abc');
    await at.client.submits();
    at.sees();
  },
  'm-submit-2': submitting([refused]),
  'm-submit-3': submitting([{ answer: { update: modal('v1', ['next']) } }]),
  'm-submit-4': submitting([{ answer: 'nothing' }]),
  'm-submit-5': submitting([{ update: modal('v1', ['next']) }, refused]),
  'm-submit-6': submitting([{ update: modal('v1', ['next']) }, { answer: { update: modal('v1', ['and next']) } }]),
  'm-submit-7': async (at) => {
    await submitting([refused])(at);
    at.app({ answer: { update: opened } });
    await at.client.submits();
    at.sees();
  },
  'm-submit-8': submitting([{ throws: 'boom' }]),
  'm-submit-9': submitting([{ answer: { open: modal('v2', ['second'], { title: 'T2' }) } }]),
  'm-close-1': async (at) => {
    await at.shows({ open: opened });
    await at.client.types('f', 'abc');
    const going = at.client.closes();
    at.sees();
    await going;
  },
  'm-state-1': async (at) => {
    const old = field('f', { initialValue: 'old' });
    await updating([old, go], [old, field('g', { initialValue: 'fresh' }), go])(at);
    await at.client.submits();
  },
  'm-state-2': async (at) => {
    const several = { type: 'multi_static_select', options: OPTIONS, initialValue: ['a'] };
    await at.shows({ open: modal('v1', [input('m', several, { label: plain('M'), blockId: 'bm' })]) });
    at.sees();
    await at.client.submits();
  },
  'm-text-1': async (at) => {
    const blocks = [
      '*plain*',
      { ...section(''), text: { type: 'mrkdwn', text: '*md*' } },
      { type: 'context', blockId: 'c', elements: [plain('small')] },
      { type: 'unheard_of', blockId: 'u', text: plain('lost') },
      input('rad', { type: 'radio_button', options: OPTIONS }, { label: plain('radio') }),
    ];
    await at.shows({ open: modal('v1', blocks) });
    at.sees();
  },
  'm-text-2': updating([go], [go, f, field('g'), section('more', undefined, 'more')]),
  'm-text-3': updating([go], [actions(press('go', { value: 'v', blockId: null }), press('other'))]),
  'm-way-1': submitting([{ raw: { type: 'modal.close', view: opened } }]),
  'm-way-2': pressing([go], [{ raw: { type: 'modal.close', view: opened } }]),
  'm-way-3': async (at) => {
    await at.shows({ open: modal('v1', ['one']) });
    await at.shows({ open: modal('v1', ['two']) });
    at.sees();
  },
  'm-way-4': async (at) => {
    await at.shows({ open: modal('v1', ['hello']) });
    await Promise.all([at.client.submits(), at.client.submits()]);
    at.sees();
    at.extra('sent', at.posted().length);
  },
  'm-way-5': updating([section('text', undefined, 'x'), go], [field('f', {}, { blockId: 'x' }), go]),
  'm-way-6': updating([f, section('text', undefined, 'x'), go], [f, field('g', {}, { blockId: 'x' }), go]),
};
