import { createHmac } from 'node:crypto';
import { runRecords } from '../runs';
import { lacks, held, onClose, type ActionCase, type Stage } from './case';

const said = (stage: Stage, text: string) => stage.customer.sees().filter((line) => line.endsWith(`: ${text}`));
const inRoom = ({ shop }: Stage, rid: string) =>
  shop.workspace.data.messages.filter((message) => message.rid === rid).map(({ msg, u }) => `${u.username}: ${msg}`);
const send = { action: 'send_message', text: 'Hi {{customer.name}}.' };
const sendAsAgent = { action: 'send_message', text: 'Hi.', as: 'agent' };

export const SEND_MESSAGE: readonly ActionCase[] = [
  {
    name: 'as the app',
    step: send,
    ends: 'done',
    after: (s) => expect(said(s, 'Hi Ana.')).toEqual(['Workflow: Hi Ana.']),
  },
  {
    name: "in the agent's name, once",
    step: sendAsAgent,
    given: held,
    ends: 'done',
    after: (s) => expect(said(s, 'Hi.')).toEqual(['anna: Hi.']),
  },
  {
    name: 'nobody has the conversation whose name could be used',
    step: sendAsAgent,
    ends: 'failed (nobody has the conversation, so there is no agent to send it as; "as": "bot" would send it)',
  },
  {
    name: "the agent's account is switched off",
    step: sendAsAgent,
    given: async (s) => {
      await held(s);
      s.anna.user().active = false;
    },
    ends: 'failed (the account of anna is deactivated)',
    after: (s) => expect(said(s, 'Hi.')).toEqual([]),
  },
  {
    name: 'the conversation is over',
    step: send,
    ...onClose,
    ends: 'failed (the conversation is closed)',
    after: (s) => expect(said(s, 'Hi Ana.')).toEqual([]),
  },
  {
    name: 'the text comes out empty',
    step: { action: 'send_message', text: '{{customer.email}}' },
    ends: 'skipped (the text is empty once its fields are filled in)',
  },
  {
    name: 'longer than the server takes since a moment ago',
    step: { action: 'send_message', text: 'A rather long answer' },
    faults: (s) => s.shop.serverSetting('Message_MaxAllowedSize', 10),
    ends: 'failed (the message is longer than the server allows)',
  },
  {
    name: 'two for one message of the customer',
    step: [send, { ...send, text: 'Second.' }, { ...send, text: 'Third.', also: true }],
    ends: 'done, skipped (this message already got an automatic reply; "also": true would send both), done',
  },
  {
    name: 'the server refuses',
    step: send,
    faults: (s) => s.shop.faults.fails('message.create'),
    ends: 'failed (the server refused: The sandbox made this call fail)',
  },
  {
    name: 'the database is away for a moment: half a minute later it is sent',
    step: send,
    faults: (s) => s.shop.faults.fails('message.create', 1, 'MongoNetworkError: connection closed'),
    then: (s) => s.shop.advance('PT1M'),
    ends: 'done',
    after: (s) => expect(said(s, 'Hi Ana.')).toHaveLength(1),
  },
  {
    name: 'the message is there, and the answer to the app is lost: it is not sent again',
    step: send,
    faults: (s) => s.shop.faults.failsAfter('message.create', 1, 'MongoNetworkError: connection closed'),
    then: (s) => s.shop.advance('PT1M'),
    ends: 'done (an earlier attempt had worked, although the server reported an error)',
    after: (s) => expect(said(s, 'Hi Ana.')).toHaveLength(1),
  },
  { name: 'without the right to write', step: send, without: 'message.write', ends: lacks('message.write') },
  {
    name: 'without the right to read users',
    step: sendAsAgent,
    given: held,
    without: 'user.read',
    ends: lacks('user.read'),
  },
];

export const NOTIFY: readonly ActionCase[] = [
  {
    name: 'a room, by its name',
    step: { action: 'notify', room: 'general', text: '{{customer.name}} waits: {{message.text}}' },
    when: (s) => s.customer.writes('@all *look* [here](https://evil.example)'),
    ends: 'done',
    after: (s) => {
      const [last = ''] = inRoom(s, 'GENERAL').slice(-1);
      expect(last).toMatch(/^workflow\.bot: Ana waits: .*all .*look.*here.*evil/);
      expect(last).not.toMatch(/@all|\*look\*|\]\(|https:\/\//);
    },
  },
  {
    name: 'a room, with a hash',
    step: { action: 'notify', room: '#general', text: 'Look.' },
    ends: 'done',
    after: (s) => expect(inRoom(s, 'GENERAL').at(-1)).toBe('workflow.bot: Look.'),
  },
  { name: 'a room, by its id', step: { action: 'notify', room: 'GENERAL', text: 'Look.' }, ends: 'done' },
  {
    name: 'somebody, in a direct room that is made for it, and the next time in the same',
    step: [
      { action: 'notify', user: 'bruno', text: 'One.' },
      { action: 'notify', user: '@bruno', text: 'Two.' },
    ],
    ends: 'done, done',
    after: (s) => {
      const rooms = s.shop.workspace.data.rooms.filter(({ t }) => t === 'd').map(({ _id }) => inRoom(s, _id));
      expect(rooms.filter((messages) => messages.some((each) => each.endsWith(': One.')))).toEqual([
        ['workflow.bot: One.', 'workflow.bot: Two.'],
      ]);
    },
  },
  {
    name: 'a room that is not there',
    step: { action: 'notify', room: 'nowhere', text: 'Look.' },
    ends: 'failed (there is no room "nowhere")',
  },
  {
    name: 'somebody who is not there',
    step: { action: 'notify', user: 'nobody', text: 'Look.' },
    ends: 'failed (there is no user "nobody")',
  },
  {
    name: 'nothing to say',
    step: { action: 'notify', room: 'general', text: '{{customer.email}}' },
    ends: 'skipped (the text is empty once its fields are filled in)',
  },
  {
    name: 'without the right to write',
    step: { action: 'notify', room: 'general', text: 'Look.' },
    without: 'message.write',
    ends: lacks('message.write'),
  },
  {
    name: 'without the right to make a direct room',
    step: { action: 'notify', user: 'anna', text: 'Look.' },
    without: 'room.write',
    ends: lacks('room.write'),
  },
];

const HOOK = 'https://hooks.example';
const hook = { action: 'webhook', url: `${HOOK}/in?key=in-the-address`, secret: 'hush-hush' };
interface Got {
  readonly asked: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
/** Plays the other system: these statuses one after the other, the last again and again. */
const site =
  (got: Got[], ...answers: readonly (number | { statusCode: number; headers: Record<string, string> })[]) =>
  ({ shop }: Stage) => {
    got.length = 0;
    shop.web(HOOK, ({ method, url, body, headers }) => {
      const answer = answers[Math.min(got.length, answers.length - 1)] ?? 200;
      const asked = `${method} ${url.pathname}`;
      got.push({
        asked,
        body,
        headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])),
      });
      return typeof answer === 'number' ? { statusCode: answer } : answer;
    });
  };
const got: Got[] = [];

export const WEBHOOK: readonly ActionCase[] = [
  {
    name: 'signed, with the event and without secrets',
    step: { ...hook, headers: { 'X-Who': '{{customer.name}}' } },
    faults: site(got, 200),
    ends: 'done',
    after: (s) => {
      const [{ body, headers } = { body: '', headers: {} as Got['headers'] }] = got;
      const expected = `sha256=${createHmac('sha256', 'hush-hush').update(body).digest('hex')}`;
      expect(headers).toMatchObject({ 'x-workflow-signature': expected, 'x-who': 'Ana' });
      expect(headers).toMatchObject({ 'x-workflow-event': 'customer_message', 'content-type': 'application/json' });
      expect(JSON.parse(body)).toMatchObject({
        rule: { name: 'The rule' },
        event: { on: 'customer_message' },
        message: { text: 'Hello', from: 'customer' },
        conversation: { id: s.room()._id, status: 'queued', customer: { name: 'Ana' } },
      });
      // The rule book keeps the rules as they were written; runs and the log never tell a secret.
      const told = JSON.stringify([body, runRecords(s.shop), s.shop.logs()]);
      expect(told).not.toContain('hush-hush');
      expect(told).not.toContain('in-the-address');
      expect(body).not.toContain(s.customer.profile().token);
    },
  },
  {
    name: 'the other system has no such page',
    step: hook,
    faults: site(got, 404),
    then: (s) => s.shop.advance('PT2M'),
    ends: 'failed (hooks.example refused with status 404: is the address right, and the secret or key in it?)',
    after: () => expect(got).toHaveLength(1),
  },
  {
    name: 'the address leads on: the server follows, and takes everything along',
    step: { ...hook, headers: { 'X-Api-Key': 'k' } },
    faults: site(got, { statusCode: 302, headers: { location: '/moved' } }, 200),
    ends: 'done',
    after: () => {
      expect(got.map(({ asked, headers }) => [asked, headers['x-api-key']])).toEqual([
        ['POST /in', 'k'],
        ['POST /moved', 'k'],
      ]);
      expect(got[1]?.body).toBe(got[0]?.body);
    },
  },
  {
    name: 'the address leads on in a circle',
    step: hook,
    faults: site(got, { statusCode: 307, headers: { location: '/in' } }),
    ends: 'failed (the address redirects to another one; use the final address)',
    after: () => expect(got).toHaveLength(6),
  },
  {
    name: 'the other system is down for a minute: the same delivery again',
    step: hook,
    faults: site(got, 503, 503, 200),
    then: (s) => s.shop.advance('PT10M'),
    ends: 'done',
    after: () => {
      expect(got).toHaveLength(3);
      expect(new Set(got.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    },
  },
  {
    name: 'the other system wants a pause, and gets it',
    step: hook,
    faults: site(got, { statusCode: 429, headers: { 'retry-after': '600' } }, 200),
    then: async (s) => {
      await s.shop.advance('PT9M');
      expect(got).toHaveLength(1);
      await s.shop.advance('PT2M');
    },
    ends: 'done',
    after: () => expect(got).toHaveLength(2),
  },
  {
    name: 'the other system stays down: it is tried on, until it is too late',
    step: hook,
    faults: site(got, 500),
    then: (s) => s.shop.advance('PT55M'),
    ends: 'failed (hooks.example could not accept it right now (status 500))',
    after: () => expect(got).toHaveLength(6),
  },
  {
    name: 'the other system cannot be reached',
    step: { ...hook, url: 'https://nobody.example/in' },
    ends: 'failed (this address could not be reached)',
  },
  { name: 'without the right to the network', step: hook, without: 'networking', ends: lacks('networking') },
];

const record = (s: Stage) => JSON.stringify(s.shop.db.records.map(({ data }) => data));
const note = { action: 'note_conversation', text: 'Wants a refund.' };
const notOut = (s: Stage, text: string) => {
  expect(s.customer.sees().join()).not.toContain(text);
  expect(s.shop.workspace.data.messages.map(({ msg }) => msg).join()).not.toContain(text);
};

export const NOTE_CONVERSATION: readonly ActionCase[] = [
  {
    name: 'shown to whoever has the conversation, and to nobody else',
    step: note,
    given: held,
    ends: 'done',
    after: (s) => {
      notOut(s, 'refund');
      expect(s.anna.sees().at(-1)).toBe('(only you) 📝 Wants a refund.');
      expect(s.bruno.sees().join()).not.toContain('refund');
      expect(record(s)).toContain('Wants a refund.');
    },
  },
  {
    name: 'nobody has it: kept for later',
    step: { ...note, text: 'Asked at night.' },
    ends: 'done',
    after: (s) => {
      notOut(s, 'night');
      expect(record(s)).toContain('Asked at night.');
    },
  },
  {
    name: 'nothing to note',
    step: { ...note, text: '{{customer.email}}' },
    ends: 'skipped (the text is empty once its fields are filled in)',
  },
  {
    name: 'it cannot be shown, and is kept all the same',
    step: { ...note, text: 'Quiet note.' },
    given: held,
    without: 'message.write',
    ends: 'done',
    after: (s) => expect(record(s)).toContain('Quiet note.'),
  },
];
