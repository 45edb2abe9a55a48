import * as http from 'node:http';
import type { Locator } from 'playwright-core';
import { describeInBrowser, forAllTests, MARKETPLACE, picture } from './browser';
import { moves } from './moves';

// Each wait ends by itself; this is for machines that are busy with the other tests.
jest.setTimeout(90_000);

describeInBrowser('The sandbox in a browser', () => {
  // A Friday, ten minutes before the shop closes.
  const stage = forAllTests({ clock: { start: '2026-03-06T17:50:00Z', mode: 'running' } });
  const { sandbox, seen } = stage;
  const shows = (name: string, work: () => Promise<void>): void => it(name, () => seen(name, work));

  const open = async (view?: Parameters<typeof stage.open>[0]) => {
    const page = await stage.open(view);
    return { page, ...moves(page) };
  };

  afterEach(async () => {
    // What a failed test has left open must not fail the next one.
    for (const user of ['admin', 'manager', 'anna'].map((name) => sandbox().shop().agent(name))) {
      while (user.view()) await user.dismisses();
    }
  });

  shows('leads a newcomer from an empty page to a rule of their own that answers a customer', async () => {
    const at = await open();
    await at.customer.getByText('Nothing said yet').waitFor();
    await at.desk.getByText('No conversation chosen').waitFor();
    await at.doings.getByText('Nothing has happened yet').waitFor();

    // The first rules only watch: they say what they would have done.
    await at.says('What is the price?', 'ana');
    await at.doings.getByText('Watch only: would run').first().waitFor();
    await picture(at.page, 'sandbox');

    await at.page.getByRole('button', { name: 'Open rules' }).click();
    await at.presses('New rule');
    await at.view.getByRole('button', { name: 'Use' }).first().click();
    await at.view.getByLabel('Name').fill('What it costs');
    await at.presses('If');
    await at.presses('Add a condition');
    await at.view.getByLabel('Value').fill('price');
    // Typing is told after a pause; it must be over before the sentence is read.
    await at.view.getByText('the message contains “price”').first().waitFor();
    await at.presses('Then');
    await at.picks(at.view.getByText('Add an action…'), 'Send a message');
    await at.view.getByLabel('Text').fill('It is 10 euros, {{customer.first_name}}.');
    // The sentence follows what is typed.
    await at.view.getByText('send the customer “It is 10 euros, {first name}.”').first().waitFor();
    await picture(at.page, 'rule-builder');
    await picture(at.page, 'marketplace-2-builder', MARKETPLACE);
    await at.presses('Save');
    // It would be sent after each message: told once, and it is meant so.
    await at.presses('Save anyway');
    await at.view.getByText('“What it costs” was saved.').waitFor();
    await at.picks(at.view.getByLabel('Menu').last(), 'Switch to: Live');
    await at.view
      .getByText(/What it costs · Live/)
      .first()
      .waitFor();
    await at.closes();

    await at.says('And what is the price for two?');
    await at.chat.getByText('It is 10 euros, Ana.').waitFor();
    await at.doings.getByText('Send a message: done').waitFor();
    await picture(at.page, 'first-rule');
  });

  shows('makes a rule of two conditions, an answer, a tag and a limit with at most 15 presses', async () => {
    const at = await open();
    const pressed: string[] = [];
    const presses = async (name: string): Promise<void> => {
      pressed.push(name);
      await at.presses(name);
    };
    /** A list that is opened, and what is chosen in it. */
    const picks = async (list: Locator, option: string): Promise<void> => {
      pressed.push('▾', option);
      await at.picks(list, option);
    };
    /** Typing is told after a pause. */
    const finds = async (words: string, name: string): Promise<void> => {
      await at.view.getByLabel('Find').fill(words);
      await presses(name);
    };
    pressed.push('Open rules');
    await at.page.getByRole('button', { name: 'Open rules' }).click();
    await at.view
      .getByText(/in 7 days|has never run/)
      .first()
      .waitFor();
    await picture(at.page, 'marketplace-1-rules', MARKETPLACE);
    await presses('New rule');
    pressed.push('Use');
    await at.view.getByRole('button', { name: 'Use' }).first().click();
    await at.view.getByLabel('Name').fill('Price at night');
    await presses('If');
    await finds('keyword', 'If: Message: text');
    await at.view.getByLabel('Value').fill('price');
    await finds('business hours', 'If: Opening hours');
    await picks(at.view.getByLabel('Value'), 'closed');
    await finds('reply', 'Then: Send a message');
    await at.view.getByLabel('Text').fill('We tell you tomorrow.');
    await finds('label', 'Then: Tag the contact');
    await at.view.getByLabel('Tags').fill('price');
    await presses('More');
    await picks(at.view.getByLabel('How often it may run'), 'Once per conversation');
    await presses('Save');
    await at.view.getByText('“Price at night” was saved.').waitFor();
    expect(pressed.length).toBeLessThanOrEqual(15);
    const { rules } = JSON.parse(String(sandbox().shop().setting('rules'))) as { rules: readonly unknown[] };
    expect(rules.at(-1)).toEqual({
      id: 'price-at-night',
      name: 'Price at night',
      mode: 'watch',
      on: 'customer_message',
      if: {
        all: [
          { field: 'message.text', operator: 'contains', value: 'price' },
          { field: 'operation.hours', operator: 'is', value: 'closed' },
        ],
      },
      do: [
        { action: 'send_message', text: 'We tell you tomorrow.' },
        { action: 'add_contact_tags', tags: ['price'] },
      ],
      once: { per: 'conversation' },
    });
    await at.closes();
  });

  shows('keeps everything over a reload', async () => {
    const at = await open();
    await at.says('Will this be here later?', 'lena');
    await at.desk.getByRole('button', { name: /Lena Vogel/ }).click();
    await at.page.reload();
    await at.chat.getByText('Will this be here later?').waitFor();
    expect(await at.page.getByLabel('Which customer').inputValue()).toBe('lena');
    await at.page
      .getByRole('log', { name: 'Conversation with Lena Vogel' })
      .getByText('Will this be here later?')
      .waitFor();
  });

  shows('names what is wrong with a rule, and runs the others', async () => {
    const at = await open();
    const say = (id: string, action: string, text: string) => ({
      id,
      name: `Rule ${id}`,
      on: 'customer_message',
      if: { field: 'message.text', operator: 'contains', value: 'ping' },
      do: [{ action, text }],
    });
    await at.writesRules({ rules: [say('broken', 'send_mesage', 'never'), say('whole', 'send_message', 'pong')] });
    const report = at.settings.getByRole('group', { name: 'Report' });
    await report.getByText('Active rules: 1. Set aside: 1.').waitFor();
    await report.getByText(/"broken" do\[0\]\.action: .*send_message/).waitFor();
    await picture(at.page, 'settings', undefined, report);
    await at.tab('Chat and desk');
    await at.says('ping', 'john');
    await at.chat.getByText('pong').waitFor();

    // What is no JSON leaves the last good rules running.
    await at.tab('Settings');
    await at.page.getByLabel('Rules', { exact: true }).fill('{ "rules": [');
    await at.page.getByRole('button', { name: 'Save rules' }).click();
    await report.getByText('what was in force before').or(report.getByText(/JSON/)).first().waitFor();
    await at.tab('Chat and desk');
    await at.says('ping again');
    await at.chat.getByText('pong').nth(1).waitFor();
  });

  shows('keeps to a new view what an earlier one was told', async () => {
    const at = await open();
    await at.page.getByRole('button', { name: 'Open rules' }).click();
    await at.presses('New rule');
    await at.view.getByRole('button', { name: 'Use' }).first().click();
    await at.presses('Save');
    await at.view.locator('.rcx-field__error').first().waitFor();
    await at.closes();
    await at.page.getByRole('button', { name: 'Open rules' }).click();
    // The rule was left unsaved, and is offered again.
    await at.view.getByText('You have not saved').waitFor();
    expect(await at.view.locator('.rcx-field__error').count()).toBe(0);
    await at.closes();
  });

  shows('shows agents who a customer is, with tags, topic and notes, and what is over', async () => {
    const at = await open();
    await at.says('By e-mail', 'lena');
    await at.desk.getByRole('button', { name: /Lena Vogel/ }).click();
    await at.desk.getByText('email · Berlin · Germany · de').waitFor();
    await at.desk.getByRole('button', { name: 'Take' }).click();
    await at.desk.getByRole('button', { name: 'Contact' }).click();
    await at.page.getByLabel('Topic').fill('Summer sale');
    await at.page.getByLabel('Contact: tags').fill('vip, gold');
    await at.page.getByRole('button', { name: 'Save contact' }).click();
    await at.desk.getByText('Topic: Summer sale').waitFor();
    await at.desk.locator('.tags', { hasText: 'Contact:' }).getByText('gold').waitFor();
    await at.desk.locator('button.own').click();
    await at.presses('Add note');
    await at.view.last().locator('textarea').fill('Wants a rebate');
    await at.view.last().getByRole('button', { name: 'Add note', exact: true }).click();
    await at.desk.getByRole('list', { name: 'Notes for the team' }).getByText('Wants a rebate').waitFor();
    await at.page.getByRole('dialog', { name: 'Add note' }).waitFor({ state: 'detached' });
    await at.view.getByRole('button', { name: 'Close' }).first().click();
    await at.view.waitFor({ state: 'detached' });

    // What the server refuses is said in a sentence.
    await at.answers('/nothing');
    await at.desk.getByRole('alert').getByText('There is no command "/nothing"').waitFor();
    await at.desk.getByRole('button', { name: 'Close', exact: true }).click();
    await at.page.getByRole('button', { name: 'Close conversation' }).click();
    await at.desk.getByRole('alert').getByText('Write a comment').waitFor();
    await at.page.getByLabel('Comment for the customer').fill('Good bye');
    await at.page.getByRole('button', { name: 'Close conversation' }).click();
    await at.desk.getByText('This conversation is closed.').waitFor();
    await at.customer.getByText('This chat has ended').waitFor();
  });

  shows('1. gives a conversation that nobody has to the AI agent', async () => {
    const at = await open();
    await at.loads('1-ai-agent');
    await at.page.getByRole('button', { name: 'New', exact: true }).click();
    await at.customer.getByLabel('Name', { exact: true }).fill('Peter Parker');
    await at.page.getByRole('button', { name: 'Add customer' }).click();
    await at.says('Hi, is anybody there?');
    await at.customer.getByText('You talk to ai.bot').waitFor();
    // The bot gives it back, and a person takes it: it stays with them.
    await at.page.getByLabel('Who sits at the desk').selectOption('ai.bot');
    await at.desk.getByRole('button', { name: /Peter Parker/ }).click();
    await at.desk.getByRole('button', { name: 'Return' }).click();
    await at.page.getByLabel('Who sits at the desk').selectOption('anna');
    await at.desk.getByRole('button', { name: 'Take' }).click();
    await at.customer.getByText('You talk to anna').waitFor();
  });

  shows('3. labels a contact by what is said, and takes the label off', async () => {
    const at = await open();
    await at.loads('3-contact-labels');
    await at.says('Where is my invoice?', 'john');
    await at.doings.getByText('Tag the contact: done').waitFor();
    await at.desk.getByRole('button', { name: /John Miller/ }).click();
    await at.desk.getByRole('button', { name: 'Contact' }).click();
    expect(await at.page.getByLabel('Contact: tags').inputValue()).toBe('billing');
    await at.desk.getByRole('button', { name: 'Cancel' }).click();
    await at.desk.getByRole('button', { name: 'Take' }).click();
    await at.answers('I see your payment received, all is well.');
    await at.doings.getByText('Remove tags from the contact: done').waitFor();
  });

  shows('4. hands a conversation on when its agent is away', async () => {
    const at = await open();
    await at.loads('4-reassign-to-online');
    await at.says('My order is late.', 'lena');
    await at.page.getByLabel('Who sits at the desk').selectOption('anna');
    await at.desk.getByRole('button', { name: /Lena Vogel.*My order/ }).click();
    await at.desk.getByRole('button', { name: 'Take' }).click();
    await at.customer.getByText('You talk to anna').waitFor();
    await at.page.getByLabel('Status').selectOption('away');
    await at.desk.locator('.dot.away').waitFor();
    await at.says('Are you still there?');
    await at.doings.getByText('Assign: done').waitFor();
    await at.customer.getByText(/You talk to (?!anna)/).waitFor();
    await at.page.getByLabel('Status').selectOption('online');
  });

  shows('5. looks at country and city', async () => {
    const at = await open();
    await at.loads('5-by-profile');
    await at.page.getByRole('button', { name: 'New', exact: true }).click();
    await at.customer.getByLabel('Name', { exact: true }).fill('Luiz');
    await at.customer.getByLabel('Country').fill('Brazil');
    await at.customer.getByLabel('City').fill('São Paulo');
    await at.page.getByRole('button', { name: 'Add customer' }).click();
    await at.says('Oi!');
    await at.customer.getByText(/You talk to (maria|joao)/).waitFor();
  });

  shows('2. says that nobody is here, when the clock says so', async () => {
    const at = await open();
    await at.loads('2-nobody-is-here');
    await at.tab('Sandbox');
    await at.page.getByLabel('Moment (UTC)').fill('2026-03-06T18:05');
    await at.orders('Go there (UTC)');
    await at.page.getByLabel('The sandbox’s clock').getByText('18:05').waitFor();
    await at.tab('Chat and desk');
    await at.page.getByRole('button', { name: 'New', exact: true }).click();
    await at.customer.getByLabel('Name', { exact: true }).fill('Maria Costa');
    await at.page.getByRole('button', { name: 'Add customer' }).click();
    await at.says('Hello?');
    await at.chat.getByText('Hi Maria, nobody is here right now. We are back on Monday at 9:00.').waitFor();
    await at.doings.getByText('Send a message: done').waitFor();
    await picture(at.page, 'nobody-is-here');
  });

  shows('opens the bar of a conversation, where agents read why', async () => {
    const at = await open();
    await at.page.getByLabel('Who sits at the desk').selectOption('manager');
    await at.desk.getByRole('button', { name: /Maria Costa/ }).click();
    await at.desk.locator('button.own').click();
    await at.view.getByText('Maria').or(at.view.getByText(/note/i)).first().waitFor();
    await picture(at.page, 'conversation-bar');
    await at.presses('Why');
    await at.view.getByText('Tell customers nobody is here').first().waitFor();
    await picture(at.page, 'marketplace-3-why', MARKETPLACE);
    await at.closes();
  });

  shows('lets people break things, and shows what the app says of it', async () => {
    const at = await open();
    const remark = { id: 'topic', name: 'Topic', on: 'customer_message', if: 'always' };
    await at.writesRules({ rules: [{ ...remark, do: [{ action: 'set_topic', topic: 'asked' }] }] });
    await at.tab('Sandbox');
    await at.page.getByLabel('The app has a manager’s connection (REST)').click();
    await at.page.getByLabel('The connection is cut').click();
    await at.page.getByRole('button', { name: '1 fault is on' }).waitFor();
    await at.says('One', 'john');
    await at.doings
      .getByText(/Set the topic: waiting/)
      .first()
      .waitFor();
    await at.page.getByLabel('The connection is cut').click();
    await at.page.getByRole('button', { name: '1 fault is on' }).waitFor({ state: 'detached' });
    await at.orders('Kill the app’s process');
    await at.orders('+5 min');
    await at.says('Two');
    await at.doings
      .getByText(/Set the topic: done/)
      .first()
      .waitFor();
    await picture(at.page, 'controls');
  });

  shows('can be used at 390 px, with the keyboard, in the dark', async () => {
    const at = await open({ width: 390, height: 800, colorScheme: 'dark' });
    for (const name of ['Customer', 'Desk', 'Rules', 'Settings', 'Sandbox']) {
      await at.tab(name);
      const width = await at.page.evaluate<number>('document.documentElement.scrollWidth');
      expect([name, width]).toEqual([name, 390]);
    }
    await at.tab('Desk');
    await at.desk.getByRole('button', { name: 'Contact' }).click();
    // Its form has the room that it needs.
    expect((await at.desk.locator('form.sheet').boundingBox())?.height).toBeGreaterThan(250);
    await at.desk.getByRole('button', { name: 'Cancel' }).click();
    await at.tab('Customer');
    await at.page.getByLabel('Message to the team').focus();
    await at.page.keyboard.type('From my phone');
    await at.page.keyboard.press('Enter');
    await at.chat.getByText('From my phone').waitFor();
    await picture(at.page, 'phone');
    await at.tab('Rules');
    await at.page.getByRole('button', { name: 'Open rules' }).click();
    const box = await at.view.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await picture(at.page, 'phone-rules');
    await at.closes();
  });

  shows('says what the server says against something', async () => {
    const at = await open();
    await at.page.getByLabel('Which customer').selectOption('ana');
    await at.page.getByRole('button', { name: 'Edit', exact: true }).click();
    await at.customer.getByLabel('Name', { exact: true }).fill(' ');
    await at.page.getByRole('button', { name: 'Save', exact: true }).click();
    await at.customer.getByRole('alert').getByText('Please fill in "name".').waitFor();
  });

  it('talks to this machine and to its own page alone', async () => {
    const { port } = new URL(sandbox().url);
    const ask = (path: string, method: string, headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, method, headers };
        const request = http.request(options, (response) => resolve(response.resume().statusCode));
        request.on('error', reject).end();
      });
    expect(await ask('/', 'GET', { Host: 'somewhere.example' })).toBe(421);
    expect(await ask('/orders', 'POST', { 'Content-Type': 'text/plain' })).toBe(415);
    expect(await ask('/orders', 'POST', { 'Content-Type': 'application/json' })).toBe(400);
    expect(await ask('/../package.json', 'GET', {})).toBe(404);
    expect(await ask('/examples/..%2f..%2fpackage', 'GET', {})).toBe(404);
  });

  it('leaves nothing in the console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
