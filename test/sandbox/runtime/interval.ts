const UNITS: Record<string, number> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Milliseconds of "5 minutes", "an hour", "2 hours and 30 minutes"; undefined when it is no such text. */
function human(text: string): number | undefined {
  const parts = text
    .trim()
    .replace(/^in\s+/, '')
    .split(/\s*(?:,|\band\b)\s*/);
  let total = 0;
  for (const part of parts) {
    const match = /^(?:(\d+(?:\.\d+)?|an?|one)\s+)?(second|minute|hour|day|week)s?$/.exec(part);
    if (match === null) return undefined;
    const [, count = '1', unit = ''] = match;
    total += (/^\d/.test(count) ? Number(count) : 1) * (UNITS[unit] ?? 0);
  }
  return total;
}

function cronField(field: string, low: number, high: number): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) throw new Error(`The sandbox cannot read "${field}" of a cron expression.`);
    const from = match[1] === undefined ? low : Number(match[1]);
    const single = match[1] !== undefined && match[2] === undefined && match[3] === undefined;
    const to = single ? from : match[2] === undefined ? high : Number(match[2]);
    for (let value = from; value <= to; value += Number(match[3] ?? 1)) values.add(value);
  }
  return values;
}

/** The next minute after `from` that five cron fields name, in UTC. */
function nextCron(expression: string, from: Date): Date {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = expression.trim().split(/\s+/);
  const minutes = cronField(minute, 0, 59);
  const hours = cronField(hour, 0, 23);
  const days = cronField(day, 1, 31);
  const months = cronField(month, 1, 12);
  const weekdays = cronField(weekday.replace(/7/g, '0'), 0, 6);
  const at = new Date(from);
  at.setUTCSeconds(0, 0);
  for (let step = 0; step < 366 * 24 * 60; step += 1) {
    at.setUTCMinutes(at.getUTCMinutes() + 1);
    const fits =
      minutes.has(at.getUTCMinutes()) &&
      hours.has(at.getUTCHours()) &&
      days.has(at.getUTCDate()) &&
      months.has(at.getUTCMonth() + 1) &&
      weekdays.has(at.getUTCDay());
    if (fits) return at;
  }
  throw new Error(`The cron expression "${expression}" names no minute within a year.`);
}

/**
 * When a repeating job runs next, as Agenda reads intervals: milliseconds, a text such as "5 minutes", or five
 * cron fields. Throws a sentence for anything else.
 */
export function nextRun(interval: string | number, from: Date): Date {
  if (typeof interval === 'number') return new Date(from.getTime() + interval);
  const ms = human(interval);
  if (ms !== undefined) return new Date(from.getTime() + ms);
  if (interval.trim().split(/\s+/).length === 5) return nextCron(interval, from);
  throw new Error(`"${interval}" is no interval that the scheduler understands.`);
}

/** When a single job runs: a date, an ISO text, or a text such as "in 5 minutes". */
export function runAt(when: string | Date, from: Date): Date {
  if (typeof when !== 'string') return new Date(when);
  const ms = human(when);
  if (ms !== undefined) return new Date(from.getTime() + ms);
  const instant = new Date(when);
  if (Number.isNaN(instant.getTime())) throw new Error(`"${when}" is no time that the scheduler understands.`);
  return instant;
}
