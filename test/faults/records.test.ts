import { sandbox, type Sandbox } from '../sandbox';
import { runLines } from '../stories/runs';
import { stored } from './accounts';
import { RECORDS_V1 } from './records-v1';

/** What the oldest version has written down is read by this one: one record of each kind, each with what it does. */
const NEVER = { field: 'message.text', operator: 'is', value: 'never' };
const rule = (id: string, more: object) => ({ id, name: id, on: 'customer_message', if: NEVER, ...more });
const says = (text: string, more: object = {}) => ({ do: [{ action: 'send_message', text, ...more }] });
const when = (field: string, operator: string, value: unknown) => ({
  all: [
    { field: 'message.text', operator: 'is', value: 'now' },
    { field, operator, value },
  ],
});

const RULES = {
  rules: [
    // These are as they were when the records were written: they are found by their prints.
    rule('finish', says('Finished.')),
    rule('retry', says('Retried.')),
    rule('remind', { if: 'always', ...says('Still there?', { also: true }), wait: { for: 'PT5M' } }),
    rule('greet', { if: 'always', ...says('Welcome.', { also: true }), once: { per: 'conversation' } }),
    rule('tagged', { if: when('customer.tags', 'includes', 'vip'), ...says('Dear guest.', { also: true }) }),
    rule('back', { if: when('customer.returning', 'is', true), ...says('Welcome back.', { also: true }) }),
    rule('share', {
      if: when('conversation.owner', 'is', 'nobody'),
      do: [{ action: 'assign', to: { agents: ['anna', 'bruno'], pick: 'round_robin' } }],
    }),
  ],
};

describe('records of version 1', () => {
  let shop: Sandbox;
  const bea = () => shop.customer('bea');
  const saidTo = (who: string, ...lines: string[]) =>
    lines.map(
      (line) =>
        shop
          .customer(who)
          .sees()
          .filter((each) => each === `Workflow: ${line}`).length,
    );

  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna', 'bruno'],
      managers: ['mara'],
      server: { routing: 'Manual_Selection' },
      settings: { enabled: false, rules: RULES, field_tags: '' },
    });
    await shop.customer('ana').starts();
    await bea().starts();
    await shop.settled();
    // The conversations that the records name.
    expect([shop.customer('ana').conversation()._id, bea().conversation()._id]).toEqual(['room-2', 'room-3']);
    const appId = shop.instance().app().getID();
    shop.db.records.splice(0);
    for (const [at, { keys, data }] of RECORDS_V1.entries()) {
      const associations = keys.map((id) => ({ model: 'misc', id }));
      shop.db.records.push({ id: `old-${at}`, appId, associations, data: structuredClone(data) });
    }
    await shop.setting('enabled', true);
    await shop.restart();
    await shop.advance('PT2M');
  }, 60_000);
  afterAll(() => shop.stop());

  it('every kind has a version', () => {
    for (const { keys, data } of RECORDS_V1) expect([keys, data]).toEqual([keys, expect.objectContaining({ v: 1 })]);
  });

  it('a run that a crash has left is gone on with', () => {
    expect(saidTo('bea', 'Finished.')).toEqual([1]);
    expect(runLines(shop)).toContain('finish on customer_message: send_message done');
  });

  it('what was to be tried again is tried again', () => {
    expect(saidTo('bea', 'Retried.')).toEqual([1]);
    expect(runLines(shop)).toContain('retry on customer_message: send_message done');
  });

  it('what waits is done when it is due', async () => {
    expect(saidTo('bea', 'Still there?')).toEqual([0]);
    await shop.advance('PT4M');
    expect(saidTo('bea', 'Still there?')).toEqual([1]);
    expect(stored(shop, 'later')).toEqual([]);
  });

  it('turns of once, tags, returning and whose turn it is', async () => {
    await bea().writes('now');
    await shop.settled();
    expect(saidTo('bea', 'Welcome.', 'Dear guest.', 'Welcome back.')).toEqual([0, 1, 1]);
    expect(bea().conversation().servedBy?.username).toBe('anna');
  });

  it('a muted conversation', async () => {
    await shop.customer('ana').writes('now');
    await shop.settled();
    expect(shop.customer('ana').sees()).toEqual(['ana: now']);
  });

  it('notes, runs, counts and history are shown', async () => {
    const room = bea().conversation()._id;
    const shown = async (line: string, who: string): Promise<string> => {
      const before = shop.agent(who).sees().length;
      await shop.agent(who).runs(`/workflow ${line}`, room);
      await shop.settled();
      return `${shop.agent(who).sees().slice(before).join('\n')}\n${JSON.stringify(shop.agent(who).view() ?? '')}`;
    };
    const notes = await shown('notes', 'anna');
    expect(notes).toContain('An old note.');
    expect(notes).toContain('Known for long.');
    expect(await shown('runs', 'mara')).toContain('greet');
    expect(await shown('rules', 'mara')).toMatch(/\b41\b/);
    expect(await shown('history', 'mara')).toContain('old.hand');
  });

  it('forget finds it, although it does not say whose it is', async () => {
    const before = shop.agent('mara').sees().length;
    await shop.agent('mara').runs('/workflow forget now', bea());
    await shop.settled();
    const said = shop.agent('mara').sees().slice(before).join('\n');
    for (const name of ['Notes: 2', 'Tags, as lists: 1', 'Turns of `once`: 1']) expect(said).toContain(name);
    const left = shop.db.records.filter(
      ({ associations, data }) =>
        !associations.some(({ id }) => id === 'forgotten' || id === 'view') &&
        /"bea"|"room-3"|An old note|Known for long/.test(JSON.stringify([associations, data])),
    );
    expect(left).toEqual([]);
  });

  it('nothing of it is called an error', () => {
    expect(shop.logs().filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
