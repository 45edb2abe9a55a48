import { translate } from '../../../src/text/message';
import { connectionOf } from '../../../src/host/rest';
import { clientOf, CONNECTION, failure, fakeHttp, type Answer, type Clock } from './http';

const OK: Answer = { status: 200, json: { success: true, users: [] } };

describe('a request', () => {
  test('goes to the address of the settings, as the user of the settings, with a time limit', async () => {
    const fake = fakeHttp().on('livechat/users/agent', OK).on('livechat/room.saveInfo', OK);
    const client = clientOf(fake, undefined, () => ({ ...CONNECTION, url: 'https://chat.example.com/sub/api/v1/' }));
    await client.get('livechat/users/agent', { count: 5 });
    await client.post('livechat/room.saveInfo', { guestData: { _id: 'v' }, roomData: { _id: 'r' } });
    expect(fake.requests.map(({ method, url }) => [method, url])).toEqual([
      ['get', 'https://chat.example.com/sub/api/v1/livechat/users/agent'],
      ['post', 'https://chat.example.com/sub/api/v1/livechat/room.saveInfo'],
    ]);
    expect(fake.requests[0]?.request).toMatchObject({
      params: { count: '5' },
      headers: { 'X-Auth-Token': 'TOKEN-SECRET', 'X-User-Id': 'USER-ID' },
      timeout: 5_000,
    });
    expect(fake.requests[1]?.request).toMatchObject({
      content: '{"guestData":{"_id":"v"},"roomData":{"_id":"r"}}',
      timeout: 10_000,
    });
  });

  test('has what stands in its path written as an address has it, and its query as text', async () => {
    const fake = fakeHttp();
    await failure(clientOf(fake).get('livechat/department/:_id/agents', { offset: 100 }, { _id: 'a/b c' }));
    await failure(clientOf(fake).post('method.call/:method', { message: '{}' }, { method: 'livechat:x' }));
    expect(fake.requests.map(({ url }) => url.replace(/^.*api\/v1\//, ''))).toEqual([
      'livechat/department/a%2Fb%20c/agents',
      'method.call/livechat:x',
    ]);
    expect(fake.requests[0]?.request.params).toEqual({ offset: '100' });
  });

  test.each([
    ['ftp://chat.example.com'],
    ['https://user:pass@chat.example.com'],
    ['https://chat.example.com/?x=1'],
    ['chat.example.com'],
  ])('the token is not sent to %s', async (url) => {
    const fake = fakeHttp();
    const error = await failure(clientOf(fake, undefined, () => ({ ...CONNECTION, url })).get('me'));
    expect(error).toMatchObject({ kind: 'refused', text: { key: 'reason_rest_bad_address' } });
    expect(fake.requests).toHaveLength(0);
  });

  test.each([{ token: '“TOKEN-SECRET”' }, { token: 'TOKEN\nSECRET' }, { userId: 'USER\u200b-ID' }])(
    'what cannot be sent is a token that is wrong, and no address: %j',
    async (pasted) => {
      const fake = fakeHttp().on('me', new Error('is not a legal HTTP header value'));
      const error = await failure(clientOf(fake, undefined, () => ({ ...CONNECTION, ...pasted })).get('me'));
      expect(error).toMatchObject({ kind: 'refused', text: { key: 'reason_rest_token' } });
    },
  );

  test('without a connection the sentence names the three settings', async () => {
    const error = await failure(clientOf(fakeHttp(), undefined, () => undefined).get('me'));
    expect(translate('en', error.text)).toMatch(/"Server address", "User ID" and "Personal access token"/);
  });
});

test('a refused address that is no name is a private one', async () => {
  for (const url of ['http://10.0.0.5:3000', 'http://localhost', 'https://[::1]/chat']) {
    const fake = fakeHttp().on('me', new Error('error-ssrf-validation-failed'));
    const error = await failure(clientOf(fake, undefined, () => ({ ...CONNECTION, url })).get('me'));
    expect(error).toMatchObject({ kind: 'refused', text: { key: 'reason_rest_private_address' } });
  }
});

describe('the connection of the settings', () => {
  test.each([
    [
      'all three',
      { url: ' https://a.example ', userId: 'u', token: 't', siteUrl: 'https://own.example' },
      'https://a.example',
    ],
    [
      "the server's own address",
      { url: '', userId: 'u', token: 't', siteUrl: 'https://own.example' },
      'https://own.example',
    ],
    ['no token', { url: 'https://a.example', userId: 'u', token: ' ' }, undefined],
    ['no user', { url: 'https://a.example', userId: null, token: 't' }, undefined],
    ['no address at all', { userId: 'u', token: 't', siteUrl: undefined }, undefined],
  ])('%s', (_name, settings, url) => expect(connectionOf(settings)?.url).toBe(url));
});

const page = '<!DOCTYPE html><html></html>';

describe('what an answer means', () => {
  test.each<[string, Answer, string, string]>([
    [
      'a token that is wrong',
      { status: 401, json: { status: 'error', message: 'You must be logged in' } },
      'reason_rest_token',
      'refused',
    ],
    [
      'a permission that is missing',
      {
        status: 403,
        json: {
          success: false,
          error: 'User does not have the permissions required for this action [error-unauthorized]',
        },
      },
      'reason_rest_forbidden',
      'refused',
    ],
    [
      'the same as a 400',
      { status: 400, json: { success: false, error: '[error-unauthorized]' } },
      'reason_rest_forbidden',
      'refused',
    ],
    [
      'a second factor',
      { status: 400, json: { success: false, error: 'TOTP Required', errorType: 'totp-required' } },
      'reason_rest_two_factor',
      'refused',
    ],
    [
      'an endpoint that is not there',
      { status: 404, json: { success: false, error: 'Not Found' } },
      'reason_rest_lacks_endpoint',
      'refused',
    ],
    [
      'a page for an endpoint that is not there',
      { status: 404, content: page },
      'reason_rest_lacks_endpoint',
      'refused',
    ],
    [
      'something that is not found',
      { status: 404, json: { success: false, error: 'error-contact-not-found' } },
      'reason_contact_gone',
      'refused',
    ],
    [
      'something that is not found, without a name',
      { status: 404, json: { success: false, error: 'Resource not found' } },
      'reason_rest_not_found',
      'refused',
    ],
    [
      'an endpoint that an older server does not have',
      { status: 404, json: { status: 'error', message: 'API endpoint does not exist' } },
      'reason_rest_lacks_endpoint',
      'refused',
    ],
    [
      'an endpoint that a newer server does not have',
      { status: 404, content: '404 Not Found' },
      'reason_rest_lacks_endpoint',
      'refused',
    ],
    [
      'what needs a licence',
      { status: 400, json: { success: false, error: 'This is an enterprise feature [error-action-not-allowed]' } },
      'reason_needs_licence',
      'refused',
    ],
    ['a page', { status: 200, content: page }, 'reason_rest_page', 'refused'],
    ['something else', { status: 200, content: 'OK' }, 'reason_rest_no_json', 'refused'],
    ['nothing at all', { status: 200, content: '' }, 'reason_rest_no_json', 'refused'],
    [
      'another address',
      { status: 301, headers: { location: 'https://elsewhere.example' } },
      'reason_rest_redirects',
      'refused',
    ],
    [
      'a refusal of the server, known',
      { status: 400, json: { success: false, error: 'room-closed' } },
      'reason_conversation_closed',
      'refused',
    ],
    ['a refusal without a word', { status: 400, json: { success: false } }, 'reason_rest_refused', 'refused'],
    ['a 200 that is none', { status: 200, json: { success: false, error: 'no' } }, 'reason_rest_refused', 'refused'],
    ['a fault', { status: 502, content: page }, 'reason_rest_server_error', 'passing'],
    ['too many requests', { status: 429, json: { success: false } }, 'reason_rest_rate_limit', 'passing'],
    [
      'too many requests as older servers say it',
      { status: 400, json: { success: false, error: 'Error, too many requests. [error-too-many-requests]' } },
      'reason_rest_rate_limit',
      'passing',
    ],
    ['no permission to call at all', null, 'reason_app_lacks_permission', 'refused'],
    ['a dead server', new Error('connect ECONNREFUSED'), 'reason_rest_unreachable', 'passing'],
    ['no such server', new Error('getaddrinfo ENOTFOUND chat.example.com'), 'reason_rest_no_such_server', 'passing'],
    ['no answer in time', new Error('The user aborted a request.'), 'reason_rest_timeout', 'passing'],
    [
      'a connection that broke off early',
      new Error('Client network socket disconnected before secure TLS connection was established'),
      'reason_rest_unreachable',
      'passing',
    ],
    [
      'a certificate that is not trusted',
      new Error('unable to verify the first certificate'),
      'reason_rest_certificate',
      'refused',
    ],
    [
      'an address that is private, or cannot be looked up just now',
      new Error('error-ssrf-validation-failed'),
      'reason_rest_address_refused',
      'passing',
    ],
    ['a private address', new Error('Private IP address is not allowed'), 'reason_rest_private_address', 'refused'],
    ['too many redirects', new Error('maximum redirect reached at: x'), 'reason_rest_redirects', 'refused'],
    ['too many redirects, today', new Error('error-too-many-redirects'), 'reason_rest_redirects', 'refused'],
    [
      'a redirect to nowhere',
      new Error('redirect-response-location-header-missing'),
      'reason_rest_redirects',
      'refused',
    ],
  ])('%s', async (_name, answer, key, kind) => {
    const fake = fakeHttp().on('livechat/users/agent', answer);
    expect(await failure(clientOf(fake).get('livechat/users/agent'))).toMatchObject({ text: { key }, kind });
  });

  test.each([
    ['connect ECONNREFUSED 203.0.113.7:443', 'reason_rest_unreachable'],
    ['getaddrinfo ENOTFOUND certificates.redirect-classlink.example', 'reason_rest_no_such_server'],
  ])('words of the address say nothing: %s', async (reason, key) => {
    const url = 'https://certificates.redirect-classlink.example/abort';
    const thrown = new Error(`request to ${url}/api/v1/me?count=1 failed, reason: ${reason}`);
    const client = clientOf(fakeHttp().on('me', thrown), undefined, () => ({ ...CONNECTION, url }));
    expect(await failure(client.get('me'))).toMatchObject({ text: { key }, kind: 'passing' });
  });

  test('a missing permission is named', async () => {
    const fake = fakeHttp().on('livechat/users/agent', { status: 403, json: { success: false } });
    const { text } = await failure(clientOf(fake).get('livechat/users/agent'));
    expect(translate('en', text)).toContain('transfer-livechat-guest');
  });

  test.each([
    [{ 'Retry-After': '7' }, 7_000],
    [{ 'x-ratelimit-reset': '1012000' }, 12_000],
    [{}, 60_000],
    [{ 'Retry-After': '99999999' }, 3_600_000],
  ])('too many requests with %j: not before', async (headers, wait) => {
    const fake = fakeHttp().on('me', { status: 429, json: {}, headers: headers });
    expect((await failure(clientOf(fake).get('me'))).notBefore).toBe(1_000_000 + wait);
  });

  test.each<[string, Answer]>([
    ['an echo', { status: 400, json: { success: false, error: 'token TOKEN-SECRET of USER-ID is bad' } }],
    ['an error that names the request', new Error('request with TOKEN-SECRET failed')],
    ['a page', { status: 200, content: '<html>TOKEN-SECRET</html>' }],
  ])('the token is in no error: %s', async (_name, answer) => {
    const error = await failure(clientOf(fakeHttp().on('me', answer)).get('me'));
    expect(JSON.stringify(error)).not.toMatch(/TOKEN-SECRET|USER-ID/);
  });
});

describe('the circuit breaker', () => {
  const dead = () => new Error('The user aborted a request.');
  const calls = (clock: Clock, ...answers: Answer[]) => {
    const fake = fakeHttp().on('me', ...answers);
    return { fake, client: clientOf(fake, clock) };
  };

  test('a dead server costs one time-out, not one for each event', async () => {
    const { fake, client } = calls({ now: 0 }, dead());
    for (let event = 0; event < 50; event++) {
      const error = await failure(client.get('me'));
      expect(error).toMatchObject({
        kind: 'passing',
        text: { key: event === 0 ? 'reason_rest_timeout' : 'reason_rest_circuit_open' },
      });
    }
    expect(fake.requests).toHaveLength(1);
  });

  test('three faults in a row open it, and an answer in between does not count as one', async () => {
    const fault: Answer = { status: 500, json: {} };
    const { fake, client } = calls({ now: 0 }, fault, fault, { status: 403, json: {} }, fault, fault, fault, OK);
    for (let call = 0; call < 10; call++) await failure(client.get('me'));
    expect(fake.requests).toHaveLength(6);
  });

  test('after half a minute one call is let through, and an answer closes it', async () => {
    const clock = { now: 0 };
    const { fake, client } = calls(clock, dead(), OK);
    await failure(client.get('me'));
    clock.now = 30_001;
    const [probe, other] = await Promise.allSettled([client.get('me'), client.get('me')]);
    expect([probe?.status, other?.status]).toEqual(['fulfilled', 'rejected']);
    await client.get('me');
    expect(fake.requests).toHaveLength(3);
  });

  test('a probe that fails opens it for another half minute', async () => {
    const clock = { now: 0 };
    const { fake, client } = calls(clock, dead());
    await failure(client.get('me'));
    clock.now = 30_001;
    await failure(client.get('me'));
    clock.now = 60_000;
    expect((await failure(client.get('me'))).text.key).toBe('reason_rest_circuit_open');
    expect(fake.requests).toHaveLength(2);
  });

  test('another token begins anew', async () => {
    const fake = fakeHttp().on('me', dead(), OK);
    let token = 'old';
    const client = clientOf(fake, { now: 0 }, () => ({ ...CONNECTION, token }));
    await failure(client.get('me'));
    token = 'new';
    await expect(client.get('me')).resolves.toBeTruthy();
  });

  test('a rate limit closes its endpoint alone, until the moment that the server names', async () => {
    const clock = { now: 0 };
    const { fake, client } = calls(clock, { status: 429, json: {}, headers: { 'retry-after': '10' } }, OK);
    fake.on('roles.list', OK);
    await failure(client.get('me'));
    expect(await failure(client.get('me'))).toMatchObject({ kind: 'passing', notBefore: 10_000 });
    await client.get('roles.list');
    clock.now = 10_000;
    await client.get('me');
    expect(fake.requests).toHaveLength(3);
  });
});
