import type { RawDocument } from '../../../src/admin/rule-book/raw-document';
import { mask } from '../../../src/catalogue/secrets';
import { exportText } from '../../../src/admin/rule-book/transfer';
import type { ActionStep } from '../../../src/catalogue/document';
import { sayAction, voice } from '../../../src/rules/describe';
import { readRule } from '../../support/read-rules';
import { fillSecrets } from '../../../src/admin/rule-book/secrets';

const hook = (secret: string, more: object = {}): object => ({
  action: 'webhook',
  url: 'https://hooks.example/a',
  secret,
  headers: { Authorization: secret, 'X-Team': 'sales' },
  ...more,
});
const [A, B] = [{ data: { about: 'a' } }, { data: { about: 'b' } }];
const document = (...steps: object[]): RawDocument => ({ rules: [{ id: 'a', name: 'A', do: steps }] });

describe('secrets', () => {
  test('are in nothing that leaves the settings', () => {
    const text = exportText({ document: document(hook('s3cret')), text: '' });
    expect(text).not.toContain('s3cret');
    expect(text).toContain('https://hooks.example/a');
    expect(text).toContain('X-Team');
    expect(text).not.toContain('sales');
  });

  test.each<[string, object]>([
    ['headers that are a text', { action: 'webhook', headers: 'Authorization: s3cret' }],
    ['headers that are a list', { action: 'webhook', headers: ['Authorization', 's3cret'] }],
    ['headers with values of other kinds', { action: 'webhook', headers: { a: { b: 's3cret' }, c: ['s3cret'] } }],
    ['a header pasted into its name', { action: 'webhook', headers: { 'Authorization: s3cret': '' } }],
    ['headers in another letter case', { action: 'webhook', Headers: { a: 's3cret' } }],
    ['a secret that is an object', { action: 'webhook', secret: { s3cret: 's3cret' } }],
    ['a secret that is a list', { action: 'webhook', secret: ['s3cret'] }],
    ['a key that begins with secret', { action: 'webhook', secret_key: 's3cret', secretToken: 's3cret' }],
    ['an action that there is not', { action: 'web_hook', secret: 's3cret', headers: { a: 's3cret' } }],
    ['an action without an id', { action: '', secret: 's3cret' }],
    ['a step inside a step', { action: 'notify', if_failed: [{ action: 'webhook', secret: 's3cret' }] }],
  ])('are not shown: %s', (_what, step) => {
    expect(exportText({ document: document(step), text: '' })).not.toContain('s3cret');
    expect(JSON.stringify(mask({ id: 'a', do: [step] }))).not.toContain('s3cret');
    expect(sayAction(step as ActionStep, voice('en'))).not.toContain('s3cret');
  });

  test.each<[string, object]>([
    ['a text', { headers: 'Authorization: s3cret' }],
    ['a list', { headers: ['s3cret'] }],
    ['values of other kinds', { headers: { a: { b: 's3cret' }, c: 's3cret'.repeat(500) } }],
    ['a name that is none', { headers: { 'Authorization: s3cret': 'x' } }],
    ['a template that is none', { headers: { a: '{{s3cret}}', b: '{{#s3cret}}' } }],
    ['a secret that is none', { secret: ['s3cret'], headers: {} }],
    ['a secret that is too long', { secret: 's3cret'.repeat(100) }],
    ['a key that is none', { secrets: 's3cret' }],
  ])('are quoted by no finding: %s', (_what, parts) => {
    const result = readRule({ do: [{ action: 'webhook', url: 'https://hooks.example/a', ...parts }] });
    expect(result.findings.filter(({ level }) => level === 'error').length).toBeGreaterThan(0);
    expect(JSON.stringify(result.findings)).not.toContain('s3cret');
  });

  test('are not shown of a document that is none', () => {
    expect(exportText({ document: undefined, text: '{"rules": [{"secret": "s3cret"' })).toBeUndefined();
    const other = exportText({ document: undefined, text: '{"rules": {"do": [{"secret": "s3cret", "url": "u"}]}}' });
    expect(other).toContain('"url": "u"');
    expect(other).not.toContain('s3cret');
  });

  test('come back where no entry says where they go, if nothing else has changed', () => {
    const step = { action: 'update_contact', custom: { secret_word: 's3cret', plan: 'gold' } };
    const inForce = document(step);
    expect(fillSecrets(mask(inForce), inForce)).toEqual({ document: inForce, lost: [] });
    const [masked] = mask(inForce).rules as { do: { custom: object }[] }[];
    Object.assign(masked!.do[0]!.custom, { plan: 'free' });
    expect(fillSecrets({ rules: [masked] }, inForce).lost).toEqual(['a']);
  });

  test('come back from the rule in force', () => {
    const inForce = document(hook('s3cret'));
    expect(fillSecrets(mask(inForce), inForce)).toEqual({ document: inForce, lost: [] });
  });

  test('come back to the webhook of the same address, whatever stands before it', () => {
    const inForce = document(hook('one'), hook('two', { url: 'https://hooks.example/b' }));
    const [masked] = mask(inForce).rules as { do: unknown[] }[];
    const turned = { rules: [{ id: 'a', name: 'A', do: [...(masked?.do ?? [])].reverse() }] };
    const { document: filled, lost } = fillSecrets(turned, inForce);
    expect(lost).toEqual([]);
    expect(JSON.stringify(filled)).toBe(
      JSON.stringify(document(hook('two', { url: 'https://hooks.example/b' }), hook('one'))),
    );
  });

  test.each<[string, readonly object[], readonly object[], readonly object[]]>([
    ['one of which has a new one', [hook('one'), hook('two')], [hook('new'), hook('***')], [hook('new'), hook('two')]],
    ['the same for all, one of which is gone', [hook('one'), hook('one')], [hook('***')], [hook('one')]],
    ['to which another was added', [hook('one')], [hook('***'), hook('new')], [hook('one'), hook('new')]],
    [
      'in another order',
      [hook('one', A), hook('two', B)],
      [hook('***', B), hook('***', A)],
      [hook('two', B), hook('one', A)],
    ],
    ['one of which is gone', [hook('one', A), hook('two', B)], [hook('***', B)], [hook('two', B)]],
    [
      'in another order, and one changed',
      [hook('one', A), hook('two', B)],
      [hook('***', B), hook('***')],
      [hook('two', B), hook('one')],
    ],
    ['a changed copy of one', [hook('one', A)], [hook('***', A), hook('***', B)], [hook('one', A), hook('one', B)]],
  ])('of several webhooks of one address come back where they were: %s', (_what, before, sent, after) => {
    expect(fillSecrets(document(...sent), document(...before))).toEqual({ document: document(...after), lost: [] });
  });

  test('of several webhooks of one address are asked for again when one is gone: none gets that of another', () => {
    const { document: filled, lost } = fillSecrets(document(hook('***')), document(hook('one'), hook('two')));
    expect(lost).toEqual(['a']);
    expect(JSON.stringify(filled)).not.toMatch(/"(one|two)"/);
  });

  test('of two rules with one id come back to each its own, and are asked for again when one is gone', () => {
    const rules = ['one', 'two'].flatMap((secret) => document(hook(secret)).rules);
    const inForce: RawDocument = { rules };
    expect(fillSecrets(mask(inForce), inForce)).toEqual({ document: inForce, lost: [] });
    const { document: filled, lost } = fillSecrets(mask({ rules: rules.slice(1) }), inForce);
    expect(lost).toEqual(['a']);
    expect(JSON.stringify(filled)).not.toMatch(/"(one|two)"/);
  });

  test('do not go to another address: the rule is switched off', () => {
    const inForce = document(hook('s3cret'));
    const moved = mask(document(hook('x', { url: 'https://evil.example' })));
    const { document: filled, lost } = fillSecrets(moved, inForce);
    expect(lost).toEqual(['a']);
    expect(JSON.stringify(filled)).not.toContain('s3cret');
    expect(filled.rules[0]).toMatchObject({ mode: 'off' });
  });

  test('of a rule that is gone are lost, and said to be', () => {
    expect(fillSecrets(mask(document(hook('s3cret'))), { rules: [] }).lost).toEqual(['a']);
  });

  test.each([[null], [3], ['text'], [{ do: 'nothing' }], [{ do: [null, 3] }]])('leave %j as it is', (entry) => {
    expect(mask(entry)).toEqual(entry);
  });
});
