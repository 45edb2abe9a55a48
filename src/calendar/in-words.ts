import { translate, message, type Language, type Text } from '../text/message';
import { WEEKDAYS, type Calendar } from '../model/calendar';
import { dateOf, dayOf, knownZone, minuteOfDay, wallOf, weekdayOf, zoneOf } from './zone';
import { nextOpening } from './open';

const DAYS_NAMED_ALONE = 6;
type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

export interface OpeningAsked {
  readonly calendar: Calendar;
  /** ms since 1970. */
  readonly now: number;
  /** The reader's zone; where it is missing or no zone, the calendar's stands in. */
  readonly zone: string | undefined;
  readonly language: Language;
}

/**
 * `operation.next_open` in words, by the reader's clock and date: "now", "today at 14:00", "tomorrow at 9:00", "on
 * Monday at 9:00" within the next six days, "on Monday, 4 January at 9:00" after that. Empty when no opening is known.
 */
export function nextOpenInWords({ calendar, now, zone, language }: OpeningAsked): string {
  const opening = nextOpening(calendar, now);
  if (opening === undefined) return '';
  if (opening <= now) return translate(language, message('next_open_now'));
  const reader = (zone !== undefined && zoneOf(zone)) || knownZone(calendar.zone);
  const wall = wallOf(reader, opening);
  return translate(language, onDay(dayOf(wall), dayOf(wallOf(reader, now)), atTime(wall)));
}

function onDay(day: number, today: number, at: Text): Text {
  const ahead = day - today;
  if (ahead <= 0) return message('next_open_today', { at });
  if (ahead === 1) return message('next_open_tomorrow', { at });
  const weekday = message(`next_open_on_${WEEKDAYS[weekdayOf(day)] ?? 'mon'}`);
  if (ahead <= DAYS_NAMED_ALONE) return message('next_open_weekday', { weekday, at });
  const date = dateOf(day);
  const number = date % 100 === 1 ? message('next_open_first_of_month') : date % 100;
  const month = message(`next_open_month_${(Math.floor(date / 100) % 100) as Month}`);
  return message('next_open_date', { weekday, day: number, month, at });
}

/** Spanish and Portuguese say one o'clock in the singular. */
function atTime(wall: number): Text {
  const minutes = minuteOfDay(wall);
  const hour = Math.floor(minutes / 60);
  const time = `${hour}:${String(minutes % 60).padStart(2, '0')}`;
  return message(hour === 1 ? 'next_open_at_one' : 'next_open_at', { time });
}
