import { formatClockTime, takeTime, type WrittenTime } from './clock-time';
import { DAYS, takeDay } from './day-names';
import { nearest } from '../text/nearest';
import { anyOf, scan, type Scanner } from './scanner';

const TO = /-|(?:to|until|till?|through|thru|bis|a|as|al|ate|hasta)(?![a-z])/y;
const NEXT = /[,&+/;|]|(?:and|und|sowie|y|e)(?![a-z])/y;
/** Words that change nothing. */
const IDLE = /:|(?:from|von|de|das?|del?|desde|on|at|um|every|each|jeden|las?|los?|open|am)(?![a-z])/y;
const CLOSED = /(?:closed|geschlossen|zu|cerrado|fechado)(?![a-z])/y;
const ALWAYS = /24\s*\/\s*7/y;
const SOME_DAYS: readonly (readonly [words: RegExp, days: string])[] = [
  [anyOf('daily everyday day taglich taeglich diariamente diario'), 'Mon-Sun'],
  [anyOf('weekdays? workdays? wochentags'), 'Mon-Fri'],
  [anyOf('weekends? wochenende'), 'Sat,Sun'],
];
/** A mistyped day. */
const WORD = /[a-z]{3,}/y;
/** Longer lines are not shown. */
const LONGEST = 200;

/** Days as they are to be written, with their times. */
interface Part {
  readonly days: string[];
  readonly times: string[];
  closed: boolean;
}

/**
 * Opening hours that were not written as they must be (`Monday to Friday 9-12 and 13-18`), in the right form
 * (`Mon-Fri 09:00-12:00,13:00-18:00`): days in four languages, times as people write them. Where no day is named it
 * takes Monday to Friday. Undefined when any of it is not understood.
 */
export function suggestHours(written: string): string | undefined {
  return suggest(written, takeSpan);
}

/** The same for single times, `Mon-Fri 09:00,18:00`. */
export function suggestTimes(written: string): string | undefined {
  return suggest(written, (scanner) => {
    const time = takeTime(scanner, 23);
    return time && formatClockTime(time.minute % 1440);
  });
}

function suggest(written: string, takeTimes: (scanner: Scanner) => string | undefined): string | undefined {
  if (written.length > LONGEST) return undefined;
  const scanner = scan(written);
  if (scanner.take(ALWAYS) && scanner.rest() === '') return 'Mon-Sun 00:00-24:00';
  const parts: Part[] = [];
  while (scanner.rest() !== '') {
    const days = takeDays(scanner, takeDayName);
    const times = days === undefined ? takeTimes(scanner) : undefined;
    if (days !== undefined) daysOf(parts).days.push(days);
    else if (times !== undefined) lastOf(parts).times.push(times);
    else if (scanner.take(CLOSED)) lastOf(parts).closed = true;
    else if (!scanner.take(NEXT) && !scanner.take(IDLE)) {
      const guessed = takeDays(scanner, guessDayName);
      if (guessed === undefined) return undefined;
      daysOf(parts).days.push(guessed);
    }
  }
  if (parts.some(({ times, closed }) => closed === times.length > 0)) return undefined;
  const open = parts.filter(({ closed }) => !closed);
  const lines = open.map(({ days, times }) => `${days.join(',') || 'Mon-Fri'} ${times.join(',')}`);
  return lines.length === 0 ? undefined : lines.join('; ');
}

function lastOf(parts: Part[]): Part {
  const last = parts.at(-1) ?? { days: [], times: [], closed: false };
  if (parts.length === 0) parts.push(last);
  return last;
}

/** Days after times are those of another part. */
function daysOf(parts: Part[]): Part {
  const last = lastOf(parts);
  if (last.times.length === 0 && !last.closed) return last;
  const part: Part = { days: [], times: [], closed: false };
  parts.push(part);
  return part;
}

/** `Mon`, `Mon-Fri`, `weekdays`, in the right form. */
function takeDays(scanner: Scanner, takeFirst: typeof takeDayName): string | undefined {
  const named = SOME_DAYS.find(([words]) => scanner.take(words));
  if (named) return named[1];
  const first = takeFirst(scanner);
  if (first === undefined) return undefined;
  const last = scanner.attempt(() => (scanner.take(TO) ? (takeDayName(scanner) ?? guessDayName(scanner)) : undefined));
  return last === undefined ? first : `${first}-${last}`;
}

function takeDayName(scanner: Scanner): string | undefined {
  const day = takeDay(scanner);
  return day === undefined ? undefined : DAYS[day];
}

/** The day that is meant by a mistyped one. */
function guessDayName(scanner: Scanner): string | undefined {
  return scanner.attempt(() => {
    const [word] = scanner.take(WORD) ?? [];
    return word === undefined ? undefined : nearest(word, DAYS);
  });
}

/** `9-12`, `9 am to 5 pm`, in the right form. */
function takeSpan(scanner: Scanner): string | undefined {
  return scanner.attempt(() => {
    const start = takeTime(scanner, 23);
    const end = start && scanner.take(TO) && takeTime(scanner);
    if (!start || !end) return undefined;
    const [from, to] = meant(start, end);
    return `${formatClockTime(from === 1440 ? 0 : from)}-${formatClockTime(to)}`;
  });
}

/** `1-5 pm` begins in the afternoon, `9-5` ends there. */
function meant(start: WrittenTime, end: WrittenTime): readonly [number, number] {
  if (start.vague && end.pm && start.minute + 720 < end.minute) return [start.minute + 720, end.minute];
  if (end.vague && end.minute < 720 && end.minute <= start.minute && start.minute <= 720) {
    return [start.minute, end.minute + 720];
  }
  return [start.minute, end.minute];
}
