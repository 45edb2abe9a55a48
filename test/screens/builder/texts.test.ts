import { sandbox, type Sandbox } from '../../sandbox';
import type { PhoneClient, WebClient } from '../../sandbox/client';
import type { Agent } from '../../sandbox/api/agent';
import { look, optionsOf, press, rule, saved } from '../../support/look';

/** The field of the text that is open. */
const textOn = (agent: Agent): string => /\[(a\d+\.text[^\]!]*)\]/.exec(look(agent))![1]!;
const order = rule('order', {
  if: { field: 'message.text', operator: 'matches', value: 'order (?P<number>\\d+)' },
  do: [{ action: 'send_message', text: 'Hello' }],
});

describe('texts of actions', () => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    const topic = { action: 'ask', id: 'topic', text: 'What about?' };
    shop = await sandbox({ settings: { rules: { rules: [order, rule('two', { do: [topic] })] } } });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());

  async function openText(): Promise<void> {
    await admin.runs('/workflow edit order');
    await press(admin, 'tab.then');
    const menu = /\[(a\d+\.menu)\]/.exec(look(admin))![1]!;
    await press(admin, menu, 'edit');
  }
  const insert = (name: string): Promise<void> => press(admin, `${textOn(admin)}!insert`, name);
  const choose = (language: string): Promise<void> => press(admin, `${textOn(admin)}!language`, language);
  const textIs = (text: unknown): void => expect(saved(shop)[0]?.do).toEqual([{ action: 'send_message', text }]);
  const text = (): string => JSON.parse(/^Text.*: (".*") \[a/m.exec(look(admin))![1]!) as string;

  test('what fits the rule is inserted by a press: what its pattern finds, questions, fields of its events', async () => {
    await openText();
    const names = optionsOf(admin, `${textOn(admin)}!insert`);
    expect(names.slice(0, 4)).toEqual([
      'match.number = matches the pattern: number',
      'answer.topic = Answer to a question: topic',
      'customer.first_name = Customer: first name',
      'operation.next_open = Next opening',
    ]);
    expect(names.join()).toContain('message.text');
    // Nobody has run it by hand, and no question was answered.
    expect(names.join()).not.toContain('question.outcome');
    await insert('customer.first_name');
    expect(text()).toBe('Hello {{customer.first_name}}');
    expect(look(admin)).toContain('“Hello {first name}”');
    await press(admin, textOn(admin), `${text()}, your order is`);
    await insert('match.number');
    await insert('match.number');
    await admin.submits();
    textIs('Hello {{customer.first_name}}, your order is {{match.number}} {{match.number}}');
    await admin.dismisses();
  });

  test('what was typed just before the press is not lost', async () => {
    await shop.setting('rules', { rules: [order] });
    const web = admin.client() as WebClient;
    await openText();
    // The client tells of typing after a pause, and the press overtakes it.
    await Promise.all([web.fills(textOn(admin), 'Good day'), insert('customer.name')]);
    await web.pauses();
    expect(text()).toBe('Good day {{customer.name}}');
    await admin.submits();
    textIs('Good day {{customer.name}}');
    await admin.dismisses();
  });

  test('in several languages: one is shown, others are added, shown and taken away, and nothing is lost', async () => {
    await shop.setting('rules', { rules: [order] });
    await openText();
    await choose('+de');
    expect(look(admin)).toContain('Text (German): ""');
    await admin.submits();
    expect(Object.values(admin.errors())).toEqual(['this is empty; enter something']);
    await admin.submits({ [textOn(admin)]: 'Hallo' });
    textIs({ en: 'Hello', de: 'Hallo' });
    await openText();
    expect(text()).toBe('Hello');
    await choose('de');
    expect(text()).toBe('Hallo');
    await insert('customer.name');
    await choose('+pt-BR');
    await press(admin, textOn(admin), 'Oi');
    await choose('en');
    await press(admin, textOn(admin), 'Hello!');
    await choose('de');
    expect(text()).toBe('Hallo {{customer.name}}');
    await choose('en');
    expect(text()).toBe('Hello!');
    await admin.submits();
    textIs({ en: 'Hello!', de: 'Hallo {{customer.name}}', 'pt-BR': 'Oi' });
    await openText();
    await choose('-en');
    expect(text()).toBe('Hallo {{customer.name}}');
    await choose('-de');
    // The last one is a text for everybody again.
    expect(look(admin)).toContain('Text: "Oi"');
    await choose('+es');
    await choose('-es');
    await admin.submits();
    textIs('Oi');
    await admin.dismisses();
  });

  test('somebody who reads German sees the German text first', async () => {
    const text = { en: 'Hello', de: 'Hallo', 'pt-BR': 'Oi' };
    await shop.setting('rules', { rules: [rule('order', { do: [{ action: 'send_message', text }] })] });
    admin.user().settings = { preferences: { language: 'de' } };
    await openText();
    expect(look(admin)).toContain('Text (Deutsch): "Hallo"');
    await choose('-de');
    expect(look(admin)).toContain('Text (Englisch): "Hello"');
    admin.user().settings = { preferences: { language: 'en' } };
    await admin.dismisses();
  });

  test('the same on the phone, where nothing is told before the submit', async () => {
    await shop.setting('rules', { rules: [order] });
    admin.uses('phone');
    await openText();
    const phone = admin.client() as PhoneClient;
    await phone.fills(textOn(admin), 'Good day');
    await insert('customer.name');
    await insert('match.number');
    await choose('+de');
    await phone.fills(textOn(admin), 'Guten Tag');
    await phone.submits();
    expect(phone.sight().crash).toEqual([]);
    textIs({ en: 'Good day {{customer.name}} {{match.number}}', de: 'Guten Tag' });
    await admin.dismisses();
  });

  describe('choices of a question', () => {
    const both = (en: string, de: string) => ({ en, de });
    const asks = (choices: unknown) => ({ action: 'ask', id: 'topic', text: 'What about?', choices });
    const fieldOn = (): string => /\[(a\d+\.choices[^\]!]*)\]/.exec(look(admin))![1]!;
    const choosing = (language: string): Promise<void> => press(admin, `${fieldOn()}!language`, language);
    const lines = (): string => JSON.parse(/^Choices.*: (".*") \[a/m.exec(look(admin))![1]!) as string;
    const areSaved = (choices: unknown): void => expect(saved(shop)[0]?.do).toEqual([asks(choices)]);
    const openChoices = async (choices: unknown): Promise<void> => {
      const one = rule('order', { on: 'conversation_started', if: 'always', do: [asks(choices)] });
      await shop.setting('rules', { rules: [one] });
      await openText();
    };
    const plain = [
      { value: 'order', label: 'My order' },
      { value: 'other', label: 'Other' },
    ];

    test('one line a choice, in each language; the first one says which there are', async () => {
      await openChoices(plain);
      expect(lines()).toBe('order: My order\nother: Other');
      await choosing('+de');
      expect(lines()).toBe('order: \nother: ');
      expect(look(admin)).toContain('Choices (German)');
      // What is written alone is what the customer reads; a choice that is none yet comes in the first language.
      await press(admin, fieldOn(), 'Bestellung\nother: Anderes\nmore: Mehr');
      await choosing('en');
      expect(lines()).toBe('order: My order\nother: Other');
      await press(admin, fieldOn(), 'other: Other\norder: My order\nbill: A bill');
      await admin.submits();
      // The German label of the new choice is missing: it is asked for where it is written.
      expect(look(admin)).toContain('Choices (German): "other: Anderes\\norder: Bestellung\\nbill: "');
      await admin.submits({ [fieldOn()]: 'other: Anderes\norder: Bestellung\nbill: Rechnung' });
      areSaved([
        { value: 'other', label: both('Other', 'Anderes') },
        { value: 'order', label: both('My order', 'Bestellung') },
        { value: 'bill', label: both('A bill', 'Rechnung') },
      ]);
      await openText();
      await choosing('de');
      await choosing('-de');
      expect(lines()).toBe('other: Other\norder: My order\nbill: A bill');
      await admin.submits();
      areSaved([{ value: 'other', label: 'Other' }, plain[0], { value: 'bill', label: 'A bill' }]);
    });

    test('a label that is missing is told at its field, when its language is on the view', async () => {
      await openChoices(plain);
      await choosing('+de');
      await admin.submits();
      expect(Object.entries(admin.errors())).toEqual([[fieldOn(), 'this is empty; enter something']]);
      await admin.dismisses();
    });

    test('choices of which some have one text for all can only be seen as JSON, and stay as they are', async () => {
      const mixed = [plain[0], { value: 'other', label: both('Other', 'Anderes') }];
      await openChoices(mixed);
      expect(look(admin)).not.toContain('Choices');
      await admin.submits();
      areSaved(mixed);
    });

    test('the same on the phone, where nothing is told before the submit', async () => {
      admin.uses('phone');
      await openChoices(plain);
      const phone = admin.client() as PhoneClient;
      await phone.fills(fieldOn(), 'order: Order\nother: Else');
      await choosing('+de');
      await phone.fills(fieldOn(), 'order: Bestellung\nAnderes');
      await phone.submits();
      expect(phone.sight().crash).toEqual([]);
      areSaved([
        { value: 'order', label: both('Order', 'Bestellung') },
        { value: 'other', label: both('Else', 'Anderes') },
      ]);
      await admin.dismisses();
      admin.uses('web');
    });
  });
});
