import type { Language } from '../../text/message';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * A length of time in words: `2 hours, 5 minutes`. The two largest units that it has, rounded down, so that a person
 * can take it in; less than a second is 0 seconds.
 * @param ms milliseconds
 */
export function sayDuration(ms: number, language: Language): string {
  const parts: string[] = [];
  let rest = Math.max(0, ms);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(sayUnit(count, unit, language));
  }
  const said = parts.length === 0 ? [sayUnit(0, 'second', language)] : parts.slice(0, 2);
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(said);
}

function sayUnit(count: number, unit: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
