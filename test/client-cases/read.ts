import type { PhoneClient, WebClient } from '../sandbox';
import type { Plays, WidgetClient } from './stage';
import { actions, field, input, modal, option, press, section, select } from './views';

// What was read and not run is told in prose; what it comes to is said here.

const go = actions(press('go', { value: 'v' }));
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

export const readWeb: Plays<WebClient> = {
  'r-1': async (at) => {
    const mid = await at.posts([go]);
    const message = at.shop.workspace.data.messages.find(({ _id }) => _id === mid);
    await at.client.touchesMessage(message ?? {}, 'go');
    const [{ method, data } = { method: 'nothing', data: {} }] = at.script.heard();
    expect({ method, ...data }).toMatchObject({
      method: 'BlockAction',
      actionId: 'go',
      blockId: 'row',
      value: 'v',
      container: { type: 'message', id: mid },
      message: { id: mid },
      room: { id: at.room.r1 },
    });
    expect(at.client.sight().modal).toBeUndefined();
  },
  'r-2': async (at) => {
    await at.shows({ open: modal('v1', ['hello']) });
    await at.client.pressesX();
    const { method, data } = at.script.heard()[0] ?? {};
    expect(method).toBe('ViewClosed');
    expect({ triggerId: data?.triggerId ?? null, room: data?.room ?? null }).toEqual({ triggerId: null, room: null });
  },
  'r-3': async (at) => {
    const [tab, phone] = [at.shop.clients.web('u1', { rid: at.room.r1 }), at.shop.clients.phone('u1')];
    const heard: string[] = [];
    for (const client of [at.client, tab, phone]) {
      const { hears } = client;
      client.hears = (...all) => {
        heard.push(client.kind);
        hears(...all);
      };
    }
    await at.shows({ open: modal('v1', ['hello']) });
    expect(heard.sort()).toEqual(['phone', 'web', 'web']);
    expect([at.client.sight().modal, tab.sight().modal, phone.sight().screens]).toEqual([
      expect.stringContaining('hello'),
      undefined,
      0,
    ]);
  },
  'r-9': async (at) => {
    // One field alone is sent (enter-1); here the form has two, and the client adds nothing to what a browser does.
    await at.shows({ open: modal('v1', [field('f'), field('g')]) });
    await at.client.types('f', 'abc');
    await at.client.pressesEnter('f');
    expect(at.posted()).toEqual([]);
  },
  'r-10': async (at) => {
    const { options } = at.shop.instance().controller();
    const { timeout } = options;
    await at.shows({ open: modal('v1', [go]) });
    at.app({ waits: 1 }, { answer: { update: modal('v1', ['late']) } });
    // The engine's 30 s are the machine's: here it gives up at once.
    options.timeout = 1;
    const going = at.client.presses('go');
    await at.script.waiting();
    options.timeout = timeout;
    await going;
    expect(at.posted()[0]?.answer?.[0]).toMatchObject({ error: expect.stringContaining('timed out') as string });
    expect(at.client.sight()).toMatchObject({ modal: 'T1 go CloseBtn SubmitBtn', toasts: [] });
  },
  'r-11': async (at) => {
    expect(at.shop.agent('u1').user().roles).not.toContain('admin');
    const shown = (await at.shop.clients.server('u1').buttons(at.room.r1, 'roomAction')).map((each) => each.actionId);
    expect(shown).toContain('adminAll');
    expect(shown).not.toContain('adminOne');
  },
  'r-13': async (at) => {
    const list = input('sel', select({ options: many(150, (index) => option(String(index), `Option ${index}`)) }));
    const rows = many(149, (index) => section(`row${index}`, undefined, `s${index}`));
    await at.shows({ open: modal('v1', [list, ...rows], { title: 'x'.repeat(300) }) });
    const shown = at.client.sight().modal ?? '';
    expect([shown.match(/x{300}/g)?.length, shown.match(/row\d+/g)?.length]).toEqual([1, 149]);
    await at.client.submits();
    await at.shows({ open: modal('v2', [section('y'.repeat(100 * 1024))]) });
    await at.client.submits();
    expect(at.posted().map(({ answer }) => answer?.[0])).toEqual([
      { success: true },
      { error: 'request entity too large' },
    ]);
  },
};

export const readPhone: Plays<PhoneClient> = {
  'r-4': async (at) => {
    at.shop.clients.uses('u1', 'phone');
    await expect(at.shop.agent('u1').presses('live', at.room.r1)).rejects.toThrow(/no buttons of apps/);
    at.shop.clients.uses('u1', 'web');
    expect(at.posted()).toEqual([]);
  },
  'r-5': async (at) => {
    at.app({ waits: 1 }, { open: modal('v1', ['rules']) });
    const running = at.runs('/wf rules');
    await at.script.waiting();
    await at.passes(60_000);
    at.script.goesOn();
    await running;
    expect(at.client.sight()).toMatchObject({ screens: 1, text: 'T1 CloseBtn SubmitBtn rules' });
    at.app({ throws: 'boom' });
    expect(await at.runs('/wf rules')).toEqual([]);
  },
  'r-6': async (at) => {
    await at.shows({ open: modal('v1', [field('f')]) });
    at.client.goesBack();
    expect(at.client.sight().screens).toBe(0);
    expect(at.posted()).toEqual([]);
  },
  'r-8': async (at) => {
    await at.shows({ open: modal('v1', ['behind']) });
    await at.shows({ open: modal('v2', [actions(press('go', { blockId: null }))]) });
    at.app({ answer: { update: modal('v2', [actions(press('go', { blockId: null }), press('more'))]) } });
    await at.client.chooses('go');
    // Nothing is left, not even what was behind.
    expect(at.client.sight()).toMatchObject({ screens: 0, crash: [expect.stringContaining('from 1 to 2')] });
  },
};

export const readWidget: Plays<WidgetClient> = {
  'r-7': async (at) => {
    await at.client.gets([section('How was it?', press('good', { value: '5' }))]);
    expect(at.client.sight().buttons).toEqual(['good']);
    await at.client.changes([section('Thank you')]);
    expect(at.client.sight()).toMatchObject({ text: 'Thank you', buttons: [] });
  },
};
