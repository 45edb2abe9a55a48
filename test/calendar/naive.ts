import { DateTime } from 'luxon';

/** Hours as a person thinks of them; the text and the naive answer are both made from this. */
export interface Part {
  /** 1 is Monday, as luxon counts. */
  readonly days: readonly number[];
  readonly spans: readonly (readonly [start: string, end: string])[];
}
export interface Schedule {
  readonly zone: string;
  readonly parts: readonly Part[];
  /** `12-25` or `2026-12-25`. */
  readonly holidays: readonly string[];
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function written({ parts }: Schedule): string {
  return parts
    .map(
      ({ days, spans }) => `${days.map((day) => DAYS[day - 1]).join(',')} ${spans.map((s) => s.join('-')).join(',')}`,
    )
    .join('; ');
}

/** Open or not, asked of luxon for every span anew: slow, and shares nothing with the app's own way. */
export function naivelyOpen({ zone, parts, holidays }: Schedule, now: number): boolean {
  const local = DateTime.fromMillis(now, { zone });
  const today = holidays.length > 0 ? [local.toFormat('MM-dd'), local.toFormat('yyyy-MM-dd')] : [];
  if (holidays.some((date) => today.includes(date))) return false;
  const time = local.toFormat('HH:mm');
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  return parts.some(({ days, spans }) =>
    spans.some(([start, end]) =>
      start < end
        ? days.includes(local.weekday) && start <= time && time < end
        : (days.includes(local.weekday) && start <= time) || (days.includes(yesterday) && time < end),
    ),
  );
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
