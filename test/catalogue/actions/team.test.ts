import { createHmac } from 'node:crypto';
import { actionOf } from '../../../src/catalogue/actions';
import { act, verify } from './doing';
import { createServer, NOW, room } from './server';

describe('notify', () => {
  const channel = () =>
    room({ id: 'channel', type: 'c', slugifiedName: 'support', visitor: undefined, _unmappedProperties_: {} });

  test.each(['support', '#support', 'channel'])('done: in the room %s', async (wanted) => {
    const server = createServer({ rooms: [room(), channel()] });
    expect(await act(server, { action: 'notify', room: wanted, text: 'Look.' })).toMatchObject({ outcome: 'done' });
    expect(server.messages).toMatchObject([{ roomId: 'channel', text: 'Look.', sender: { username: 'workflow.bot' } }]);
  });

  test('done: a direct message, opened once', async () => {
    const server = createServer();
    for (const user of ['jonas', '@jonas']) await act(server, { action: 'notify', user, text: 'Look.' });
    expect(server.rooms.filter(({ type }) => type === 'd')).toHaveLength(1);
    expect(server.messages).toHaveLength(2);
  });

  test.each([
    [{ room: 'nowhere' }, 'there is no room "nowhere"'],
    [{ user: 'nobody' }, 'there is no user "nobody"'],
    [{ room: 'room' }, 'a conversation with a customer'],
  ])('failed: %j', async (target, said) => {
    const server = createServer();
    const outcome = await act(server, { action: 'notify', ...target, text: 'Look.' });
    expect(outcome.outcome).toBe('failed');
    expect(outcome.said).toContain(said);
    expect(server.messages).toHaveLength(0);
  });

  test('after a crash the room shows whether it happened', async () => {
    const server = createServer({ rooms: [room(), channel()] });
    const step = { action: 'notify', room: 'support', text: 'Look.' };
    expect(await verify(server, step, NOW)).toBe(false);
    await act(server, step);
    expect(await verify(server, step, NOW)).toBe(true);
    expect(await verify(server, { action: 'notify', user: 'jonas', text: 'Look.' }, NOW)).toBe(false);
  });
});

describe('webhook', () => {
  const step = { action: 'webhook', url: 'https://user-less.example.com/hook?key=hidden', secret: 's3cret' };

  test('done: the event and its facts, signed over the body as it is sent', async () => {
    const server = createServer();
    const outcome = await act(
      server,
      { ...step, headers: { 'X-Own': 'a\r\nX-Evil: b' } },
      { facts: { 'message.text': 'hi' } },
    );
    expect(outcome).toMatchObject({ outcome: 'done', detail: { host: 'user-less.example.com', status: 200 } });
    const { content = '', headers = {}, timeout } = server.webhooks[0]?.request ?? {};
    expect(headers['X-Workflow-Signature']).toBe(
      `sha256=${createHmac('sha256', 's3cret').update(content).digest('hex')}`,
    );
    expect(headers['X-Workflow-Timestamp']).toBe(String(NOW / 1000));
    expect(headers['Idempotency-Key']).toBe('run:0');
    expect(headers['X-Own']).toBe('a  X-Evil: b');
    expect(timeout).toBe(10_000);
    expect(JSON.parse(content)).toMatchObject({
      rule: { id: 'rule' },
      event: { on: 'customer_message' },
      conversation: { id: 'room', customer: { name: 'Ana' } },
      facts: { 'message.text': 'hi' },
    });
  });

  test.each([
    ['José 100%', 'José 100%'],
    ['Анна', '%D0%90%D0%BD%D0%BD%D0%B0'],
    ['100% 安娜 é\n', '100%25 %E5%AE%89%E5%A8%9C %C3%A9'],
    ['😀 \ud83d', '%F0%9F%98%80 %EF%BF%BD'],
    ['a\u0085b\u009fc', 'a b c'],
  ])('a header says %j as %j', async (written, sent) => {
    const server = createServer();
    await act(server, { ...step, headers: { 'X-Name': written } });
    expect(server.webhooks[0]?.request.headers?.['X-Name']).toBe(sent);
    expect(sent).toMatch(/^[\u0020-\u007e\u00a0-\u00ff]*$/);
  });

  test("neither the customer's token nor the secret is told, in the body or in the outcome", async () => {
    const server = createServer();
    const outcome = await act(server, step);
    expect(server.webhooks[0]?.request.content).not.toContain('secret-token');
    expect(JSON.stringify(outcome) + JSON.stringify(server.webhooks[0]?.request)).not.toContain('s3cret');
    expect(JSON.stringify(outcome)).not.toContain('hidden');
  });

  test.each([
    [404, {}, { outcome: 'failed', reason: { key: 'reason_webhook_not_there' } }],
    [422, {}, { outcome: 'failed', reason: { key: 'reason_webhook_refused' } }],
    [304, {}, { outcome: 'failed', reason: { key: 'reason_webhook_refused' } }],
    [503, {}, { outcome: 'failed', retry: true }],
    [429, { 'Retry-After': '30' }, { outcome: 'failed', retry: true, notBefore: NOW + 30_000 }],
    [429, { 'retry-after': new Date(NOW + 60_000).toUTCString() }, { retry: true, notBefore: NOW + 60_000 }],
  ])('status %s %j', async (statusCode, headers, ended) => {
    const server = createServer();
    server.webhookAnswer = { statusCode, headers: headers };
    expect(await act(server, step)).toMatchObject(ended);
  });

  test.each([
    ['The user aborted a request.', { outcome: 'uncertain' }],
    ['getaddrinfo ENOTFOUND user-less.example.com', { outcome: 'failed', retry: true }],
    ['self-signed certificate', { outcome: 'failed', retry: false }],
    [
      'error-ssrf-validation-failed',
      { outcome: 'failed', retry: true, reason: { key: 'reason_rest_address_refused' } },
    ],
  ])('no answer: %s', async (message, ended) => {
    const server = createServer();
    server.webhookAnswer = new Error(`request to ${step.url} failed, reason: ${message}`);
    const outcome = await act(server, step);
    expect(outcome).toMatchObject(ended);
    expect(JSON.stringify(outcome)).not.toContain('hidden');
  });

  test('after a crash nobody can know', async () => {
    expect(await verify(createServer(), step, NOW)).toBeUndefined();
  });

  test.each([['ftp://example.com/x'], ['https://user:pass@example.com/x'], ['//example.com'], ['javascript:alert(1)']])(
    'the address %s is refused when the rule is saved',
    (url) => {
      expect(actionOf('webhook')?.parameters().safeParse({ url }).success).toBe(false);
    },
  );

  test.each([['Host'], ['content-length'], ['X-Workflow-Signature'], ['Bad Name'], ['']])(
    'the header %j is refused',
    (name) => {
      const parameters = { url: 'https://example.com', headers: { [name]: 'x' } };
      expect(actionOf('webhook')?.parameters().safeParse(parameters).success).toBe(false);
    },
  );
});
