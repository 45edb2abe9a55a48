import type { OwnCalendar } from '../../calendar';
import { unknown, type Fact } from '../../model/value';
import type { Known } from './context';

/** Facts are given by a test, not read from a visitor's custom fields. */
export const NO_PROFILE = { locale: '', timezone: '', country: '', city: '', tags: '' };

/** Who was online, and what the server's own hours were, nobody can say of a moment that is made up. */
const UNTOLD = {
  anyone_online: unknown('the test does not say whether it is open (hours: agents)'),
  workspace_hours: unknown('the test does not say whether it is open (hours: workspace)'),
};

/**
 * What a test need not say, because it follows from its `at`, the calendars and the settings (DESIGN.md 3); unknown for
 * a lookup, missing for everything else, and without `at`. Whether an agent is online at that moment nobody can say, so `agents` and
 * `workspace` hours are unknown, but for holidays.
 * @param at ms since 1970
 */
export function factAt(
  id: string,
  at: number | undefined,
  given: ReadonlyMap<string, Fact>,
  { calendars, catalogue }: Known,
  own: OwnCalendar,
): Fact {
  const ref = catalogue.fieldOf(id);
  if (ref?.field.family === 'lookup') return unknown('the test gives no answer');
  if (!ref?.field.at) return undefined;
  const holidays = own.zone === undefined ? undefined : own.holidays;
  const environment = { profile: NO_PROFILE, zone: own.zone ?? '', holidays, calendars };
  if (at === undefined) {
    const untold = ref.field.needs(ref.key, environment).find((source) => source in UNTOLD);
    return untold && UNTOLD[untold as keyof typeof UNTOLD];
  }
  return ref.field.at({ now: at, environment, known: UNTOLD, given: (field) => given.get(field) }, ref.key);
}
