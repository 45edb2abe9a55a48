import { settingValues, type SettingValues } from '../../settings/definitions';
import { createInForce, type InForce } from '../../src/app/rules-in-force';
import type { Checked } from '../../src/rules/checked';
import * as checker from '../../src/rules/checker';
import type { HostKnowledge } from '../../src/rules/result';

const RULE = { id: 'to-anna', name: 'To Anna', on: 'customer_message', if: 'always' };
const TO_ANNA = { rules: [{ ...RULE, do: [{ action: 'assign', to: { agent: 'anna' } }] }] };
const LISTS: HostKnowledge = { agents: ['bruno'], departments: [] };

let kept: string | undefined;
const checks = jest.spyOn(checker, 'checker');
beforeEach(() => {
  kept = undefined;
  checks.mockClear();
});

/** The app after a start, with what the store has kept of the ones before. */
async function started(settings: Partial<SettingValues>): Promise<InForce> {
  const values = settingValues({
    ...settings,
    ...(settings.rules === undefined && { rules: JSON.stringify(TO_ANNA) }),
  });
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const inForce = createInForce({
    serverSetting: () => Promise.resolve(undefined),
    write: () => Promise.resolve(),
    keepGood: () => undefined,
    keptGood: () => Promise.resolve(undefined),
    forgetGood: () => undefined,
    keepChecked: (checked) => void (kept = JSON.stringify(checked)),
    keptChecked: () => Promise.resolve(kept === undefined ? undefined : (JSON.parse(kept) as Checked)),
    hours: { inForce: ({ timezone, hours, holidays }) => Promise.resolve({ timezone, hours, holidays }) },
    log,
    now: () => 0,
    onRead: () => undefined,
  });
  await inForce.readSettings(
    (id) => Promise.resolve(values[id as keyof SettingValues]),
    Promise.resolve({ notesField: '' }),
  );
  await inForce.reload();
  return inForce;
}

const findings = (inForce: InForce): readonly string[] =>
  (inForce.loaded()?.result.findings ?? []).map(({ text }) => text.key);

it('after a restart nothing is checked again that is as it was, the lists of the server included', async () => {
  await (await started({})).know(LISTS);
  expect(checks).toHaveBeenCalledTimes(2);
  const again = await started({});
  await again.know(LISTS);
  expect(checks).toHaveBeenCalledTimes(2);
  expect(findings(again)).toEqual(['finding_agent_not_listed']);
  expect(again.loaded()?.program.set.rules).toHaveLength(1);
});

it.each<[string, Partial<SettingValues>, number]>([
  ['another document', { rules: '{ "rules": [] }' }, 0],
  ['other hours', { hours: 'Mon 09:00-10:00' }, 1],
])('%s is checked', async (_what, settings, rules) => {
  await started({});
  const again = await started(settings);
  expect(checks).toHaveBeenCalledTimes(2);
  expect(again.loaded()?.program.set.rules).toHaveLength(rules);
});

it('other lists than before are looked at', async () => {
  await (await started({})).know(LISTS);
  const again = await started({});
  await again.know({ ...LISTS, agents: ['anna'] });
  expect(checks).toHaveBeenCalledTimes(3);
  expect(findings(again)).toEqual([]);
});
