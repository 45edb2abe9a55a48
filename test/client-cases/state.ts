import type { WebClient } from '../sandbox';
import type { Plays } from './stage';
import { actions, field, input, modal, press, select, OPTIONS } from './views';

/** The state that a submit carried. */
export function stateOf(body: object | undefined): unknown {
  const { payload } = JSON.parse(JSON.stringify(body ?? {})) as { payload?: { view?: { state?: unknown } } };
  return payload?.view?.state;
}

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
