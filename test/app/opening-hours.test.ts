import { settingValues, type SettingValues } from '../../settings/definitions';
import { createOpeningHours } from '../../src/app/opening-hours';

const GOOD = { timezone: 'Europe/Berlin', hours: 'Mon-Fri 08:00-17:00', holidays: '12-25 Christmas' };
const settings = (values: Partial<SettingValues> = {}): SettingValues => settingValues({ ...GOOD, ...values });

/** What is kept beyond a restart. */
function shelf(kept?: Readonly<Record<string, unknown>>) {
  const done: string[] = [];
  const parts = {
    keep: (values: Readonly<Record<string, unknown>>) => {
      kept = values;
      done.push('keep');
    },
    kept: async () => kept,
    forget: () => {
      kept = undefined;
      done.push('forget');
    },
  };
  return { parts, done, kept: () => kept };
}

describe('the settings of opening hours that are in force', () => {
  test('are those on the screen, as long as they are right', async () => {
    const hours = createOpeningHours(shelf().parts);
    expect(await hours.inForce(settings())).toEqual(GOOD);
    const blank = { timezone: ' ', hours: '', holidays: '' };
    expect(await hours.inForce(settings(blank))).toEqual({ timezone: 'UTC', hours: '', holidays: '' });
  });

  test.each([
    ['timezone', 'Mars/Olympus'],
    ['hours', 'sometimes'],
    ['holidays', '12-25 Christmas\nsoon'],
  ] as const)('a wrong %s keeps its last good value, the others change', async (id, wrong) => {
    const store = shelf();
    const hours = createOpeningHours(store.parts);
    await hours.inForce(settings());
    expect(await hours.inForce(settings({ [id]: wrong }))).toEqual(GOOD);
    expect(store.kept()).toEqual({ [id]: GOOD[id] });
    const other = id === 'hours' ? { holidays: '01-01' } : { hours: 'Sat 10:00-12:00' };
    expect(await hours.inForce(settings({ [id]: wrong, ...other }))).toEqual({ ...GOOD, ...other });
    // After a restart as well.
    const again = createOpeningHours(store.parts);
    expect(await again.inForce(settings({ [id]: wrong, ...other }))).toEqual({ ...GOOD, ...other });
    // Corrected: nothing is kept.
    await again.inForce(settings());
    expect(store.kept()).toBeUndefined();
    expect(store.done.filter((what) => what === 'forget')).toHaveLength(2);
  });

  test('what was never right is as the app comes with it', async () => {
    const wrong = settings({ timezone: 'CEST', hours: '9 to 5', holidays: 'x' });
    const packaged = { timezone: 'UTC', hours: 'Mon-Fri 09:00-18:00', holidays: '' };
    expect(await createOpeningHours(shelf().parts).inForce(wrong)).toEqual(packaged);
    // Also where what was kept is not right (any more).
    expect(await createOpeningHours(shelf({ timezone: 7, hours: 'x', holidays: null }).parts).inForce(wrong)).toEqual(
      packaged,
    );
  });

  test('is written down once, not with every reading', async () => {
    const store = shelf();
    const hours = createOpeningHours(store.parts);
    for (let count = 0; count < 3; count++) await hours.inForce(settings());
    for (let count = 0; count < 3; count++) await hours.inForce(settings({ timezone: 'Nowhere' }));
    expect(store.done).toEqual(['forget', 'keep']);
  });
});
