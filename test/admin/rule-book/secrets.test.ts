import { exportText, maskRule, type RawDocument } from '../../../src/admin';
import { fillSecrets, maskSecrets } from '../../../src/admin/rule-book/secrets';

const hook = (secret: string, more: object = {}): object => ({
  action: 'webhook',
  url: 'https://hooks.example/a',
  secret,
  headers: { Authorization: secret, 'X-Team': 'sales' },
  ...more,
});
const document = (...steps: object[]): RawDocument => ({ rules: [{ id: 'a', name: 'A', do: steps }] });

describe('secrets', () => {
  test('are in nothing that leaves the settings', () => {
    const text = exportText({ document: document(hook('s3cret')), text: '' });
    expect(text).not.toContain('s3cret');
    expect(text).toContain('https://hooks.example/a');
    expect(text).toContain('sales');
  });

  test('come back from the rule in force', () => {
    const inForce = document(hook('s3cret'));
    expect(fillSecrets(maskSecrets(inForce), inForce)).toEqual({ document: inForce, lost: [] });
  });

  test('come back to the webhook of the same address, whatever stands before it', () => {
    const inForce = document(hook('one'), hook('two', { url: 'https://hooks.example/b' }));
    const [masked] = maskSecrets(inForce).rules as { do: unknown[] }[];
    const turned = { rules: [{ id: 'a', name: 'A', do: [...(masked?.do ?? [])].reverse() }] };
    const { document: filled, lost } = fillSecrets(turned, inForce);
    expect(lost).toEqual([]);
    expect(JSON.stringify(filled)).toBe(
      JSON.stringify(document(hook('two', { url: 'https://hooks.example/b' }), hook('one'))),
    );
  });

  test('do not go to another address: the rule is switched off', () => {
    const inForce = document(hook('s3cret'));
    const moved = maskSecrets(document(hook('x', { url: 'https://evil.example' })));
    const { document: filled, lost } = fillSecrets(moved, inForce);
    expect(lost).toEqual(['a']);
    expect(JSON.stringify(filled)).not.toContain('s3cret');
    expect(filled.rules[0]).toMatchObject({ mode: 'off' });
  });

  test('of a rule that is gone are lost, and said to be', () => {
    expect(fillSecrets(maskSecrets(document(hook('s3cret'))), { rules: [] }).lost).toEqual(['a']);
  });

  test.each([[null], [3], ['text'], [{ do: 'nothing' }], [{ do: [null, 3] }]])('leave %j as it is', (entry) => {
    expect(maskRule(entry)).toEqual(entry);
  });
});
