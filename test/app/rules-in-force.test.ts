import { settingValues, type SettingValues } from '../../settings/definitions';
import { createInForce, type InForce } from '../../src/app/rules-in-force';
import type { Checked } from '../../src/rules/checked';
import * as checker from '../../src/rules/checker';
import type { HostKnowledge } from '../../src/rules/result';
import * as translations from '../../src/text/translations';

const RULE = { id: 'to-anna', name: 'To Anna', on: 'customer_message', if: 'always' };
const TO_ANNA = { rules: [{ ...RULE, do: [{ action: 'assign', to: { agent: 'anna' } }] }] };
const LISTS: HostKnowledge = { agents: ['bruno'], departments: [] };

let kept: string | undefined;
/** The settings that the app has written. */
let written: Record<string, unknown> = {};
const checks = jest.spyOn(checker, 'checker');
const texts = jest.spyOn(translations, 'textOf');
let server: Readonly<Record<string, unknown>> = {};
beforeEach(() => {
  kept = undefined;
  server = {};
  written = {};
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
    serverSetting: (id) => Promise.resolve(server[id]),
    write: (id, value) => Promise.resolve(void (written[id] = value)),
    keepGood: () => undefined,
    keptGood: () => Promise.resolve(undefined),
    forgetGood: () => undefined,
    keepChecked: (checked) => void (kept = JSON.stringify(checked)),
    keptChecked: () => Promise.resolve(kept === undefined ? undefined : (JSON.parse(kept) as Checked)),
    hours: { inForce: ({ timezone, hours, holidays }) => Promise.resolve({ timezone, hours, holidays }) },
    log,
    now: () => 0,
    onRead: () => undefined,
    firstRules: () => '{"rules":[]}',
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

it('after a restart that finds the same, no text is read, and the report is as it was', async () => {
  await started({});
  const report = String(written['rules_report']);
  texts.mockClear();
  written = {};
  await started({ rules_report: report });
  expect(texts).not.toHaveBeenCalled();
  expect(written).toEqual({});
});

it('a report that somebody has changed is written again, and so is one in another language', async () => {
  await started({});
  const report = String(written['rules_report']);
  await started({ rules_report: 'something else' });
  expect(written['rules_report']).toBe(report);
  server = { Language: 'de' };
  await started({ rules_report: report });
  expect(written['rules_report']).not.toBe(report);
});

it('lists that come before the report is written do not count as checked', async () => {
  const inForce = await started({});
  kept = undefined;
  server = { Language: 'de' };
  await inForce.readRules();
  const told = inForce.tell();
  const known = inForce.know(LISTS);
  await told;
  // The app stops here.
  const left = kept;
  await known;
  kept = left;
  const again = await started({});
  await again.know(LISTS);
  expect(findings(again)).toEqual(['finding_agent_not_listed']);
});
