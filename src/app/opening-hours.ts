import { SETTINGS, type SettingValues } from '../../settings/definitions';
import { parseOwnCalendar, type CalendarSettings } from '../calendar';

const IDS = ['timezone', 'hours', 'holidays'] as const;
type Id = (typeof IDS)[number];

/** The settings of opening hours that are in force. */
export interface OpeningHours {
  /**
   * The settings as they are; in place of each that is wrong its last good value, else the one that the app comes with.
   * Rejects when one is wrong and what was kept of it cannot be read: the good one is not to be lost.
   */
  inForce(settings: SettingValues): Promise<CalendarSettings>;
}

export interface OpeningHoursParts {
  /** Keeps the values that stand in for wrong ones beyond a restart. */
  keep(values: Readonly<Record<string, unknown>>): void;
  /** What was kept; undefined when there is nothing. Rejects when it cannot be read. */
  kept(): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Nothing is wrong any more. */
  forget(): void;
}

export function createOpeningHours({ keep, kept, forget }: OpeningHoursParts): OpeningHours {
  const good = new Map<Id, string>();
  /** What has been kept last, as JSON; undefined: not known. */
  let known: string | undefined;

  /** Standing in for a wrong value. */
  async function standIn(id: Id): Promise<string> {
    const before = good.get(id) ?? (await kept())?.[id];
    if (typeof before === 'string' && isGood(id, before)) return before;
    return String(SETTINGS.find((setting) => setting.id === id)?.packageValue ?? '');
  }

  return {
    inForce: async (settings) => {
      const values: Record<Id, string> = {
        timezone: zoneOf(settings),
        hours: settings.hours,
        holidays: settings.holidays,
      };
      const wrong = IDS.filter((id) => !isGood(id, values[id]));
      for (const id of wrong) values[id] = await standIn(id);
      for (const id of IDS) good.set(id, values[id]);
      const now = JSON.stringify(wrong.map((id) => [id, values[id]]));
      if (now !== known && wrong.length > 0) keep(Object.fromEntries(wrong.map((id) => [id, values[id]])));
      if (now !== known && wrong.length === 0) forget();
      known = now;
      return values;
    },
  };
}

function zoneOf({ timezone }: SettingValues): string {
  return timezone.trim() === '' ? 'UTC' : timezone;
}

function isGood(id: Id, value: string): boolean {
  const others = { timezone: 'UTC', hours: '', holidays: '' };
  return parseOwnCalendar({ ...others, [id]: value }).errors.length === 0;
}
