import type { Play, Plays, WidgetClient } from './stage';
import { OPTIONS, marked, plain, press, section, input, actions } from './views';

const good = section('How was it?', press('good', { value: '5' }));

/** The customer taps the button; the app does what was planned. */
const tapping: Play<WidgetClient> = async (at) => {
  await at.client.gets([good]);
  await at.client.taps('good');
};

export const widget: Plays<WidgetClient> = {
  'lc-1': async (at) => {
    await at.client.gets([good]);
    at.sees();
    await at.client.taps('good');
    at.sees();
  },
  'lc-2': async (at) => {
    await at.client.gets([section('How was it?'), actions(press('good'), press('bad'))]);
    at.sees();
  },
  'lc-3': async (at) => {
    const list = { type: 'static_select', actionId: 'sel', placeholder: plain('Choose'), options: OPTIONS };
    await at.client.gets([
      section('How was it?', list),
      section('How was it?', { type: 'datepicker', actionId: 'dp' }),
    ]);
    at.sees();
    await at.client.chooses('sel', 'b');
    await at.client.dates('dp', '2026-11-28');
    at.sees();
  },
  'lc-5': async (at) => {
    await at.client.gets([
      section('*bold* in plain_text\nline 2'),
      { ...section(''), text: marked('*bold* in mrkdwn'), fields: [plain('f1'), plain('f2')] },
      { type: 'divider' },
      { type: 'context', elements: [plain('small')] },
      input('f', { type: 'plain_text_input' }),
      { type: 'callout', text: plain('lost') },
      { type: 'info_card', rows: [] },
    ]);
    at.sees();
  },
  'lc-6': async (at) => {
    await at.client.gets([good]);
    at.app({ throws: 'boom' });
    await at.client.taps('good');
    at.sees();
  },
  'lc-7': async (at) => {
    await at.client.gets([good]);
    at.app({ raw: { type: 'modal.open', view: { id: 'v1', type: 'modal', blocks: [] } } });
    await at.client.taps('good');
    at.sees();
    at.app({ answer: 'nothing' });
    await at.client.taps('good');
    at.sees();
  },
  'lc-8': async (at) => {
    await at.client.gets([good]);
    at.app({ waits: 1 }, { answer: 'success' });
    const going = at.client.taps('good');
    await at.script.waiting();
    await at.passes(1_000);
    at.sees();
    await at.passes(4_300);
    await going;
    at.sees();
  },
  'lc-9': async (at) => {
    await at.client.gets([good]);
    await at.without('executeLivechatBlockActionHandler', () => at.client.taps('good'));
    at.sees();
    at.extra('answers', at.posted()[0]?.answer);
  },
  'lc-10': async (at) => {
    await at.client.gets([good]);
    await at.client.changes([section('Thank you')]);
    at.sees();
  },
  'lc-11': async (at) => {
    await at.client.gets([
      section('How was it?', press('link', { url: 'https://x.org' })),
      section('no appId', press('noapp', { value: 'y' })),
    ]);
    // The engine names the app in every block; a message that came some other way may lack it.
    const [, second] = at.shop.workspace.data.messages.at(-1)?.blocks as { appId?: string }[];
    delete second?.appId;
    at.sees();
    await at.client.taps('link');
    at.extra('sentByLink', at.posted().length);
    expect(at.client.opened()).toContain('https://x.org');
    await at.client.taps('noapp');
    at.extra(
      'urls',
      at.posted().map(({ appId }) => `/api/apps/ui.interaction/${appId}`),
    );
  },
  'lc-12': async (at) => {
    await tapping(at);
    await at.client.taps('good');
    at.extra('count', at.posted().length);
  },
};

/** Over the server's own port, as anybody can post it. */
export const forged: Plays<never> = {
  'lc-13': async (at) => {
    const post = async (body: object): Promise<{ status: number; body: string }> => {
      const answer = await fetch(`${at.shop.rest.url}/api/apps/ui.interaction/${at.appId}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.text() };
    };
    const tap = {
      type: 'blockAction',
      actionId: 'good',
      rid: at.room.r1,
      mid: await at.posts([]),
      container: { type: 'message', id: 'any-message' },
      triggerId: 'any',
      payload: { value: '5' },
    };
    const nobody = await post(tap);
    const forged = await post({ ...tap, visitor: { id: 'v9', username: 'guest-9', token: 'stolen' } });
    at.told({ nobody, forged });
  },
};
