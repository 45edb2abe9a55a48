import { act, contextOf, verify } from './doing';
import { actionOf } from '../../../src/catalogue/actions';
import { passes, lasts } from '../../../src/catalogue/actions/refusals';
import { HostError } from '../../../src/ports/host';
import { message } from '../../../src/text/message';
import { createServer, NOW, room } from './server';

const connected = (changes: Parameters<typeof createServer>[0] = {}) => createServer({ connected: true, ...changes });

describe('hold', () => {
  const hold = async (server: ReturnType<typeof createServer>) => {
    const planned: [string, number][] = [];
    const calledOff: string[] = [];
    const followUp = (action: string, at: number) => {
      planned.push([action, at]);
      return Promise.resolve(() => Promise.resolve(void calledOff.push(action)));
    };
    const outcome = await act(server, { action: 'hold', for: 'PT1H' }, { followUp });
    return { outcome, planned, calledOff };
  };

  test('its end is planned, an hour later', async () => {
    const { outcome, planned, calledOff } = await hold(connected());
    expect(outcome).toMatchObject({ outcome: 'done', detail: { until: '2026-03-02T11:00:00.000Z' } });
    expect([planned, calledOff]).toEqual([[['resume', NOW + 3_600_000]], []]);
  });

  test('refused: its end is called off', async () => {
    const server = connected();
    server.errors.set('hold', 'timeout');
    const { outcome, calledOff } = await hold(server);
    expect([outcome.outcome, outcome.retry, calledOff]).toEqual(['failed', true, ['resume']]);
  });

  test.each([
    ['on hold already', room({ _unmappedProperties_: { onHold: true } }), 'already'],
    ['closed', room({ isOpen: undefined }), 'failed'],
    ['with nobody', room({ servedBy: undefined }), 'failed'],
  ])('%s: no end is planned', async (_name, kept, expected) => {
    const { outcome, planned } = await hold(connected({ rooms: [kept] }));
    expect([outcome.outcome, planned]).toEqual([expected, []]);
  });

  test.each(['PT0S', '1 hour', ''])('for "%s" is refused', (time) => {
    expect(actionOf('hold')?.parameters().safeParse({ for: time }).success).toBe(false);
  });
});

describe('resume', () => {
  const onHold = () => connected({ rooms: [room({ _unmappedProperties_: { onHold: true } })] });

  test('the customer has written meanwhile, and the server has taken it off hold by itself', async () => {
    const server = onHold();
    const { changes } = server.host;
    const resume: typeof changes.resume = async (conversation) => {
      await changes.resume(conversation);
      throw new HostError(message('reason_host_said', { said: 'error-room-not-on-hold' }));
    };
    const host = { ...server.host, changes: { ...changes, resume } };
    expect(await act(server, { action: 'resume' }, { host })).toMatchObject({
      outcome: 'already',
      reason: message('reason_not_on_hold'),
    });
  });

  test('it was closed meanwhile', async () => {
    const server = onHold();
    const { changes } = server.host;
    const resume: typeof changes.resume = async (conversation) => {
      await changes.close(conversation, 'Done.');
      throw new HostError(message('reason_host_said', { said: 'error-room-not-on-hold' }));
    };
    const host = { ...server.host, changes: { ...changes, resume } };
    expect(await act(server, { action: 'resume' }, { host })).toMatchObject({
      outcome: 'failed',
      reason: message('reason_conversation_closed'),
    });
  });

  test('refused, and it is on hold still', async () => {
    const server = onHold();
    server.errors.set('resume', 'error-room-not-served');
    expect(await act(server, { action: 'resume' })).toMatchObject({ outcome: 'failed' });
  });
});

describe('send_transcript', () => {
  const step = { action: 'send_transcript' };

  test('the contact has an address that the visitor lacks', async () => {
    const kept = { ...room().visitor!, visitorEmails: [] };
    const contact = { _id: 'c', emails: [{ address: 'ana@work.example' }] };
    const server = connected({ rooms: [room({ visitor: kept, contact })] });
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { to: 'ana@work.example' } });
  });

  test('after a crash: the line of the server says that it was sent, and its lack says nothing', async () => {
    const server = connected();
    expect(await verify(server, step, NOW)).toBeUndefined();
    await act(server, step);
    expect(await verify(server, step, NOW)).toBe(true);
    expect(await verify(server, step, NOW + 1)).toBeUndefined();
  });
});

describe('email', () => {
  const step = { action: 'email', to: ' team@example.com ', subject: 'One\r\nBcc: two', text: 'Text' };

  test('a subject is one line', async () => {
    const server = createServer();
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { to: 'team@example.com' } });
    expect(server.mails).toEqual([{ to: 'team@example.com', subject: 'One Bcc: two', text: 'Text' }]);
  });

  test.each(['a@b.example,c@d.example', 'a@b.example\nBcc: c@d.example', 'Ana <a@b.example>'])(
    'to "%s" is refused',
    async (to) => {
      const server = createServer();
      expect(await act(server, { ...step, to })).toMatchObject({ reason: { key: 'reason_invalid_email' } });
      expect(server.mails).toEqual([]);
    },
  );

  test('after a crash nobody can tell', async () => {
    expect(await verify(createServer(), step, NOW)).toBeUndefined();
  });
});

test('set_priority names what there is where nothing is near', async () => {
  const { said } = await act(connected(), { action: 'set_priority', priority: 'Xyz' });
  expect(said).toContain('Highest, High');
});

test('a licence and a priority that are lacking last; who waits for an answer will have one', () => {
  expect([lasts(message('reason_needs_licence')), lasts(message('reason_no_such_priority'))]).toEqual([true, true]);
  expect(passes(message('reason_hold_customer_waits'))).toBe(true);
});

test('resume: refused by the server for now, it is tried again later', async () => {
  const server = connected({ rooms: [room({ _unmappedProperties_: { onHold: true } })] });
  const context = await contextOf(server);
  const changes = {
    ...context.host.changes,
    resume: () => Promise.reject(new HostError(message('reason_agent_offline'))),
  };
  const refused = actionOf('resume')?.perform({}, { ...context, host: { ...context.host, changes } });
  await expect(refused).rejects.toMatchObject({ text: { key: 'reason_agent_offline' } });
  expect(actionOf('resume')?.later).toBeDefined();
});
