import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playAll } from './all';
import type { RecordedCase } from './types';

const { cases } = JSON.parse(readFileSync(join(__dirname, 'cases.json'), 'utf8')) as { cases: RecordedCase[] };

describe('the workspace behaves as the real server did', () => {
  it('in nine of ten recorded cases and more, and in every case that is not left out with a reason', async () => {
    const { failed, passed, leftOut } = await playAll(cases);
    expect(failed.filter(({ id }) => leftOut[id] === undefined)).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(0.9 * cases.length);
  });

  it('and a case whose recording is changed is told', async () => {
    const one = structuredClone(cases.find(({ id }) => id === '2-served-room-manual')) as RecordedCase;
    const broken = { ...one, returns: false, events: one.events.slice(1), systemMessages: [], changes: 'none' };
    const { failed } = await playAll([broken]);
    const lines = failed[0]?.lines.map((line) => line.split(':')[0]);
    expect(lines).toEqual(['returns', 'changes', 'events', 'systemMessages']);
  });

  it('and a call that nobody knows is a failed case, not a crash', async () => {
    const one = structuredClone(cases[0]) as RecordedCase;
    one.call.via = 'SomeBridge.somethingNew(x)';
    expect((await playAll([one])).failed).toEqual([
      { id: one.id, lines: ['unknown call: SomeBridge.somethingNew(x)'] },
    ]);
  });
});
