import { dateIn, dayIn, dayName, timeIn, wallAt } from './runtime-clock';

/** Hours as a person thinks of them; the text and the naive answer are both made from this. */
export interface Part {
  /** 1 is Monday. */
  readonly days: readonly number[];
  readonly spans: readonly (readonly [start: string, end: string])[];
}
export interface Schedule {
  readonly zone: string;
  readonly parts: readonly Part[];
  readonly holidays: readonly NaiveHoliday[];
}
export interface NaiveHoliday {
  /** `12-25` or `2026-12-25`. */
  readonly first: string;
  readonly last?: string;
  readonly spans?: readonly (readonly [start: string, end: string])[];
}

export function written({ parts }: Schedule): string {
  return parts
    .map(({ days, spans }) => `${days.map(dayName).join(',')} ${spans.map((s) => s.join('-')).join(',')}`)
    .join('; ');
}

/** Open or not, asked of the runtime for every moment anew: slow, and shares nothing with the app's own way. */
export function naivelyOpen({ zone, parts, holidays }: Schedule, now: number): boolean {
  const local = wallAt(zone, now);
  const time = timeIn(local);
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  const isIn = ([start, written]: readonly [string, string], today: boolean, before: boolean): boolean => {
    const end = written === '23:59' ? '24:00' : written;
    return start < end ? today && start <= time && time < end : (today && start <= time) || (before && time < end);
  };
  const dayBefore = wallAt('UTC', Date.UTC(local.year, local.month - 1, local.day - 1));
  const isClosed = holidays.some(({ first, last = first, spans }) => {
    const covers = (day: typeof local): boolean => {
      const date = first.length > 5 ? dateIn(day) : dayIn(day);
      return first <= last ? first <= date && date <= last : first <= date || date <= last;
    };
    return spans ? spans.some((span) => isIn(span, covers(local), covers(dayBefore))) : covers(local);
  });
  if (isClosed) return false;
  return parts.some(({ days, spans }) =>
    spans.some((span) => isIn(span, days.includes(local.weekday), days.includes(yesterday))),
  );
}

export function holidaysWritten({ holidays }: Schedule): string {
  return holidays
    .map(({ first, last, spans }) => {
      const range = last === undefined ? first : `${first} - ${last}`;
      return spans ? `${range} ${spans.map((span) => span.join('-')).join(',')}` : range;
    })
    .join('\n');
}

/** The first open moment on a grid of minutes, looked for step by step; undefined when none comes before `until`. */
export function naivelyNext(schedule: Schedule, now: number, until: number, minutes: number): number | undefined {
  if (naivelyOpen(schedule, now)) return now;
  const step = minutes * 60_000;
  for (let at = (Math.floor(now / step) + 1) * step; at <= until; at += step) {
    if (naivelyOpen(schedule, at)) return at;
  }
  return undefined;
}
