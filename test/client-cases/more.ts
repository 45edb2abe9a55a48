import type { WebClient } from '../sandbox';
import type { Play, Plays } from './stage';
import { actions, bar, field, input, modal, press, select, plain, TELLS_TYPING } from './views';

const go = actions(press('go', { value: 'v' }));

export const buttons: Plays<WebClient> = {
  'button-1': async (at) => {
    const server = at.shop.clients.server('u1');
    const recorded = at.recorded.extra?.shownInLiveRoom as readonly { id: string }[];
    const shown = (await server.buttons(at.room.r1, 'roomAction')).map(({ actionId }) => actionId);
    expect(shown).toEqual(recorded.map(({ id }) => id));
    // Title, order and groups are what the client makes of every app's button.
    at.blindFor('shownInLiveRoom');
    const messages = await server.buttons(at.room.r1, 'messageAction');
    at.extra(
      'messageButtons',
      messages.map(({ actionId }) => `app1/${actionId}`),
    );
  },
  'button-2': async (at) => {
    await at.client.sends(at.appId, {
      type: 'actionButton',
      actionId: 'live',
      rid: at.room.r1,
      payload: { context: 'roomAction' },
    });
  },
  'button-3': async (at) => {
    const mid = await at.posts([]);
    await at.client.sends(at.appId, {
      type: 'actionButton',
      actionId: 'msg',
      rid: at.room.r1,
      mid,
      tmid: 'th1',
      payload: { context: 'messageAction' },
    });
  },
};

export const more: Plays<WebClient> = {
  'more-1': async (at) => {
    await at.shows({ open: modal('v1', [go]) });
    await Promise.all([at.client.presses('go'), at.client.presses('go')]);
    at.extra('sent', at.posted().length);
  },
  'more-2': async (at) => {
    await at.shows({ open: modal('v1', [input('sel', select({ placeholder: plain('P') }))]) });
    at.client.top()?.opensList('sel');
    at.client.pressesEscape();
    at.sees();
  },
  'more-3': async (at) => {
    await at.shows({ open: modal('v1', [go]) });
    at.app({ waits: 1 }, { answer: { update: modal('v1', ['updated']) } });
    const going = at.client.presses('go');
    await at.script.waiting();
    at.client.pressesEscape();
    at.script.goesOn();
    await going;
    at.sees();
  },
  'more-4': async (at) => {
    await at.shows({ open: modal('v1', [field('f', TELLS_TYPING)]) });
    await at.client.types('f', 'abc');
    await at.client.pressesX();
    await at.passes(1_200);
    at.sees();
  },
  'more-10': async (at) => {
    const f = (id: string) => modal('v1', [field(id, {}, { label: plain('f') })]);
    await at.shows({ open: modal('v1', [field('f.1', {}, { label: plain('f.1') })]) });
    at.app({ answer: { errors: { 'f.1': 'wrong' }, viewId: 'v1' } });
    await at.client.submits();
    at.sees();
    await at.client.types('f.1', 'x');
    at.app({ answer: { update: f('f.2') } });
    await at.client.submits();
    at.sees();
  },
  'more-11': async (at) => {
    const opened = modal('v1', [go]);
    await at.shows({ open: opened });
    at.app({ raw: { type: 'modal.close', view: opened } });
    await at.client.presses('go');
    at.sees();
  },
  'more-17': async (at) => {
    await at.shows({ open: modal('v1', [field('f')]) });
    await at.client.types('f', 'abc');
    at.shop.faults.client('dead');
    await at.client.submits();
    at.sees();
  },
  'more-18': async (at) => {
    await at.shows({ open: modal('v1', [go]) });
    at.shop.faults.client('limited');
    await at.client.presses('go');
    at.sees();
  },
};

const note = modal('m1', [field('note')], { title: 'Note' });
const notes = (text: string) => bar('b1', [text, actions(press('add', { value: 'add' }))], { title: 'Bar' });

export const ways: Plays<WebClient> = {
  'way-1': async (at) => {
    const opened = modal('v1', [field('f')]);
    await at.shows({ open: opened });
    at.app({ raw: { type: 'modal.close', view: opened } });
    await at.client.submits();
    at.sees();
  },
  'way-2': async (at) => {
    await at.shows({ open: notes('0 notes') });
    at.app({ answer: { open: note } });
    await at.client.presses('add');
    at.sees();
    at.app({ answer: { errors: { note: 'say something' }, viewId: 'm1' } });
    await at.client.submits();
    at.sees();
    await at.client.types('note', 'hello');
    at.app({ update: notes('1 note') }, { answer: 'success' });
    await at.client.submits();
    at.sees();
  },
  'way-3': async (at) => {
    const row = actions(press('save', { value: 'save' }));
    const rest = { submit: undefined };
    await at.shows({ open: bar('b1', [field('note', TELLS_TYPING), row], rest) });
    await at.client.types('note', 'hello');
    const saved = [field('note2', TELLS_TYPING, { label: plain('note') }), row];
    at.app({ answer: { update: bar('b1', saved, { ...rest, title: 'saved:' }) } });
    await at.client.presses('save');
    at.sees();
    await at.passes(1_200);
    await at.shop.settled();
  },
  'way-4': async (at) => {
    await at.shows({ open: modal('v1', ['some of it', actions(press('reload', { value: 'reload' }))]) });
    at.app({ answer: { update: modal('v1', ['all of it']) } });
    await at.client.presses('reload');
    at.sees();
  },
  'way-5': async (at) => {
    await at.shows({ open: modal('v1', [field('f.1', {}, { label: plain('f') })]) });
    at.app({ answer: { errors: { 'f.1': 'wrong' }, viewId: 'v1' } });
    await at.client.submits();
    await at.client.types('f.1', 'x');
    const after = [field('f.2', { initialValue: 'typed before' }, { label: plain('f') })];
    at.app({ answer: { update: modal('v1', after, { title: 'T2' }) } });
    await at.client.submits();
    at.sees();
    await at.client.submits();
  },
  'way-6': async (at) => {
    const step = (title: string) => modal('v1', ['…'], { title });
    await at.shows({ open: modal('v1', [field('doc')]) });
    at.app({ answer: { update: step('Preview') } });
    at.app({ answer: { update: step('Applied') } });
    await Promise.all([at.client.submits(), at.client.submits()]);
    at.sees();
    const sent = at.posted().map(({ body }) => body as { payload: { view: { submit: { text: { text: string } } } } });
    at.extra(
      'submitButtonOfTheViewsSent',
      sent.map(({ payload }) => payload.view.submit.text.text),
    );
  },
};

/** What the recording tells of the call, from what the app heard of it. */
const called: Play<WebClient> = async (at) => {
  const { args, hasTrigger } = at.script.commands()[0]?.data ?? {};
  const params = (args as string[]).map((each) => ` ${each}`).join('');
  at.extra('called', { method: 'slashCommand', cmd: 'wf', params, hasTrigger });
};

export const slash: Plays<WebClient> = {
  'slash-1': async (at) => {
    at.app({ open: modal('v1', ['by slash']) }, { update: modal('v1', ['updated']) });
    const whispers = await at.runs('/wf rules please');
    at.sees();
    await called(at);
    at.extra('ephemeral', whispers.length > 0 ? whispers : null);
    at.blindFor('composerCleared');
  },
  'slash-2': async (at) => {
    at.app({ throws: 'boom' });
    const whispers = await at.runs('/wf');
    at.sees();
    at.extra('ephemeral', whispers);
    at.blindFor('composerCleared');
  },
  'slash-3': async (at) => {
    at.app({ waits: 1 }, { open: modal('v1', ['late']) }, { waits: 2 });
    const running = at.runs('/wf');
    await at.script.waiting(1);
    await at.passes(5_200);
    at.sees();
    await at.passes(300);
    at.script.goesOn();
    await at.script.waiting(2);
    await at.passes(1_500);
    at.script.goesOn();
    await running;
    at.sees();
  },
};

const long = modal('v1', [field('f', { multiline: true })]);

export const size: Plays<WebClient> = {
  'size-1': async (at) => {
    await at.shows({ open: long });
    await at.client.fills('f', 'x'.repeat(103_000));
    await at.client.submits();
    at.extra('modalStillThere', at.client.sight().modal !== undefined);
    at.extra('toasts', at.client.sight().toasts);
    at.extra('sentToApp', at.script.heard().length);
    await at.client.pressesX();
    at.extra('modalStillThereAfterX', at.client.sight().modal !== undefined);
  },
  'size-2': async (at) => {
    await at.shows({ open: long });
    await at.client.fills('f', 'x'.repeat(90_000));
    await at.client.submits();
    at.extra('modalStillThere', at.client.sight().modal !== undefined);
    at.extra('sentToApp', at.script.heard().length);
  },
  'size-3': async (at) => {
    await at.shows({ open: modal('v1', [field('f', { multiline: true, initialValue: '…'.repeat(20_000) })]) });
    await at.client.submits();
    at.extra('modalStillThere', at.client.sight().modal !== undefined);
    at.extra('sentToApp', at.script.heard().length);
  },
};
