import type { Sandbox } from '../sandbox';
import { runLines, runRecords, withSandbox } from './runs';

const TOPIC = {
  action: 'ask',
  id: 'topic',
  text: 'What is it about?',
  choices: [
    { value: 'billing', label: 'An invoice' },
    { value: 'delivery', label: 'My delivery' },
  ],
};
const ASK = {
  id: 'ask-topic',
  name: 'Ask what it is about',
  on: 'customer_message',
  if: { field: 'conversation.first_message', operator: 'is', value: true },
  do: [TOPIC],
};
const ON_ANSWER = {
  id: 'answered',
  name: 'Go on',
  on: 'question_answered',
  if: { field: 'question.id', operator: 'is', value: 'topic' },
  do: [{ action: 'send_message', text: 'You said {{answer.topic}}{{^answer.topic}}nothing{{/answer.topic}}.' }],
};
const EACH_MESSAGE = {
  id: 'each-message',
  name: 'A message',
  on: 'customer_message',
  if: { field: 'conversation.first_message', operator: 'is', value: false },
  do: [{ action: 'add_contact_tags', tags: ['wrote'] }],
};

const RULES = [ASK, ON_ANSWER, EACH_MESSAGE];
const ASKED = 'Workflow: What is it about?\n1. An invoice\n2. My delivery';

describe('a question to the customer, on the real runtime', () => {
  it.each([
    ['its number', '2'],
    ['its number with a word', 'number 2 please'],
    ['its label', 'my DELIVERY!'],
    ['its value', 'delivery'],
  ])('is answered by %s', (_what, text) =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await customer.writes(text);
      await shop.settled();
      expect(customer.sees()).toEqual(['ana: hi', ASKED, `ana: ${text}`, 'Workflow: You said delivery.']);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered by typing)',
        'answered on question_answered: send_message done',
      ]);
      expect(customer.buttons()).toEqual([]);
    }),
  );

  it('is answered with a button, which the transcript shows as a message', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      expect(customer.buttons()).toEqual(['An invoice', 'My delivery']);
      await customer.taps('An invoice');
      await shop.settled();
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: An invoice', 'Workflow: You said billing.']);
      expect(customer.buttons()).toEqual([]);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered with a button)',
        'answered on question_answered: send_message done',
      ]);
    }));

  it('is asked again when the answer is not understood, and then left to the other rules', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await customer.writes('well');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe(
        'Workflow: Sorry, I did not understand that. Please choose one of these:\n1. An invoice\n2. My delivery',
      );
      // Only the last one has buttons.
      expect(customer.buttons()).toEqual(['An invoice', 'My delivery']);
      expect(runLines(shop)).toEqual(['ask-topic on customer_message: ask done']);
      await customer.writes('who knows');
      await shop.settled();
      expect(customer.sees().at(-1)).toBe('Workflow: You said nothing.');
      expect(customer.buttons()).toEqual([]);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered unclearly)',
        'answered on question_answered: send_message done',
        'each-message on customer_message: add_contact_tags done',
      ]);
    }));

  it('has room for its choices, however long what it says is', () =>
    withSandbox(
      [
        { ...ASK, do: [{ ...TOPIC, text: '{{message.text}}: what is it about?', again: '{{message.text}} again' }] },
        ON_ANSWER,
      ],
      async (shop) => {
        const customer = shop.customer('ana');
        await customer.writes('long '.repeat(999));
        await shop.settled();
        await customer.writes('what?');
        await shop.settled();
        const asked = customer
          .sees()
          .filter((line) => /^Workflow: long [^]*…\n1\. An invoice\n2\. My delivery$/.test(line));
        expect(asked).toHaveLength(2);
        await customer.writes('2');
        await shop.settled();
        expect(customer.sees().at(-1)).toBe('Workflow: You said delivery.');
      },
    ));

  it('is over when nobody answers in time', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await shop.advance('PT9M');
      expect(customer.buttons()).toHaveLength(2);
      await shop.advance('PT2M');
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'Workflow: You said nothing.']);
      expect(customer.buttons()).toEqual([]);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (left unanswered)',
        'answered on question_answered: send_message done',
      ]);
      await customer.writes('2');
      await shop.settled();
      expect(runLines(shop).at(-1)).toBe('each-message on customer_message: add_contact_tags done');
    }));

  it.each<[what: string, how: (shop: Sandbox) => Promise<unknown>, said: string]>([
    ['takes it', async (shop) => shop.agent('anna').takes(shop.customer('ana')), 'ended: anna has the conversation'],
    [
      'closes it',
      async (shop) => {
        await shop.customer('ana').closes();
      },
      'ended: the conversation was closed',
    ],
    [
      'mutes it',
      async (shop) => {
        await shop.agent('admin').runs('/workflow mute', shop.customer('ana'));
      },
      'ended: the conversation was muted',
    ],
  ])('ends without an event when somebody %s', (_what, how, said) =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await how(shop);
      await shop.settled();
      await shop.advance('PT15M');
      expect(runLines(shop)).toEqual([`ask-topic on customer_message: ask done (${said})`]);
    }),
  );

  it('ends when an agent writes beside it, and when Workflow is paused', () =>
    withSandbox(
      [{ ...ASK, on: 'conversation_assigned', if: 'always', do: [{ ...TOPIC, with_agent: true }] }, ON_ANSWER],
      async (shop) => {
        const [ana, bea] = [shop.customer('ana'), shop.customer('bea')];
        for (const customer of [ana, bea]) {
          await customer.writes('hi');
          await shop.agent('anna').takes(customer);
          await shop.settled();
          expect(customer.buttons()).toHaveLength(2);
        }
        await shop.agent('anna').writes('I am here', ana);
        await shop.settled();
        expect(ana.buttons()).toEqual([]);
        await shop.setting('enabled', false);
        await bea.taps('My delivery');
        await shop.settled();
        expect(bea.buttons()).toEqual([]);
        await shop.setting('enabled', true);
        expect(runLines(shop).toSorted()).toEqual([
          'ask-topic on conversation_assigned: ask done (ended: Workflow was paused)',
          'ask-topic on conversation_assigned: ask done (ended: anna wrote in the conversation)',
        ]);
      },
    ));

  it.each<[how: string, pause: (shop: Sandbox) => Promise<void>, resume: (shop: Sandbox) => Promise<void>]>([
    [
      '/workflow pause',
      (s) => s.agent('admin').runs('/workflow pause'),
      (s) => s.agent('admin').runs('/workflow resume'),
    ],
    ['the setting', (s) => s.setting('enabled', false), (s) => s.setting('enabled', true)],
  ])('ends with a pause by %s, in which nobody writes', (_how, pause, resume) =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await pause(shop);
      await shop.advance('PT2S');
      expect(customer.buttons()).toEqual([]);
      await resume(shop);
      await customer.writes('2');
      await shop.settled();
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (ended: Workflow was paused)',
        'each-message on customer_message: add_contact_tags done',
      ]);
    }),
  );

  it('is not asked for ever when nobody answers, though a rule says so in the name of the agent each time', () =>
    withSandbox(
      [
        { ...ASK, do: [{ ...TOPIC, with_agent: true, within: 'PT2M' }] },
        {
          ...ON_ANSWER,
          do: [
            { action: 'send_message', text: 'Are you there?', as: 'agent' },
            { ...TOPIC, with_agent: true, within: 'PT2M' },
          ],
        },
      ],
      async (shop) => {
        const customer = shop.customer('ana');
        await customer.starts();
        await shop.agent('anna').takes(customer);
        await customer.writes('hi');
        await shop.settled();
        await shop.advance('PT1H');
        expect(runLines(shop)).toHaveLength(25);
        expect(runLines(shop).at(-1)).toBe(
          'answered on question_answered: send_message done, ask skipped (this rule has run 24 times here without anybody writing in between)',
        );
      },
    ));

  it('saves what was said on the conversation', () =>
    withSandbox(
      [
        {
          ...ASK,
          if: 'always',
          do: [{ action: 'ask', id: 'order', text: 'Which order?', save: 'conversation.custom.order', also: true }],
        },
      ],
      async (shop) => {
        const { customFields } = shop.workspace.data;
        customFields.push({ ...customFields[0]!, _id: 'order', label: 'Order', scope: 'room' });
        const customer = shop.customer('ana');
        await customer.writes('hi');
        await shop.settled();
        await customer.writes('12345');
        await shop.settled();
        expect(customer.conversation().livechatData).toEqual({ order: '12345' });
      },
    ));

  it('is not asked beside a human, nor twice, nor for what is known', () =>
    withSandbox(
      [
        { ...ASK, if: 'always', do: [{ ...TOPIC, also: true }] },
        {
          ...ASK,
          id: 'ask-mail',
          if: 'always',
          do: [{ action: 'ask', id: 'mail', text: 'Your e-mail?', as: 'email', save: 'customer.email', also: true }],
        },
      ],
      async (shop) => {
        const customer = shop.customer('ana');
        await customer.writes('hi');
        await shop.settled();
        await customer.writes('1');
        await shop.settled();
        await customer.writes('well');
        await shop.settled();
        await customer.writes('it is ana@example.com.');
        await shop.settled();
        expect(customer.profile().visitorEmails).toEqual([{ address: 'ana@example.com' }]);
        await customer.writes('and now?');
        await shop.settled();
        await shop.agent('anna').takes(customer);
        await customer.writes('hello');
        await shop.settled();
        expect(runLines(shop)).toEqual([
          'ask-topic on customer_message: ask done (answered by typing)',
          'ask-mail on customer_message: ask skipped (the question “topic” is still open)',
          'ask-topic on customer_message: ask skipped (this conversation has answered it already; "repeat": true would ask again)',
          'ask-mail on customer_message: ask done (answered by typing)',
          'ask-topic on customer_message: ask skipped (this conversation has answered it already; "repeat": true would ask again)',
          'ask-mail on customer_message: ask skipped (this conversation has answered it already; "repeat": true would ask again)',
          'ask-topic on customer_message: ask skipped (anna has the conversation; "with_agent": true would ask all the same)',
          'ask-mail on customer_message: ask skipped (anna has the conversation; "with_agent": true would ask all the same)',
        ]);
        // Another conversation of theirs: the address is known.
        const again = shop.customer('ana');
        await again.closes();
        await again.writes('hi again');
        await shop.settled();
        expect(runLines(shop).slice(8)).toEqual([
          'ask-topic on customer_message: ask done',
          'ask-mail on customer_message: ask skipped (the question “topic” is still open)',
        ]);
        await again.writes('2');
        await again.writes('and?');
        await shop.settled();
        expect(runLines(shop).at(-1)).toBe(
          'ask-mail on customer_message: ask skipped (customer.email has a value already; "repeat": true would ask again)',
        );
      },
    ));

  it('counts as a customer message for waits, and gets one automatic message', () =>
    withSandbox(
      [
        ASK,
        ON_ANSWER,
        { ...ON_ANSWER, id: 'second', do: [{ action: 'send_message', text: 'And one more thing.' }] },
        {
          id: 'silent',
          name: 'Nothing heard',
          on: 'customer_message',
          if: 'always',
          do: [{ action: 'send_message', text: 'Are you still there?' }],
          wait: { for: 'PT5M', unless: ['customer_message'] },
        },
      ],
      async (shop) => {
        const customer = shop.customer('ana');
        await customer.writes('hi');
        await shop.settled();
        await customer.writes('1');
        await shop.advance('PT6M');
        expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: 1', 'Workflow: You said billing.']);
        expect(runLines(shop)).toEqual([
          'ask-topic on customer_message: ask done (answered by typing)',
          'answered on question_answered: send_message done',
          'second on question_answered: send_message skipped (this message already got an automatic reply; "also": true would send both)',
        ]);
      },
    ));

  it.each<[what: string, how: (shop: Sandbox) => Promise<unknown>]>([
    ['typing', (shop) => shop.customer('ana').writes('2')],
    ['tapping', (shop) => shop.customer('ana').taps('My delivery')],
    ['something unclear', (shop) => shop.customer('ana').writes('well')],
    ['nothing in time', (shop) => shop.advance('PT11M')],
  ])('answered with %s, ends waits that are unless it is answered', (_what, how) =>
    withSandbox(
      [
        { ...ASK, do: [{ ...TOPIC, tries: 1 }] },
        {
          id: 'unanswered',
          name: 'Still open',
          on: 'customer_message',
          if: { field: 'message.text', operator: 'is', value: 'hi' },
          do: [{ action: 'note_contact', text: 'The question is still open.' }],
          wait: { for: 'PT20M', unless: ['question_answered'] },
        },
      ],
      async (shop) => {
        await shop.customer('ana').writes('hi');
        await shop.settled();
        await how(shop);
        await shop.advance('PT30M');
        expect(runRecords(shop).map(({ rule }) => rule)).toEqual(['ask-topic']);
      },
    ),
  );
});

describe('who taps is checked', () => {
  /** As a widget sends it, or somebody who pretends to be one. */
  async function send(shop: Sandbox, to: string, body: object, token?: string): Promise<unknown> {
    const asked = shop.workspace.data.messages.findLast(({ rid, blocks }) => rid === to && Array.isArray(blocks));
    const request = {
      type: 'blockAction',
      actionId: 'answer-1',
      rid: to,
      mid: asked?._id,
      container: { type: 'message', id: asked?._id },
      triggerId: 'trigger',
      payload: { value: '1' },
      ...body,
    };
    const { text } = await shop.clients.route({
      appId: shop.instance().app().getID(),
      headers: token === undefined ? {} : { 'x-visitor-token': token },
      text: JSON.stringify(request),
    });
    await shop.settled();
    return JSON.parse(text) as unknown;
  }
  const NOT_YOURS = { success: false, message: 'This button belongs to another conversation.' };
  const OVER = { success: false, message: 'This question is over. Please just write to us.' };

  it('a forged tap does nothing, and neither does one that comes too late', () =>
    withSandbox(RULES, async (shop) => {
      const [ana, eve] = [shop.customer('ana'), shop.customer('eve')];
      await ana.writes('hi');
      await eve.writes('hi');
      await shop.settled();
      const room = ana.conversation()._id;
      const { token } = ana.profile();
      // Somebody else, with their own token, and one made up.
      expect(await send(shop, room, {}, eve.profile().token)).toEqual(NOT_YOURS);
      const visitor = { id: 'ana', username: 'guest-1', token: 'made-up' };
      expect(await send(shop, room, { visitor })).toEqual(NOT_YOURS);
      // A message of another room, one that is not the app's, none at all, a choice that is none.
      const others = shop.workspace.data.messages.filter(({ rid }) => rid === eve.conversation()._id).at(-1);
      expect(await send(shop, room, { mid: others?._id }, token)).toEqual(NOT_YOURS);
      const own = shop.workspace.data.messages.find(({ rid, msg }) => rid === room && msg === 'hi');
      expect(await send(shop, room, { mid: own?._id }, token)).toEqual(NOT_YOURS);
      expect(await send(shop, room, { mid: undefined }, token)).toEqual(NOT_YOURS);
      for (const value of ['3', '0', '-1', '1.5', '', null, { $gt: 0 }])
        expect(await send(shop, room, { payload: { value } }, token)).toEqual(OVER);
      expect(ana.sees()).toEqual(['ana: hi', ASKED]);
      expect(ana.buttons()).toEqual(['An invoice', 'My delivery']);
      expect(runLines(shop)).toHaveLength(2);

      const asked = shop.workspace.data.messages.findLast(({ rid }) => rid === room);
      await ana.taps('An invoice');
      await shop.settled();
      for (const _again of [1, 2])
        expect(await send(shop, room, { mid: asked?._id, payload: { value: '2' } }, token)).toEqual(OVER);
      expect(ana.sees().slice(2)).toEqual([
        'ana: An invoice',
        'Workflow: You said billing.',
        // In words, and once.
        'Workflow: This question is over. Please just write to us.',
      ]);
      expect(runLines(shop)).toHaveLength(3);
    }));

  it.each<[what: string, second: boolean]>([
    ['here', false],
    ['at two instances', true],
  ])('of two taps at once %s one counts', (_what, several) =>
    withSandbox(RULES, async (shop) => {
      const other = several ? await shop.secondInstance() : undefined;
      const ana = shop.customer('ana');
      await ana.writes('hi');
      await shop.settled();
      const tap = (label: string) => () => ana.taps(label);
      await Promise.all([tap('An invoice')(), other ? other.does(tap('My delivery')) : tap('My delivery')()]);
      await shop.settled();
      await shop.advance('PT20M');
      const said = ana.sees().filter((line) => line.startsWith('Workflow: You said'));
      expect(said).toHaveLength(1);
      expect(ana.sees().filter((line) => /^ana: (An invoice|My delivery)$/.test(line))).toHaveLength(1);
      expect(ana.buttons()).toEqual([]);
      expect(runLines(shop)).toEqual([
        'ask-topic on customer_message: ask done (answered with a button)',
        'answered on question_answered: send_message done',
      ]);
    }),
  );

  it('of a tap and a typed answer at once, at two instances, one is the answer', () =>
    withSandbox(RULES, async (shop) => {
      const other = await shop.secondInstance();
      const ana = shop.customer('ana');
      await ana.writes('hi');
      await shop.settled();
      await Promise.all([ana.taps('An invoice'), other.does(() => ana.writes('2'))]);
      await shop.settled();
      await shop.advance('PT20M');
      expect(runLines(shop).filter((line) => line.startsWith('answered'))).toHaveLength(1);
      await other.stop();
    }));
});

describe('a question survives', () => {
  it('a crash between the question and its answer', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await shop.kill();
      await customer.writes('my delivery');
      await shop.settled();
      await shop.advance('PT20M');
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: my delivery', 'Workflow: You said delivery.']);
    }));

  it('a crash while it is being asked: it is not asked twice', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      const { reached } = shop.faults.hangs('message.create');
      void customer.writes('hi');
      await reached;
      await shop.kill();
      shop.faults.clear();
      await shop.advance('PT3M');
      expect(customer.sees()).toEqual(['ana: hi', ASKED]);
      await customer.taps('An invoice');
      await shop.settled();
      expect(customer.sees().slice(2)).toEqual(['ana: An invoice', 'Workflow: You said billing.']);
    }));

  it('a crash in the middle of its answer: rules run once', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      const { reached } = shop.faults.hangs('message.update');
      void customer.writes('2');
      await reached;
      await shop.kill();
      shop.faults.clear();
      await shop.advance('PT5M');
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: 2', 'Workflow: You said delivery.']);
    }));

  it('a crash between a tap and what it says', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      const { reached } = shop.faults.hangs('livechat.createMessage');
      void customer.taps('My delivery').catch(() => undefined);
      await reached;
      await shop.kill();
      shop.faults.clear();
      await shop.advance('PT5M');
      expect(customer.sees()).toEqual(['ana: hi', ASKED, 'ana: My delivery', 'Workflow: You said delivery.']);
    }));

  it('the app being away when the answer came', () =>
    withSandbox(RULES, async (shop) => {
      const customer = shop.customer('ana');
      await customer.writes('hi');
      await shop.settled();
      await shop.advance('PT1M');
      const first = shop.workspace.data.messages.find(({ msg }) => msg === 'hi');
      if (!first) throw new Error('the customer has written nothing');
      // Nobody tells the app of it.
      shop.workspace.data.messages.push({ ...first, _id: 'missed', msg: '2', ts: shop.now() });
      await shop.advance('PT15M');
      expect(customer.sees().at(-1)).toBe('Workflow: You said delivery.');
    }));
});
