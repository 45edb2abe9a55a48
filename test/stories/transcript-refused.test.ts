import { sandbox, type RestFault } from '../sandbox';
import { runLines } from './runs';

const RULE = {
  id: 'mail-it',
  name: 'Mail it',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_transcript', to: 'ana@example.com' }],
  once: { per: 'conversation' },
};

describe('a transcript that the server did not take', () => {
  test.each<[string, RestFault, number, string]>([
    ['it had too many requests: sent when its minute is over', { kind: 'limited', seconds: 42 }, 1, 'done'],
    ['it was cut off: nobody knows, and it is not sent twice', { kind: 'dead-after' }, 1, 'done (an earlier'],
    ['it was cut off before: nobody knows', { kind: 'dead' }, 0, 'uncertain'],
  ])('%s', async (_what, fault, mails, ends) => {
    const shop = await sandbox({ agents: ['anna'], connected: true, settings: { rules: { rules: [RULE] } } });
    try {
      shop.faults.rest(fault, 1, /livechat\/transcript$/);
      await shop.customer('ana').writes('Hello');
      await shop.advance('PT10M');
      expect(runLines(shop).join()).toContain(`send_transcript ${ends}`);
      expect(shop.workspace.mails).toHaveLength(mails);
    } finally {
      await shop.stop();
    }
  });

  test('it was cut off, and the server is busy when it is asked what became of it: not sent twice', async () => {
    const shop = await sandbox({ agents: ['anna'], connected: true, settings: { rules: { rules: [RULE] } } });
    try {
      shop.serverSetting('Hide_System_Messages', ['livechat_transcript_history']);
      shop.faults.rest({ kind: 'dead-after' }, 1, /livechat\/transcript$/);
      shop.faults.rest({ kind: 'limited', seconds: 42 }, 1, /messages\.history/);
      await shop.customer('ana').writes('Hello');
      await shop.advance('PT20M');
      expect(runLines(shop).join()).toContain('send_transcript uncertain');
      expect(shop.workspace.mails).toHaveLength(1);
    } finally {
      await shop.stop();
    }
  });
});
