import { createScript } from '../client-cases/script';
import { actions, field, modal, plain, press, section, TELLS_TYPING } from '../client-cases/views';
import { sandbox, type Sandbox, type WebClient } from '.';

describe('people’s clients, as stories speak of them', () => {
  const script = createScript();
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      app: 'test/sandbox/fixtures/view-app',
      agents: ['anna', 'bruno'],
      server: { routing: 'Manual_Selection' },
      client: 'web',
    });
    shop.web('https://script.example', script.site);
  });
  afterAll(() => shop.stop());
  beforeEach(() => script.forget());

  const methods = (): string[] => script.heard().map(({ method }) => method);

  test('what is typed is told when the clock has gone on', async () => {
    const anna = shop.agent('anna');
    script.plan({ open: modal('v1', [field('name', TELLS_TYPING)]) });
    await anna.runs('/wf');
    await (anna.client() as WebClient).types('name', 'Maria');
    await shop.settled();
    expect(methods()).toEqual([]);
    await shop.advance('PT1S');
    expect(script.heard()).toMatchObject([{ method: 'BlockAction', data: { actionId: 'name', value: 'Maria' } }]);
    expect(anna.view()?.state).toEqual({ b_name: { name: 'Maria' } });
    await anna.dismisses();
    expect(anna.view()).toBeUndefined();
  });

  test('a late app is told off, and what comes after five seconds is not seen', async () => {
    const anna = shop.agent('anna');
    script.plan({ open: modal('v1', [actions(press())]) });
    await anna.runs('/wf');
    script.plan({ waits: 1 }, { answer: { update: modal('v1', ['late']) } });
    const pressing = anna.presses('go');
    await script.waiting();
    shop.clock.set(new Date(shop.now().getTime() + 5_000));
    shop.clients.timers.runDue();
    await pressing;
    script.goesOn();
    await shop.settled();
    expect((anna.client() as WebClient).sight()).toMatchObject({
      modal: 'T1 go CloseBtn SubmitBtn',
      toasts: [expect.stringContaining('failed to respond')],
    });
  });

  test('fields are filled and submitted; an error is seen at its input alone', async () => {
    const bruno = shop.agent('bruno');
    script.plan({ open: modal('v1', [field('name'), actions(press())]) });
    await bruno.runs('/wf');
    script.plan({ answer: { errors: { name: 'Say a name.', go: 'Never seen' }, viewId: 'v1' } });
    await bruno.submits({ name: '' });
    expect(bruno.errors()).toEqual({ name: 'Say a name.' });
    await bruno.submits({ name: 'Maria' });
    expect(bruno.view()).toBeUndefined();
    await expect(bruno.submits()).rejects.toThrow('Nothing is open');
  });

  test('on the phone a submit that only succeeds closes nothing, and rooms have no buttons', async () => {
    const bruno = shop.agent('bruno');
    const maria = shop.customer('maria');
    await maria.starts();
    bruno.uses('phone');
    await expect(bruno.presses('live', maria)).rejects.toThrow('no buttons of apps');
    script.plan({ open: modal('v1', [field('name', TELLS_TYPING)]) });
    await bruno.runs('/wf');
    await bruno.submits({ name: 'Maria' });
    await shop.advance('PT1M');
    expect(methods()).toEqual(['ViewSubmit']);
    expect(bruno.view()?.id).toBe('v1');
    await bruno.dismisses();
    expect(bruno.view()).toBeUndefined();
    bruno.uses('web');
    await bruno.presses('live', maria);
    expect(methods()).toEqual(['ViewSubmit', 'ViewClosed', 'ActionButton']);
  });

  test('a customer taps the newest button of that name, once while it waits; a row of actions is not there', async () => {
    const maria = shop.customer('maria');
    const rid = maria.conversation()._id;
    const say = async (blocks: object[]): Promise<void> => {
      script.plan({ post: { rid, blocks } });
      await shop.agent('anna').runs('/wf', rid);
      script.plan({ answer: 'success' });
    };
    await say([section('How was it?', press('good', { value: '5', text: plain('Very good') }))]);
    expect(maria.buttons()).toEqual(['Very good']);
    await say([actions(press('lost'))]);
    expect(maria.buttons()).toEqual(['Very good']);
    expect(maria.sees()).toHaveLength(1);
    script.plan({ waits: 1 }, { answer: 'success' });
    await expect(maria.taps('Lost')).rejects.toThrow('it shows Very good');
    script.forget();
    script.plan({ waits: 1 }, { answer: 'success' });
    const taps = Promise.all([maria.taps('Very good'), maria.taps('good')]);
    await script.waiting();
    script.goesOn();
    await taps;
    expect(script.heard()).toMatchObject([
      { method: 'executeLivechatBlockActionHandler', data: { visitor: { token: maria.profile().token }, value: '5' } },
    ]);
  });
});
