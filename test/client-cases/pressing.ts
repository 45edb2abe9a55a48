import type { WebClient } from '../sandbox';
import type { Play, Plays } from './stage';
import { actions, field, input, modal, option, plain, press, section, select, OPTIONS, TELLS_CHOICE } from './views';

/** A modal with a section button, two buttons in a row and a field. */
const all = [
  section('Section', press('acc', { value: 'accval', blockId: null })),
  actions(press('go', { value: 'goval' }), press('noval')),
  field('f'),
];
const opened = modal('v1', all);
const updated = (text: string, title = 'T1') => modal('v1', [text], { title });

const menu = {
  type: 'overflow',
  actionId: 'ov',
  options: [option('a', 'Option A'), option('b', 'Option B')],
};

export const pressing: Plays<WebClient> = {
  'press-1': async (at) => {
    await at.shows({ open: opened });
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.presses('go');
    await at.script.waiting();
    at.sees();
    at.extra('pressedButtonDisabledWhileWaiting', at.client.top()?.isWaiting('go'));
    at.extra('otherButtonDisabled', at.client.top()?.isWaiting('acc'));
    at.script.goesOn();
    await going;
    at.sees();
    at.extra(
      'rawBody',
      at.posted().map(({ body }) => ({ ...body, triggerId: 'kWtj6mLfu2DmCFGkN' })),
    );
  },
  'press-2': async (at) => {
    await at.shows({ open: opened });
    await at.client.presses('acc');
    await at.client.presses('noval');
    at.sees();
  },
  'press-3': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: { update: updated('updated', 'T2') } });
    await at.client.presses('go');
    at.sees();
  },
  'press-4': async (at) => {
    await at.shows({ open: opened });
    at.app({ update: updated('updated') }, { answer: 'success' });
    await at.client.presses('go');
    at.sees();
  },
  'press-5': async (at) => {
    await at.shows({ open: opened });
    at.app({ update: updated('first update') }, { update: updated('second update') }, { answer: 'success' });
    await at.client.presses('go');
    at.sees();
  },
  'press-6': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: 'success' }, { waits: 1 }, { update: updated('updated later') });
    await at.client.presses('go');
    await at.script.waiting();
    await at.passes(500);
    at.sees();
    await at.passes(500);
    at.script.goesOn();
    await at.script.done();
    at.sees();
  },
  'press-7': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: 'success' }, { waits: 1 }, { update: updated('updated later') });
    await at.client.presses('go');
    await at.script.waiting();
    await at.passes(5_500);
    at.script.goesOn();
    await at.script.done();
    at.sees();
  },
  'press-8': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: { errors: { f: 'wrong' }, viewId: 'v1' } });
    await at.client.presses('go');
    at.sees();
  },
  'press-9': async (at) => {
    await at.shows({ open: opened });
    at.app({ throws: 'boom' });
    await at.client.presses('go');
    at.sees();
    at.extra('disabled', at.client.top()?.isWaiting('go'));
    at.extra('answer', at.posted()[0]?.answer);
  },
  'press-10': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: 'nothing' });
    await at.client.presses('go');
    at.sees();
    at.extra('disabled', at.client.top()?.isWaiting('go'));
    at.extra('answer', at.posted()[0]?.answer);
  },
  'press-11': async (at) => {
    await at.shows({ open: opened });
    at.app({ waits: 1 }, { answer: { update: updated('late') } });
    const going = at.client.presses('go');
    await at.script.waiting();
    await at.passes(5_300);
    await going;
    at.sees();
    at.extra('disabledAfter', at.client.top()?.isWaiting('go'));
    at.script.goesOn();
    await at.shop.settled();
    at.sees();
  },
  'press-12': async (at) => {
    await at.shows({ open: opened });
    at.app({ answer: { open: modal('v2', ['second'], { title: 'T2' }) } });
    await at.client.presses('go');
    at.sees();
  },
  'press-13': async (at) => {
    await at.shows({ open: opened });
    at.app({ waits: 1 }, { answer: { update: modal('v1', all, { title: 'after go' }) } });
    at.app({ waits: 2 }, { answer: { update: modal('v1', all, { title: 'after acc' }) } });
    const first = at.client.presses('go');
    await at.script.waiting(1);
    const second = at.client.presses('acc');
    await at.script.waiting(2);
    at.script.goesOn(2);
    await second;
    at.sees();
    at.script.goesOn(1);
    await first;
    at.sees();
  },
  'press-14': async (at) => {
    await at.shows({ open: modal('v1', [actions(press('link', { url: 'https://x.org' }))]) });
    await at.client.presses('link');
    at.sees();
    at.extra('pages', 1 + at.client.opened().length);
  },
  'press-15': async (at) => {
    await at.shows({ open: modal('v1', [section('Section', menu)]) });
    await at.client.chooses('ov', 'b');
    at.sees();
  },
};

/** A list in this block, chosen and submitted. */
const choosing =
  (block: object, looksBefore = false): Play<WebClient> =>
  async (at) => {
    await at.shows({ open: modal('v1', [block as never]) });
    if (looksBefore) at.sees();
    await at.client.chooses('sel', 'b');
    at.sees();
    await at.client.submits();
  };

const label = { label: plain('L') };

export const selecting: Plays<WebClient> = {
  'select-1': choosing(actions(select({ blockId: 'x' }))),
  'select-2': choosing(input('sel', select(), { ...label, blockId: 'bi' })),
  'select-3': choosing(input('sel', select({ initialValue: 'a', ...TELLS_CHOICE }), { ...label, blockId: 'bi' }), true),
  'select-4': choosing(section('S', select())),
  'select-5': async (at) => {
    const several = { type: 'multi_static_select', options: OPTIONS, initialValue: ['a'], ...TELLS_CHOICE };
    await at.shows({ open: modal('v1', [input('msel', several, { ...label, blockId: 'bi' })]) });
    await at.client.chooses('msel', ['a', 'b']);
    at.sees();
  },
};
