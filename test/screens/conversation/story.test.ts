import { sandbox, type Sandbox } from '../../sandbox';
import { look, press } from '../../support/look';

const RULES = [
  {
    id: 'hello',
    name: 'Say hello',
    on: 'customer_message',
    if: { field: 'message.text', operator: 'contains', value: 'hi' },
    do: [{ action: 'send_message', text: 'Hello!' }],
  },
  {
    id: 'silence',
    name: 'Ask whether they are still there',
    on: 'customer_message',
    if: 'always',
    wait: { for: 'PT10M' },
    do: [{ action: 'send_message', text: 'Still there?' }],
  },
  {
    id: 'price',
    name: 'Prices',
    on: 'customer_message',
    if: { all: [{ field: 'message.text', operator: 'has_word', value: 'price' }] },
    do: [{ action: 'note_conversation', text: 'They asked for <prices>.' }],
  },
];

describe('the bar of a conversation', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna', 'bruno'],
      managers: ['mia'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: { rules: RULES } },
    });
  });
  afterAll(() => shop.stop());

  test('an agent finds notes, runs, why and waits behind the button of the conversation', async () => {
    const [anna, carla] = [shop.agent('anna'), shop.customer('Carla')];
    await carla.writes('good morning');
    await shop.settled();
    await anna.takes(carla);
    await anna.presses('workflow-room', carla);
    expect(anna.view()?.type).toBe('contextualBar');
    expect(look(anna)).toContain('There are no notes on this conversation yet.');

    // A bar is gone when it is submitted: the note is written in a modal above it.
    await press(anna, 'note');
    expect(anna.view()?.type).toBe('modal');
    await anna.submits({ 'note.1': '   ' });
    expect(Object.keys(anna.errors())).toEqual(['note.1']);
    await anna.submits({ 'note.1': 'She is <b>in a hurry</b> @all' });
    expect(anna.view()?.type).toBe('contextualBar');
    expect(look(anna)).toContain('She is <b>in a hurry</b> @all');
    expect(look(anna)).toContain('  @anna · ');
    // Nobody else learns of it.
    expect(carla.sees()).toEqual(['Carla: good morning']);

    await press(anna, 'tab.runs');
    expect(look(anna)).toContain('No rule has run here yet.');
    // The client keeps what an update does not name.
    expect(anna.view()?.submit ?? null).toBeNull();
    await carla.writes('hi, what is the price?');
    await shop.settled();
    await press(anna, 'tab.runs');
    expect(look(anna)).toContain('✅ Say hello · A customer writes');
    expect(look(anna)).toContain('Send a message: done');

    await press(anna, 'tab.why');
    const why = look(anna);
    expect(why).toContain('A customer writes: hi, what is the price?');
    expect(why).toContain('✅ the message contains “hi”');
    expect(why).toContain('good morning');
    expect(why).not.toContain('✗ the message contains “hi”');
    await press(anna, 'event.2');
    expect(look(anna)).toMatch(/✗ did not match: .*Say hello/);
    await press(anna, 'event.2');
    expect(look(anna)).not.toContain('the message contains “hi”');
    await press(anna, 'tab.notes');
    expect(look(anna)).toContain('They asked for <prices>.');
    await anna.dismisses();
  });

  test('a wait is there with the time left, and is cancelled', async () => {
    const [anna, carla] = [shop.agent('anna'), shop.customer('Carla')];
    await anna.presses('workflow-room', carla);
    await press(anna, 'tab.waits');
    expect(look(anna)).toContain('⏳ Ask whether they are still there · 10 minutes');
    await press(anna, 'wait.');
    expect(look(anna)).toContain('The wait was cancelled.');
    expect(look(anna)).toContain('No rule is waiting in this conversation.');
    await shop.advance('PT11M');
    expect(carla.sees().join()).not.toContain('Still there?');
    await anna.dismisses();
  });

  test('who takes over mutes the rules in one click, and lets them act again', async () => {
    const [anna, carla] = [shop.agent('anna'), shop.customer('Carla')];
    await anna.presses('workflow-room', carla);
    await press(anna, 'mute');
    expect(look(anna)).toContain('anna has muted this conversation');
    await carla.writes('hi again');
    await shop.settled();
    expect(carla.sees().filter((line) => line.endsWith('Hello!'))).toHaveLength(1);
    await press(anna, 'tab.why');
    expect(look(anna)).toContain('hi again');
    await press(anna, 'unmute');
    await carla.writes('hi once more');
    await shop.settled();
    expect(carla.sees().filter((line) => line.endsWith('Hello!'))).toHaveLength(2);
    await anna.dismisses();
  });

  test('another agent’s conversation stays closed; a manager sees it; without a role nothing is done', async () => {
    const [anna, bruno, mia, carla] = [
      shop.agent('anna'),
      shop.agent('bruno'),
      shop.agent('mia'),
      shop.customer('Carla'),
    ];
    await bruno.presses('workflow-room', carla);
    expect(look(bruno)).toContain('This conversation cannot be shown');
    expect(look(bruno)).not.toContain('hurry');
    await bruno.dismisses();
    // A slash command names any room it likes.
    for (const command of ['why', 'runs', 'notes', 'mute', 'unmute']) {
      const before = bruno.sees().length;
      await bruno.runs(`/workflow ${command}`, carla);
      await shop.settled();
      expect(bruno.sees().slice(before)).toEqual([
        '(only you) You cannot see this conversation: it is not yours, and you are not in it.',
      ]);
    }
    await mia.presses('workflow-room', carla);
    expect(look(mia)).toContain('in a hurry');
    expect(look(mia)).not.toContain('muted this conversation');
    await mia.dismisses();

    await anna.presses('workflow-room', carla);
    anna.user().roles = ['user'];
    await press(anna, 'mute');
    expect(look(anna)).not.toContain('muted this conversation');
    expect(look(anna)).not.toContain('[tab.notes]');
    anna.user().roles = ['user', 'livechat-agent'];
    await anna.dismisses();
  });

  test('in the language of whoever looks', async () => {
    const [anna, carla] = [shop.agent('anna'), shop.customer('Carla')];
    anna.user().settings = { preferences: { language: 'pt-BR' } };
    await anna.presses('workflow-room', carla);
    await press(anna, 'tab.why');
    expect(look(anna)).toContain('Um cliente escreve: hi once more');
    await anna.dismisses();
  });
});
