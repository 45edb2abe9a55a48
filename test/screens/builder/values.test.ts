import { sandbox, type Sandbox } from '../../sandbox';
import type { PhoneClient, WebClient } from '../../sandbox/client';
import type { Agent } from '../../sandbox/api/agent';
import { foundFor } from '../../../src/screens/builder/find';
import { idOn, look, optionsOf, press, rule, saved } from '../../support/look';

describe('fields and actions are found by what people call them', () => {
  const first = (search: string, language: 'en' | 'pt-BR' | 'es' | 'de'): string | undefined =>
    foundFor(search, { language, zone: 'UTC', calendars: [] })[0]?.id;

  test.each([
    ['business hours', 'en', 'if.operation.hours'],
    ['keyword', 'en', 'if.message.text'],
    ['reply', 'en', 'then.send_message'],
    ['opening hours', 'en', 'if.operation.hours'],
    ['operation.weekday', 'en', 'if.operation.weekday'],
    ['route', 'en', 'then.assign'],
    ['palavra-chave', 'pt-BR', 'if.message.text'],
    ['Horario Comercial', 'pt-BR', 'if.operation.hours'],
    ['responder', 'es', 'then.send_message'],
    ['palabra clave', 'es', 'if.message.text'],
    ['geschaftszeiten', 'de', 'if.operation.hours'],
    ['GESCHÄFTSZEITEN', 'de', 'if.operation.hours'],
    ['antworten', 'de', 'then.send_message'],
    ['stichwort', 'de', 'if.message.text'],
    ['(((', 'en', undefined],
  ] as const)('%s (%s): %s', (search, language, id) => {
    expect(first(search, language)).toBe(id);
  });
});

describe('values', () => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna', 'bruno'],
      connected: true,
      settings: { rules: { rules: [rule('one')], calendars: {} } },
    });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    admin.uses('web');
    await shop.setting('rules', { rules: [rule('one', { if: 'always' })] });
  });

  async function openConditions(): Promise<void> {
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.if');
  }
  const conditionIs = async (expected: unknown): Promise<void> => {
    await admin.submits();
    expect(saved(shop)[0]?.if).toEqual(expected);
    await admin.dismisses();
  };

  test('a condition is found and added, and an action from the same box', async () => {
    await openConditions();
    await press(admin, 'find.', 'business hours');
    expect(look(admin)).toContain('[found.if.operation.hours]');
    await press(admin, 'found.if.operation.hours');
    expect(look(admin)).toContain('if we are open');
    // The box is empty again.
    expect(look(admin)).toContain('Find: ""');
    await press(admin, 'find.', 'nothing of the kind');
    expect(look(admin)).toContain('Nothing found.');
    await press(admin, 'find.', 'reply');
    await press(admin, 'found.then.send_message');
    expect(look(admin)).toContain('2. send the customer');
    await admin.dismisses();
  });

  test('a condition that goes to the next page is shown there, open, and so is one that is wrong', async () => {
    const words = Array.from({ length: 45 }, (_, n) => `word ${n}`);
    const all = words.map((value) => ({ field: 'message.text', operator: 'contains', value }));
    await shop.setting('rules', { rules: [rule('one', { if: { all } })] });
    await openConditions();
    await press(admin, 'add.condition');
    expect(look(admin)).toContain('“word 44”');
    await press(admin, 'page.0');
    expect(look(admin)).toContain('“word 0” [');
    await admin.submits();
    expect(look(admin)).toContain('“word 44”');
    await admin.submits({ [/\[(c\d+\.lines[^\]]*)\]/.exec(look(admin))![1]!]: 'refund' });
    expect(saved(shop)[0]?.if).toEqual({ all: [...all, { ...all[0], value: 'refund' }] });
    await admin.dismisses();
  });

  test('Enter in the box, and Save on the phone, look for it; then Save saves', async () => {
    admin.uses('phone');
    await openConditions();
    const phone = admin.client() as PhoneClient;
    await phone.fills(idOn(admin, 'find.'), 'keyword');
    await phone.submits();
    expect(look(admin)).toContain('This is what was found for “keyword”. Nothing is saved yet.');
    await press(admin, 'found.if.message.text');
    await phone.fills(idOn(admin, 'c2.lines'), 'refund');
    expect(phone.sight().crash).toEqual([]);
    await conditionIs({ field: 'message.text', operator: 'contains', value: 'refund' });
  });

  test('one value takes the place of another; several only where they are meant', async () => {
    await openConditions();
    await press(admin, 'add.condition');
    await press(admin, 'c2.field', 'conversation.status');
    await press(admin, 'c2.value.', 'closed');
    await press(admin, 'c2.value.', 'open');
    expect(look(admin)).toContain('if the conversation is open');
    await press(admin, 'c2.value.', '*');
    await admin.submits({ [idOn(admin, 'c2.values.')]: ['open', 'queued'] });
    expect(saved(shop)[0]?.if).toEqual({ field: 'conversation.status', operator: 'is', value: ['open', 'queued'] });
    await admin.dismisses();
  });

  test('one event takes the place of another', async () => {
    await admin.runs('/workflow edit one');
    const name = idOn(admin, 'w');
    await press(admin, name, 'One');
    await press(admin, name.replace('name', 'on'), 'conversation_closed');
    await admin.submits();
    // To a closed conversation nothing can be sent: told once.
    await admin.submits();
    expect(saved(shop)[0]).toMatchObject({ name: 'One', on: 'conversation_closed' });
    await admin.dismisses();
  });

  test('labels, one per line', async () => {
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.more');
    const labels = /\[(o\d+\.labels)\]/.exec(look(admin))![1]!;
    await admin.submits({ [labels]: 'night\n\nteam A' });
    expect(saved(shop)[0]?.labels).toEqual(['night', 'team A']);
    await admin.dismisses();
  });

  test('of two choices exactly one is meant, and an agent is one of those that the server lists', async () => {
    await openConditions();
    await press(admin, 'add.condition');
    await press(admin, 'c2.field', 'operation.hours');
    expect(optionsOf(admin, 'c2.value.')).toEqual(['open = open', 'closed = closed']);
    await press(admin, 'c2.field', 'conversation.agent');
    await press(admin, 'c2.value.', 'anna');
    await press(admin, 'c2.value.', 'bruno');
    await conditionIs({ field: 'conversation.agent', operator: 'is', value: 'bruno' });
  });

  test('a country in its spellings, as the runtime knows them', async () => {
    await openConditions();
    await press(admin, 'add.condition');
    await press(admin, 'c2.field', 'customer.country');
    await press(admin, 'c2.operator', 'is');
    expect(look(admin)).not.toContain('!spelling');
    await press(admin, 'c2.lines', 'brasil');
    expect(optionsOf(admin, 'c2.lines.text!spelling')).toEqual([
      '* = brasil, BR, Brazil, Brasil, Brasilien',
      'BR = BR',
      'Brazil = Brazil',
      'Brasil = Brasil',
      'Brasilien = Brasilien',
    ]);
    await press(admin, 'c2.lines.text!spelling', '*');
    expect(look(admin)).not.toContain('!spelling');
    await conditionIs({
      field: 'customer.country',
      operator: 'is',
      value: ['brasil', 'BR', 'Brazil', 'Brasil', 'Brasilien'],
    });
  });

  test('a language is chosen by its name, and another one takes its place', async () => {
    await openConditions();
    await press(admin, 'add.condition');
    await press(admin, 'c2.field', 'customer.locale');
    expect(optionsOf(admin, 'c2.lines.text!spelling')).toContain('de = German (de)');
    await press(admin, 'c2.lines.text!spelling', 'de');
    await press(admin, 'c2.lines.text', 'pt');
    await press(admin, 'c2.lines.text', 'es');
    await conditionIs({ field: 'customer.locale', operator: 'is', value: 'es' });
  });

  test.each(['5m', '5 minutes', 'PT5M', 'pt5m', '5 Minuten', '300 s'])(
    'a duration as people write it: %s',
    async (written) => {
      await shop.setting('rules', { rules: [rule('one', { do: [{ action: 'ask', id: 'x', text: 'Well?' }] })] });
      await admin.runs('/workflow edit one');
      await press(admin, 'tab.more');
      await admin.submits({ [/\[(o\d+\.wait)\]/.exec(look(admin))![1]!]: written });
      const iso = (saved(shop)[0]?.wait as { for: string }).for;
      await admin.runs('/workflow edit one');
      await press(admin, 'tab.then');
      await press(admin, /\[(a\d+\.menu)\]/.exec(look(admin))![1]!, 'edit');
      await admin.submits({ [/\[(a\d+\.within)\]/.exec(look(admin))![1]!]: written });
      expect(saved(shop)[0]).toMatchObject({ wait: { for: iso }, do: [{ within: iso }] });
      expect(['PT5M', 'PT300S']).toContain(iso);
      // One form is shown back.
      await admin.runs('/workflow edit one');
      await press(admin, 'tab.more');
      expect(look(admin)).toMatch(/Wait first.*: "(5m|300s)"/);
      await (admin.client() as WebClient).pressesX();
    },
  );
});
