import { appRoomById, hostBridges } from '../sandbox/workspace';
import { describeInBrowser, forAllTests } from './browser';
import { moves } from './moves';

// Each wait ends by itself; this is for machines that are busy with the other tests.
jest.setTimeout(90_000);

describeInBrowser('Real clients in a browser', () => {
  const { sandbox, open: opened } = forAllTests({
    clock: { start: '2026-03-06T10:00:00Z', mode: 'running' },
    client: 'web',
  });

  const open = async () => {
    const page = await opened();
    return { page, ...moves(page) };
  };

  it('drops a modal at Escape, at a click beside it and at a reload, and tells nobody', async () => {
    const at = await open();
    const sent: string[] = [];
    const { line } = sandbox().shop().clients;
    const { send } = line;
    line.send = (request) => {
      sent.push(String((request.body as { type?: string }).type));
      return send(request);
    };
    for (const leave of [
      () => at.page.keyboard.press('Escape'),
      () => at.page.mouse.click(8, 400),
      () => at.page.reload(),
    ]) {
      await at.page.getByRole('button', { name: 'Open rules' }).click();
      await at.view.getByText('New rule').waitFor();
      await leave();
      await at.view.waitFor({ state: 'detached' });
    }
    expect(sent).toEqual([]);
    await at.page.getByRole('button', { name: 'Open rules' }).click();
    await at.view.getByRole('button', { name: 'Close' }).first().click();
    await at.view.waitFor({ state: 'detached' });
    expect(sent).toEqual(['viewClosed']);
    line.send = send;
  });

  it('leaves a bar with its conversation, and has a modal over a bar', async () => {
    const at = await open();
    await at.says('One', 'ana');
    await at.says('Two', 'lena');
    await at.page.getByLabel('Who sits at the desk').selectOption('manager');
    await at.desk.getByRole('button', { name: /Ana Souza/ }).click();
    await at.desk.locator('button.own').click();
    const bar = at.page.locator('.view-place.bar');
    await bar.waitFor();
    await at.answers('/workflow rules');
    await at.page.locator('.view-place.modal').waitFor();
    expect(await bar.count()).toBe(1);
    await at.page.keyboard.press('Escape');
    await at.page.locator('.view-place.modal').waitFor({ state: 'detached' });
    expect(await bar.count()).toBe(1);
    await at.desk.getByRole('button', { name: /Lena Vogel/ }).click();
    await bar.waitFor({ state: 'detached' });
  });

  it('has no buttons in rooms on the phone, and its modals without an X', async () => {
    const at = await open();
    await at.says('One', 'ana');
    await at.page.getByLabel('Who sits at the desk').selectOption('admin');
    await at.desk.getByRole('button', { name: /Ana Souza/ }).click();
    await at.desk.locator('button.own').waitFor();
    await at.page.getByLabel('Client', { exact: true }).selectOption('phone');
    await at.desk.locator('button.own').waitFor({ state: 'detached' });
    await at.answers('/workflow rules');
    await at.page.locator('.view-place.phone').waitFor();
    expect(await at.view.getByText('✕').count()).toBe(0);
    await at.view.getByRole('button', { name: 'Close' }).click();
    await at.view.waitFor({ state: 'detached' });
    await at.page.getByLabel('Client', { exact: true }).selectOption('web');
  });

  it('has customers tap what a message shows in the widget', async () => {
    const at = await open();
    await at.says('Hello', 'ana');
    const shop = sandbox().shop();
    const { workspace } = shop;
    const rid = shop.customer('ana').conversation()._id;
    const appId = shop.instance().app().getID();
    const button = { type: 'button', actionId: 'good', value: '5', text: { type: 'plain_text', text: 'Very good' } };
    const question = { type: 'section', appId, text: { type: 'plain_text', text: 'How was it?' }, accessory: button };
    const say = (blocks: object[]): Promise<unknown> =>
      hostBridges(workspace).messages.create(
        {
          room: appRoomById(workspace, rid),
          sender: { id: workspace.data.users.find(({ type }) => type === 'app')?._id },
          text: '',
          blocks,
        },
        appId,
      );
    const taps: object[] = [];
    const { line } = shop.clients;
    const { send } = line;
    line.send = (request) => {
      taps.push({ ...request.headers, ...request.body });
      return send(request);
    };
    await say([question]);
    // A row of actions is not drawn by today's widget.
    await say([{ type: 'actions', appId, elements: [{ ...button, text: { type: 'plain_text', text: 'Lost' } }] }]);
    await at.chat.getByText('How was it?').waitFor();
    expect(await at.chat.getByText('Lost').count()).toBe(0);
    await at.chat.getByRole('button', { name: 'Very good' }).click();
    // The app knows of no such question: it says so in the customer's language, and takes the button away.
    await at.chat.getByText('Esta pergunta já terminou').waitFor();
    await at.chat.getByRole('button', { name: 'Very good' }).waitFor({ state: 'detached' });
    expect(taps).toEqual([
      expect.objectContaining({
        'x-visitor-token': shop.customer('ana').profile().token,
        type: 'blockAction',
        actionId: 'good',
        rid,
        payload: { value: '5' },
      }),
    ]);
    line.send = send;
  });
});
