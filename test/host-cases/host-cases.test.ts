import { basename } from 'node:path';
import { playAll } from './all';
import { OWN_FILES, readCases, versionOf } from './read';
import type { RecordedCase } from './types';

const files = OWN_FILES.map((file) => ({ name: basename(file), ...readCases(file) }));
const [older, newer] = files as [(typeof files)[number], (typeof files)[number]];

const one = (id: string, { cases } = newer): RecordedCase =>
  structuredClone(cases.find((recorded) => recorded.id === id)) as RecordedCase;

describe('the workspace behaves as the real server did', () => {
  it('of 6.14 and of 8.3', () => {
    expect(files.map(({ name, version }) => `${name} ${version}`)).toEqual(['cases.json 6.14', 'cases-8.json 8.3']);
    expect(versionOf('Rocket.Chat 9.0.1')).toBe('9.0');
    expect(versionOf(undefined)).toBe('6.14');
  });

  it.each(files)('in nine of ten cases of $name, and in every one not left out with a reason', async (file) => {
    const { failed, passed, leftOut } = await playAll(file.cases, file.version);
    expect(failed.filter(({ id }) => leftOut[id] === undefined)).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(0.9 * file.cases.length);
  });

  it.each([
    ['older', older],
    ['newer', newer],
  ])('and a case whose recording is changed is told (%s)', async (_name, file) => {
    const told = one('2-served-room-manual', file);
    const broken = { ...told, returns: false, events: told.events.slice(1), systemMessages: [], changes: 'none' };
    const { failed } = await playAll([broken], file.version);
    const lines = failed[0]?.lines.map((line) => line.split(':')[0]);
    expect(lines).toEqual(['returns', 'changes', 'events', 'systemMessages']);
  });

  it.each<[string, string, string, string]>([
    ['8-idle-true-away-transfer-agent', 'events', '"messageCount":6', '"messageCount":7'],
    ['8-idle-true-offline-create-auto', 'returns', '"servedBy":{"id":"agent-2"', '"servedBy":{"id":"agent-9"'],
    ['8-idle-true-offline-create-auto', 'changes', '"preRegistration":false', '"preRegistration":true'],
    ['8-transfer-on-hold', 'throws', 'error-room-onHold', 'error-something-else'],
    ['8-contacts-update-all-three', 'returns', 'a@x.test', 'b@x.test'],
    ['8-transcript-visitor', 'returns', '"subject":"', '"subject":"No '],
  ])('and so is %s when one word of its %s is another', async (id, part, from, to) => {
    const told = one(id);
    const text = JSON.stringify(told[part as keyof RecordedCase]);
    expect(text).toContain(from);
    const broken = { ...told, [part]: JSON.parse(text.replace(from, to)) as unknown };
    expect((await playAll([told], newer.version)).passed).toBe(1);
    expect((await playAll([broken], newer.version)).passed).toBe(0);
  });

  it('and the same case at the other version is another one', async () => {
    const { failed } = await playAll([one('8-idle-true-offline-transfer-agent')], older.version);
    expect(failed.map(({ lines }) => lines[0])).toEqual(['returns: true → throws "error-user-is-offline"']);
  });

  it('and a call that nobody knows is a failed case, not a crash', async () => {
    const told = structuredClone(older.cases[0]) as RecordedCase;
    told.call.via = 'SomeBridge.somethingNew(x)';
    expect((await playAll([told], older.version)).failed).toEqual([
      { id: told.id, lines: ['unknown call: SomeBridge.somethingNew(x)'] },
    ]);
  });
});
