/**
 * One record of each kind as version 1 of the app has written it, over the wire of the server (nothing is null there).
 * This file is not to be changed when the app changes: it is what stands in people's databases.
 */
export const AT = Date.parse('2026-03-04T10:00:00Z');
const DAY = 'day:2026-03-04';

const conversation = (id: string, customer: string, contact: string) => ({
  id,
  status: 'queued',
  agent: null,
  department: null,
  topic: null,
  tags: [],
  custom: {},
  createdAt: AT,
  closedAt: null,
  queuedAt: AT,
  customer: {
    id: customer,
    token: `token-of-${customer}`,
    name: customer,
    emails: [],
    phones: [],
    custom: {},
    contactId: contact,
    since: AT,
  },
  channel: { type: 'widget', name: null },
});
const event = (at: number) => ({
  id: `message:old-${at}`,
  on: 'customer_message',
  at: AT + at,
  conversation: conversation('room-3', 'bea', 'contact-2'),
  message: { id: `old-${at}`, text: 'hello', type: 'text', from: 'customer', author: 'bea', at: AT + at },
});
const chain = (at: number, rule: string) => ({
  id: `message:old-${at}`,
  rules: [rule],
  answersCustomer: true,
  messaged: false,
  depth: 1,
});
const run = (id: string, rule: string, actions: readonly object[]) => ({
  v: 1,
  id,
  rule,
  name: rule,
  mode: 'live',
  event: { id: 'message:old-1', on: 'customer_message', at: AT + 1 },
  conversation: 'room-3',
  customer: 'bea',
  at: AT + 1,
  ms: 3,
  depth: 1,
  chain: 'message:old-1',
  conditions: { always: true, verdict: true },
  actions,
});
const failed = {
  action: 'send_message',
  outcome: 'failed',
  reason: { key: 'reason_no_answer', params: { seconds: 20 } },
  detail: null,
  ms: 1,
  tries: 1,
  again: AT + 30_000,
};

export const RECORDS_V1: readonly { readonly keys: readonly string[]; readonly data: object }[] = [
  // A crash came before it was done.
  {
    keys: ['journal', 'slot:gone:0'],
    data: {
      v: 1,
      instance: 'gone',
      slot: 0,
      marked: AT,
      run: 'run-slot',
      rule: 'finish',
      print: 'zim1paweav',
      event: event(2),
      at: AT,
      due: AT,
      waited: null,
      chain: chain(2, 'finish'),
      actions: ['send_message'],
      texts: [['Finished.']],
      takenUp: 0,
    },
  },
  {
    keys: ['runs', DAY, 'conversation:room-3', 'run:run-done'],
    data: run('run-done', 'greet', [
      { action: 'send_message', outcome: 'done', reason: null, detail: { message: 'm' }, ms: 1 },
    ]),
  },
  { keys: ['runs', DAY, 'conversation:room-3', 'run:run-again'], data: run('run-again', 'retry', [failed]) },
  {
    keys: ['later', 'due:2954364', 'armed:29543640', 'conversation:room-3', 'retry:run-again', 'later:retry-1'],
    data: {
      v: 1,
      kind: 'retry',
      id: 'retry-1',
      conversation: 'room-3',
      record: run('run-again', 'retry', [failed]),
      print: '1te5ewygkzh',
      event: event(3),
      chain: chain(3, 'retry'),
      texts: [['Retried.']],
      armed: AT,
      due: AT + 30_000,
    },
  },
  {
    keys: ['later', 'due:2954364', 'armed:29543640', 'conversation:room-3', 'waiting:remind:room-3', 'later:wait-1'],
    data: {
      v: 1,
      kind: 'wait',
      id: 'wait-1',
      rule: 'remind',
      name: 'remind',
      print: 'qud43be05a',
      conversation: 'room-3',
      event: event(4),
      chain: chain(4, 'other'),
      armed: AT,
      due: AT + 300_000,
      unless: [],
      outlivesClose: false,
    },
  },
  {
    keys: ['wait_ends', DAY, 'conversation:room-3', 'waiting:remind:room-3', 'wait-0'],
    data: {
      v: 1,
      kind: 'wait_end',
      id: 'wait-0',
      rule: 'remind',
      name: 'remind',
      conversation: 'room-3',
      armed: AT - 900_000,
      due: AT - 600_000,
      ended: AT - 700_000,
      how: 'cancelled',
      reason: { key: 'wait_ended_by_hand', params: { who: 'anna' } },
    },
  },
  {
    keys: ['claims', 'hour:492394', 'item:wait-0', 'claim:claim-1'],
    data: {
      v: 1,
      id: 'claim-1',
      key: 'item:wait-0',
      round: 1,
      instance: 'gone',
      marked: AT - 700_000,
      purpose: { do: 'cancel', reason: { key: 'wait_ended_by_hand', params: { who: 'anna' } } },
    },
  },
  { keys: ['alive', 'gone'], data: { v: 1, instance: 'gone', at: AT - 60_000, beat: 7 } },
  { keys: ['once', 'once:greet:conversation:room-3'], data: { v: 1, at: AT } },
  {
    keys: ['note', 'conversation/room-3', 'id/run-done:0'],
    data: { v: 1, id: 'run-done:0', text: 'An old note.', at: AT, by: 'greet', conversation: 'room-3' },
  },
  {
    keys: ['note', 'contact/contact-2', 'id/run-done:1'],
    data: { v: 1, id: 'run-done:1', text: 'Known for long.', at: AT, by: 'greet', conversation: 'room-3' },
  },
  { keys: ['contact_tags', 'contact/contact-2'], data: { v: 1, tags: ['vip'] } },
  { keys: ['round_robin', 'share/anna,bruno'], data: { v: 1, last: 'bruno' } },
  { keys: ['mute', 'mute:room-2'], data: { v: 1, conversation: 'room-2', by: 'anna', at: AT } },
  { keys: ['customer', 'customer:bea'], data: { v: 1, conversation: 'room-before' } },
  { keys: ['pruned', 'run_records'], data: { v: 1, day: '2026-02-01' } },
  {
    keys: ['ledger', 'instance:gone'],
    data: {
      v: 1,
      instance: 'gone',
      at: AT,
      rules: {
        greet: {
          since: AT - 900_000,
          last: { id: 'run-done', at: AT, conversation: 'room-3', outcome: 'done' },
          streak: 0,
          days: { '2026-03-04': { runs: 41, failures: 1 } },
        },
      },
      conversations: [{ id: 'room-3', at: AT }],
    },
  },
  {
    keys: ['history', 'entry', 'entry:entry-1'],
    data: {
      v: 1,
      id: 'entry-1',
      at: AT - 900_000,
      n: 7,
      by: { id: 'old', username: 'old.hand' },
      why: { key: 'history_why_settings' },
      changes: [],
      before: 'a',
      version: 'b',
    },
  },
  { keys: ['history', 'text', 'text:entry-1'], data: { v: 1, text: '{ "rules": [] }' } },
  {
    keys: ['health', 'told'],
    data: { v: 1, problems: [{ key: 'dropped', text: { key: 'health_held', params: { count: 1 } }, since: AT }] },
  },
];
