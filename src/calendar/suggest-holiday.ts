import { formatClockTime, takeTime } from './clock-time';
import { scan, type Scanner } from './scanner';

const YEAR_FIRST = /(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/y;
const YEAR_LAST = /(\d{1,2})(-|\/|\.\s*)(\d{1,2})(?:-|\/|\.\s*)(\d{4})(?!\d)/y;
const WITHOUT_YEAR = /(\d{1,2})([-./])(\d{1,2})(?!\d)\.?/y;
/** The last day of a range within a month: `12-24 - 26`. */
const DAY_ALONE = /(\d{1,2})(?![\d:.h])/y;
const TO = /-|\.\.+|…|(?:to|until|till?|through|thru|bis|al?|ate|hasta)(?![a-z])/y;
const NEXT_SPAN = /[,;&+]|(?:and|und|y|e)(?![a-z])/y;
const TO_TIME = /-|(?:to|until|till?|bis|a|as|ate|hasta)(?![a-z])/y;
/** Longer lines are not shown. */
const LONGEST = 100;
const LEAD = /^[-–—:,.]\s*/;

interface WrittenDay {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/**
 * A line of holidays that was not written as it must be (`24.12.2026 bis 3.1.2027 Betriebsferien`), in the right form
 * (`2026-12-24 - 2027-01-03 Betriebsferien`). Undefined when it cannot be guessed, `3/4` for instance. Whether it is
 * right then must be seen.
 */
export function suggestHoliday(line: string): string | undefined {
  if (line.length > LONGEST) return undefined;
  const scanner = scan(line);
  const first = takeDate(scanner);
  if (!first) return undefined;
  const last = scanner.attempt(() => (scanner.take(TO) ? takeLast(scanner, first) : undefined));
  const spans: string[] = [];
  let span = takeSpan(scanner);
  while (span !== undefined) {
    spans.push(span);
    span = scanner.attempt(() => (scanner.take(NEXT_SPAN) ? takeSpan(scanner) : undefined));
  }
  const name = scanner.rest().replace(LEAD, '');
  return [written(first, last), spans.join(','), name].filter((part) => part !== '').join(' ');
}

/** A year at one end of a range goes for the other as well. */
function written(first: WrittenDay, last: WrittenDay | undefined): string {
  if (!last) return dateOf(first);
  const backwards = last.month * 100 + last.day < first.month * 100 + first.day ? 1 : 0;
  const from = first.year ?? (last.year === undefined ? undefined : last.year - backwards);
  const to = last.year ?? (first.year === undefined ? undefined : first.year + backwards);
  return `${dateOf({ ...first, year: from })} - ${dateOf({ ...last, year: to })}`;
}

function dateOf({ year, month, day }: WrittenDay): string {
  const date = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year === undefined ? date : `${year}-${date}`;
}

function takeDate(scanner: Scanner): WrittenDay | undefined {
  const iso = scanner.take(YEAR_FIRST);
  if (iso) return dayIn(Number(iso[2]), Number(iso[3]), '-', Number(iso[1]));
  const late = scanner.take(YEAR_LAST);
  if (late) return dayIn(Number(late[3]), Number(late[1]), late[2]?.trim(), Number(late[4]));
  const short = scanner.take(WITHOUT_YEAR);
  if (!short) return undefined;
  const [one, other] = [Number(short[1]), Number(short[3])];
  return short[2] === '-' ? dayIn(one, other, '-') : dayIn(other, one, short[2]);
}

function takeLast(scanner: Scanner, { year, month, day: first }: WrittenDay): WrittenDay | undefined {
  const date = scanner.attempt(() => takeDate(scanner));
  if (date) return date;
  const day = Number(scanner.take(DAY_ALONE)?.[1]);
  return day > first ? { year, month, day } : undefined;
}

/** Turned round where it can only be the other way; with slashes only where it cannot be both. */
function dayIn(month: number, day: number, sign: string | undefined, year?: number): WrittenDay | undefined {
  if (sign === '/' && month <= 12 && day <= 12 && month !== day) return undefined;
  const [ofYear, ofMonth] = month > 12 ? [day, month] : [month, day];
  return { ...(year !== undefined && { year }), month: ofYear, day: ofMonth };
}

function takeSpan(scanner: Scanner): string | undefined {
  return scanner.attempt(() => {
    const start = takeTime(scanner, 23);
    const end = start && scanner.take(TO_TIME) && takeTime(scanner);
    return start && end ? `${formatClockTime(start.minute % 1440)}-${formatClockTime(end.minute)}` : undefined;
  });
}
