import { held, NO_CONNECTION, type ActionCase, type Stage } from './case';

/** On hold, priorities, transcripts and e-mail: what servers with a licence do, and what is mailed. */

const LICENCE = 'failed (the server needs a licence for this)';
const licensed = (s: Stage) => void (s.shop.workspace.edition = 'EE');
/** Somebody of the team wrote last: the server puts nobody on hold who waits for an answer. */
const answered = {
  on: 'agent_message',
  when: (s: Stage) => s.anna.writes('Look there.', s.customer),
} as const;
const heldAndLicensed = async (s: Stage) => {
  licensed(s);
  await held(s);
};
const onHold = async (s: Stage) => {
  await heldAndLicensed(s);
  s.room().onHold = true;
};
const email = (address: string) => (s: Stage) => {
  const visitor = s.shop.workspace.data.visitors.find(({ _id }) => _id === s.room().v?._id);
  Object.assign(visitor ?? {}, { visitorEmails: [{ address }] });
};
/** The server's list of priorities is kept for a minute. */
const newlyListed = (s: Stage) => s.shop.advance('PT2M');
const mails = (s: Stage) => s.shop.workspace.mails.splice(0);

const hold = { action: 'hold' };
export const HOLD: readonly ActionCase[] = [
  {
    name: 'somebody has it, and wrote last',
    step: hold,
    connected: true,
    given: heldAndLicensed,
    ...answered,
    ends: 'done',
    after: (s) => expect(s.room().onHold).toBe(true),
  },
  {
    name: 'it is so',
    step: hold,
    connected: true,
    given: onHold,
    ...answered,
    ends: 'already (the conversation is on hold)',
  },
  { name: 'without a connection', step: hold, given: heldAndLicensed, ...answered, ends: NO_CONNECTION },
  { name: 'without a licence', step: hold, connected: true, given: held, ...answered, ends: LICENCE },
  {
    name: 'nobody has it',
    step: hold,
    connected: true,
    given: licensed,
    ends: 'failed (nobody has the conversation, so it cannot be on hold)',
  },
  {
    name: 'the customer waits for an answer',
    step: hold,
    connected: true,
    given: heldAndLicensed,
    ends: 'failed (the customer wrote last, and this server puts nobody on hold who waits for an answer)',
  },
  {
    name: 'for an hour: then it is resumed',
    step: { action: 'hold', for: 'PT1H' },
    connected: true,
    given: heldAndLicensed,
    ...answered,
    then: async (s) => {
      expect(s.room().onHold).toBe(true);
      await s.shop.advance('PT59M');
      expect(s.room().onHold).toBe(true);
      await s.shop.advance('PT2M');
    },
    ends: 'done | resume done',
    after: (s) => expect(s.room().onHold).toBeUndefined(),
  },
];

const resume = { action: 'resume' };
export const RESUME: readonly ActionCase[] = [
  {
    name: 'it is on hold',
    step: resume,
    connected: true,
    given: onHold,
    ...answered,
    ends: 'done',
    after: (s) => expect(s.room().onHold).toBeUndefined(),
  },
  {
    name: 'it is not',
    step: resume,
    connected: true,
    given: heldAndLicensed,
    ends: 'already (the conversation is not on hold)',
  },
  { name: 'without a connection', step: resume, given: onHold, ...answered, ends: NO_CONNECTION },
];

const priority = { action: 'set_priority', priority: 'high' };
export const SET_PRIORITY: readonly ActionCase[] = [
  {
    name: 'by its name, however it is written',
    step: priority,
    connected: true,
    given: licensed,
    ends: 'done',
    after: (s) => expect(s.room().priorityId).toBe('priority-high'),
  },
  {
    name: 'by the name that somebody gave it',
    step: { ...priority, priority: 'VIP' },
    connected: true,
    given: async (s) => {
      licensed(s);
      Object.assign(s.shop.workspace.data.priorities[0] ?? {}, { name: 'VIP', dirty: true });
      await newlyListed(s);
    },
    ends: 'done',
    after: (s) => {
      expect(s.room().priorityId).toBe('priority-highest');
      delete s.shop.workspace.data.priorities[0]?.name;
    },
  },
  {
    name: 'it has it',
    step: priority,
    connected: true,
    given: (s) => {
      licensed(s);
      s.room().priorityId = 'priority-high';
    },
    ends: 'already (the conversation already has this priority)',
  },
  {
    name: 'taken away',
    step: { ...priority, priority: null },
    connected: true,
    given: (s) => {
      licensed(s);
      s.room().priorityId = 'priority-high';
    },
    ends: 'done',
    after: (s) => expect(s.room().priorityId).toBeUndefined(),
  },
  {
    name: 'there is none of this name',
    step: { ...priority, priority: 'Hihg' },
    connected: true,
    given: licensed,
    ends: 'failed (the server has no priority “Hihg”; did you mean: High?)',
  },
  { name: 'without a connection', step: priority, given: licensed, ends: NO_CONNECTION },
  { name: 'without a licence', step: priority, connected: true, ends: LICENCE },
  {
    name: 'none, without a licence',
    step: { ...priority, priority: null },
    connected: true,
    given: newlyListed,
    ends: LICENCE,
  },
];

const transcript = { action: 'send_transcript' };
const mail = { action: 'email', to: 'team@example.com', subject: 'From {{customer.name}}', text: 'They are waiting.' };
export const SEND_TRANSCRIPT: readonly ActionCase[] = [
  {
    name: 'to the customer, and the server says so in the conversation',
    step: transcript,
    connected: true,
    given: email('ana@example.com'),
    ends: 'done',
    after: (s) =>
      expect(mails(s).map(({ to, text }) => [to, text.includes('Hello')])).toEqual([['ana@example.com', true]]),
  },
  {
    name: 'to somebody else',
    step: { ...transcript, to: 'archive@example.com' },
    connected: true,
    ends: 'done',
    after: (s) => expect(mails(s)).toMatchObject([{ to: 'archive@example.com' }]),
  },
  {
    name: 'the server hides its own line: handed over all the same',
    step: { ...transcript, to: 'archive@example.com' },
    connected: true,
    server: { Hide_System_Messages: ['livechat_transcript_history'] },
    ends: 'done (the server took it, but shows no line about it in the conversation)',
    after: (s) => expect(mails(s)).toHaveLength(1),
  },
  { name: 'there is no address', step: transcript, connected: true, ends: 'skipped (there is no e-mail address)' },
  {
    name: 'what they gave as one is none',
    step: transcript,
    connected: true,
    given: email('ana at example'),
    ends: 'failed (this is not an e-mail address)',
    after: (s) => expect(mails(s)).toEqual([]),
  },
  { name: 'without a connection', step: { ...transcript, to: 'a@example.com' }, ends: NO_CONNECTION },
];

export const EMAIL: readonly ActionCase[] = [
  {
    name: 'to the team',
    step: mail,
    ends: 'done',
    after: (s) =>
      expect(mails(s)).toMatchObject([{ to: 'team@example.com', subject: 'From Ana', text: 'They are waiting.' }]),
  },
  {
    name: 'no address',
    step: { ...mail, to: 'nobody' },
    ends: 'failed (this is not an e-mail address)',
    after: (s) => expect(mails(s)).toEqual([]),
  },
  {
    name: 'an address that came out empty',
    step: { ...mail, to: '{{customer.email}}' },
    ends: 'skipped (there is no e-mail address)',
  },
];
