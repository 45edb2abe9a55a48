import type { ActionStep } from '../../../src/catalogue/document';
import { sayAction, voice } from '../../../src/rules/describe';
import { readRule, said, told } from '../../support/read-rules';

const assign = { action: 'assign', to: { agent: 'maria' } };
const tell = { action: 'notify', room: 'support', text: '{{customer.name}} waits' };
const withFallback = (fallback: unknown): Record<string, unknown> => ({ do: [{ ...assign, if_failed: fallback }] });

describe('if_failed', () => {
  test.each<[what: string, fallback: unknown, ...findings: string[]]>([
    ['one action', [tell]],
    ['five', [tell, tell, tell, tell, tell]],
    ['six', [tell, tell, tell, tell, tell, tell], 'error r do[0].if_failed'],
    ['none', [], 'error r do[0].if_failed'],
    ['an action that is not in a list', tell, 'error r do[0].if_failed'],
    ['null', null, 'error r do[0].if_failed'],
    ['what is no action', ['notify'], 'error r do[0].if_failed[0]'],
    ['an unknown action', [tell, { action: 'tell' }], 'error r do[0].if_failed[1].action'],
    ['a wrong parameter', [{ ...tell, text: 5 }], 'error r do[0].if_failed[0].text'],
    ['an unknown key', [{ ...tell, txt: 'x' }], 'error r do[0].if_failed[0].txt'],
    ['an unknown name in a text', [{ ...tell, text: '{{customer.nam}}' }], 'error r do[0].if_failed[0].text'],
    ['one of its own', [{ ...tell, if_failed: [tell] }], 'error r do[0].if_failed[0].if_failed'],
  ])('%s', (_what, fallback, ...findings) => {
    expect(told(readRule(withFallback(fallback)))).toEqual(findings);
  });

  test('what is wrong is said', () => {
    const deeper = readRule(withFallback([{ ...tell, if_failed: [tell] }]));
    expect(said(deeper)).toEqual(['an action in "if_failed" cannot have an "if_failed" of its own']);
    expect(said(readRule(withFallback([{ action: 'notfy' }])))[0]).toContain('notify');
  });

  test('agents that the server does not list are told of there, too', () => {
    const found = readRule(withFallback([{ action: 'assign', to: { agent: 'jonas' } }]), {
      host: { agents: ['maria'] },
    });
    expect(told(found)).toEqual(['warning r do[0].if_failed[0].to.agent']);
  });

  test('it is read back', () => {
    const step = { ...assign, if_failed: [tell, { action: 'unassign' }] } as ActionStep;
    expect(sayAction(step, voice('en'))).toBe(
      'assign the conversation to “maria” (if that fails: send “{Customer: name} waits” to the room “support” and put the conversation back in the queue)',
    );
  });
});
