import type { RestFault } from '../../sandbox';
import { runLines } from '../runs';
import { forbids, held, NO_CONNECTION, type ActionCase, type Stage, type Step } from './case';

const topic = { action: 'set_topic', topic: 'Refund' };
const tag = { action: 'tag_conversation', add: ['billing'], remove: ['first'] };
/** Of a customer whom the server has disabled it saves the conversation's part, and answers a refusal without words. */
const ofSomebodyGone = {
  on: 'agent_message',
  connected: true,
  given: held,
  when: ({ customer, anna }: Stage) => {
    customer.profile().disabled = true;
    return anna.writes('Hello', customer);
  },
} as const;

const tags =
  (...have: readonly string[]) =>
  (s: Stage) => {
    s.room().tags = [...have];
  };

export const SET_TOPIC: readonly ActionCase[] = [
  {
    name: 'without losing a tag',
    step: topic,
    connected: true,
    given: tags('first'),
    ends: 'done',
    after: (s) => expect(s.room()).toMatchObject({ topic: 'Refund', tags: ['first'] }),
  },
  {
    name: 'of a customer whom the server has disabled, it is saved all the same',
    ...ofSomebodyGone,
    step: topic,
    ends: 'done',
    after: (s) => expect(s.room().topic).toBe('Refund'),
  },
  {
    name: 'it says so',
    step: topic,
    connected: true,
    given: (s) => void (s.room().topic = 'Refund'),
    ends: 'already (this is already the topic)',
  },
  { name: 'without a connection', step: topic, ends: NO_CONNECTION },
  {
    name: 'nothing to write',
    step: { ...topic, topic: '{{customer.email}}' },
    connected: true,
    ends: 'skipped (the values are empty once their fields are filled in)',
  },
];

const fields = (custom: Readonly<Record<string, string>>): Step => ({ action: 'update_conversation', custom });
const has = (custom: Readonly<Record<string, string>>) => (s: Stage) => {
  s.room().livechatData = { ...custom };
};
const holds = (custom: Readonly<Record<string, string>>) => (s: Stage) => expect(s.room().livechatData).toEqual(custom);

export const UPDATE_CONVERSATION: readonly ActionCase[] = [
  {
    name: 'over the connection, and tags and other fields stay',
    step: fields({ crm: ' 12345 ' }),
    connected: true,
    given: (s) => [tags('first')(s), has({ order: '7' })(s)],
    ends: 'done',
    after: (s) => [holds({ crm: '12345', order: '7' })(s), expect(s.room().tags).toEqual(['first'])],
  },
  {
    name: 'of a customer whom the server has disabled, they are saved all the same',
    ...ofSomebodyGone,
    step: fields({ crm: '1' }),
    ends: 'done',
    after: holds({ crm: '1' }),
  },
  {
    name: 'a field that the connection makes',
    step: fields({ amount: '30' }),
    connected: true,
    ends: 'done',
    after: holds({ amount: '30' }),
  },
  {
    name: 'a field of customers is not written, and nothing else is',
    step: fields({ plan: 'gold', crm: '1' }),
    connected: true,
    ends: 'failed (plan is a custom field of customers, not of conversations; use update_contact or another name)',
    after: (s) => [
      expect(s.room().livechatData).toBeUndefined(),
      expect(s.customer.profile().livechatData?.plan).toBeUndefined(),
    ],
  },
  {
    name: 'it says so',
    step: fields({ crm: '1' }),
    given: has({ crm: '1' }),
    ends: 'already (the conversation has these values already)',
  },
  { name: 'natively, without a connection', step: fields({ crm: '1' }), ends: 'done', after: holds({ crm: '1' }) },
  {
    name: 'natively, no such field',
    step: fields({ amount: '30' }),
    ends: 'failed (the server has no custom field amount for conversations (scope Room); create it under Omnichannel, Custom fields, or set up the connection)',
  },
  {
    name: 'natively, without the permission',
    step: fields({ crm: '1' }),
    without: 'livechat-custom-fields.write',
    ends: 'failed (the server did not save the custom field crm: was the app granted the permission "livechat-custom-fields.write", and is the field one for visitors?)',
  },
  {
    name: 'nothing to write',
    step: fields({ crm: '{{customer.email}}' }),
    ends: 'skipped (the values are empty once their fields are filled in)',
  },
];

export const TAG_CONVERSATION: readonly ActionCase[] = [
  {
    name: 'on and off, and the others stay',
    step: tag,
    connected: true,
    given: tags('First', 'second'),
    ends: 'done',
    after: (s) => expect(s.room().tags).toEqual(['second', 'billing']),
  },
  {
    name: 'of a customer whom the server has disabled, they are saved all the same',
    ...ofSomebodyGone,
    step: tag,
    ends: 'done',
    after: (s) => expect(s.room().tags).toEqual(['billing']),
  },
  {
    name: 'they are so',
    step: tag,
    connected: true,
    given: tags('Billing'),
    ends: 'already (the conversation already has these tags)',
  },
  {
    name: 'the last one off',
    step: { action: 'tag_conversation', remove: ['first'] },
    connected: true,
    given: tags('first'),
    ends: 'done',
    after: (s) => expect(s.room().tags ?? []).toEqual([]),
  },
  { name: 'without a connection', step: tag, ends: NO_CONNECTION },
  {
    name: "two rules at once in one conversation do not lose one another's",
    step: [
      { action: 'tag_conversation', add: ['a'] },
      { action: 'tag_conversation', add: ['b'] },
    ],
    connected: true,
    when: (s) => Promise.all([s.customer.writes('Hello'), s.customer.writes('Hello again')]),
    ends: 'done, done | already (the conversation already has these tags), already (the conversation already has these tags)',
    after: (s) => expect(s.room().tags).toEqual(['a', 'b']),
  },
];

/** What may happen to a request, how the action says it at once, and how it ends a few minutes later. */
interface Trouble {
  readonly name: string;
  readonly fault?: RestFault;
  readonly given?: (s: Stage) => unknown;
  readonly settings?: Readonly<Record<string, string>>;
  readonly at: string;
  readonly later?: string;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'the token is none',
    settings: { server_token: 'old' },
    at: 'failed (the server does not accept the user ID and token in the settings)',
  },
  {
    name: 'its user may not',
    given: (s) => {
      forbids('view-l-room')(s);
    },
    at: 'failed (the user of the connection lacks the permission {permission} on the server (needed for {endpoint}))',
  },
  {
    name: 'the address is that of something else',
    fault: { kind: 'html', statusCode: 200 },
    at: "failed (a web page answers at this address; is it the server's address?)",
  },
  {
    name: 'there is a page of an error in between',
    fault: { kind: 'html', statusCode: 502 },
    at: 'failed (the server had an error of its own (502))',
    later: 'done',
  },
  {
    name: 'it was asked too often',
    fault: { kind: 'limited', seconds: 42 },
    at: 'failed (the server got too many requests and wants a pause; the permission api-bypass-rate-limit for the user of the connection lifts the limit)',
    later: 'done',
  },
  {
    name: 'nobody answers',
    fault: { kind: 'dead' },
    at: 'failed (this address could not be reached)',
    later: 'done',
  },
  {
    name: 'the address is no address',
    settings: { server_url: 'chat.example.com' },
    at: 'failed (the setting "Server address" is not a web address; it looks like https://chat.example.com, without user, question mark or hash)',
  },
];

const LIES: Trouble = {
  name: 'the server says yes and does nothing',
  fault: { kind: 'lies', body: { result: true } },
  at: 'failed (the server accepted, but changed nothing)',
};

const LOST: Trouble = {
  name: 'it does it, and the answer is lost',
  fault: { kind: 'dead-after' },
  at: 'failed (this address could not be reached)',
  later: 'already ({so})',
};
const NOT_THERE: Trouble = {
  name: 'nothing is found under the address',
  fault: { kind: 'html', statusCode: 404 },
  at: 'failed (this version of the server lacks {endpoint})',
};
const SAVE = { permission: 'view-l-room, save-others-livechat-room-info', endpoint: 'livechat/room.saveInfo' };

/** The actions that go over the connection alone, with what differs in what they say. */
const OVER_REST: readonly {
  readonly step: Step;
  readonly given?: ActionCase['given'];
  readonly troubles: readonly Trouble[];
  readonly words: Readonly<Record<string, string>>;
}[] = [
  { step: topic, troubles: [...TROUBLES, LIES, LOST, NOT_THERE], words: { ...SAVE, so: 'this is already the topic' } },
  {
    step: tag,
    troubles: [...TROUBLES, LIES, LOST, NOT_THERE],
    words: { ...SAVE, so: 'the conversation already has these tags' },
  },
  {
    step: { action: 'unassign' },
    given: held,
    // When the answer is lost it looks whether the agent is gone; what did nothing still makes sense a minute later.
    troubles: [...TROUBLES, { ...LIES, later: 'done' }, { ...LOST, at: 'done', later: 'done' }],
    words: { permission: 'view-l-room', endpoint: 'livechat/inquiries.returnAsInquiry' },
  },
];

const filled = (sentence: string, words: Readonly<Record<string, string>>) =>
  sentence.replace(/\{(\w+)\}/g, (_all, name: string) => words[name] ?? name);

export const REST_TROUBLES: readonly ActionCase[] = OVER_REST.flatMap(({ step, given, troubles, words }) =>
  troubles.map(({ name, fault, settings, at, later = at, ...trouble }): ActionCase => ({
    name: `${step.action}: ${name}`,
    step,
    connected: true,
    settings,
    given: async (s) => {
      await given?.(s);
      await trouble.given?.(s);
    },
    faults: async (s) => {
      // Another case may have opened the circuit: it closes half a minute later.
      await s.shop.advance('PT31S');
      if (fault) s.shop.faults.rest(fault, 1);
    },
    then: async (s) => {
      expect(runLines(s.shop).at(-1)).toContain(filled(at, words));
      await s.shop.advance('PT2M');
    },
    ends: filled(later, words),
  })),
);
