import type { HostKnowledge } from '../../src/rules/result';
import { sandbox } from '../sandbox';
import { desk } from '../support/admin';
import { answered } from '../support/look';

const RULE = {
  id: 'to-nina',
  name: 'To Nina',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'assign', to: { agent: 'nina' } }],
};

describe('what the server lists, after the connection has become another one', () => {
  test('is nothing while the new one cannot be asked: no rule is warned of with the lists of the old one', async () => {
    const shop = await sandbox({ agents: ['anna'], connected: true, settings: { rules: { rules: [RULE] } } });
    try {
      await shop.settled();
      expect(shop.setting('rules_report')).toContain('no agent "nina"');
      await shop.setting('server_token', 'wrong');
      await shop.settled();
      expect(shop.setting('rules_report')).not.toContain('nina');
    } finally {
      await shop.stop();
    }
  });

  test('is nothing, too, where a sweep asks the new one once more before it has answered, and in vain', async () => {
    const { commands, readLists } = await desk();
    const { admin } = commands;
    let list = async (): Promise<HostKnowledge> => ({ agents: ['old'], departments: [] });
    Object.assign(admin.host, { connected: async () => true, rest: { listed: () => list() } });
    await readLists(true);
    expect((await admin.listed()).agents).toEqual(['old']);
    list = () => Promise.reject(new Error('not authorized'));
    await Promise.all([readLists(true), readLists()]);
    expect((await admin.listed()).agents).toBeUndefined();
  });

  test('is not what the old one says late', async () => {
    const { commands, readLists } = await desk();
    const { admin } = commands;
    const answers: ((listed: HostKnowledge) => void)[] = [];
    const listed = (): Promise<HostKnowledge> => new Promise((resolve) => answers.push(resolve));
    Object.assign(admin.host, { connected: async () => true, rest: { listed } });
    const asked = [readLists(true), readLists(true)];
    while (answers.length < 2) await Promise.resolve();
    answers[1]?.({ agents: ['new'], departments: [] });
    await asked[1];
    answers[0]?.({ agents: ['old'], departments: [] });
    await asked[0];
    expect((await admin.listed()).agents).toEqual(['new']);
  });
});

test('/workflow status looks at what the server lists now', async () => {
  const to = { department: 'Sales' };
  const rule = { ...RULE, do: [{ action: 'assign', to }] };
  const shop = await sandbox({
    agents: ['anna'],
    departments: [{ name: 'Sales', agents: ['anna'] }, 'Support'],
    connected: true,
    settings: { rules: { rules: [rule] } },
  });
  try {
    const sales = shop.workspace.data.departments.find(({ name }) => name === 'Sales')!;
    await shop.advance('PT11M');
    for (const [name, expected] of [
      ['Sellers', true],
      ['Sales', false],
    ] as const) {
      sales.name = name;
      await shop.advance('PT2M');
      expect((await answered(shop, 'admin', '/workflow status')).includes('no department "Sales"')).toBe(expected);
    }
  } finally {
    await shop.stop();
  }
});
