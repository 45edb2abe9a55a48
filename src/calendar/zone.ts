import { nearest } from '../text/nearest';
import { message, type Text } from '../text/message';

/** A time zone that exists, and what is known of its clock around now. */
export interface Zone {
  readonly name: string;
  /** The zone's wall clock as text; reached on a miss only, it takes microseconds, the first of all 4 MB. */
  clock(): Intl.DateTimeFormat;
  /** The stretch of time looked at last (calendar/local.ts). */
  stretch: Stretch;
}

/** A stretch of time in which the zone's clock is not put forward or back. */
export interface Stretch {
  /** ms since 1970. */
  readonly from: number;
  /** ms since 1970, exclusive. */
  readonly until: number;
  /** What the wall clock is ahead of UTC, in ms. */
  readonly offset: number;
}

/** A clock takes some 25 kB, and customers' profiles decide which are asked for: two generations of this many are kept. */
const KEPT = 50;
const NOWHERE: Stretch = { from: 0, until: 0, offset: 0 };
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
/** The IANA names of three letters. Runtimes know more (BST is Bangladesh there, IST India): those mislead. */
const SHORT = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;
/** Accepted by some runtimes, but no place's time. */
const NO_PLACE = /^(SystemV\/.*|Factory)$/i;

let listed: ReadonlySet<string> | undefined;
let recent = new Map<string, Zone | undefined>();
let older = new Map<string, Zone | undefined>();

/**
 * The zone of an IANA name (any letter case, blanks around it are cut), or undefined when there is none of this name.
 * Offsets such as `+03:00` are no names.
 */
export function zoneOf(name: string): Zone | undefined {
  const hit = recent.get(name);
  if (hit !== undefined || recent.has(name)) return hit;
  if (name.length > 80) return undefined;
  const zone = older.get(name) ?? findZone(name.trim());
  if (recent.size >= KEPT) {
    older = recent;
    recent = new Map();
  }
  recent.set(name, zone);
  return zone;
}

/** As `zoneOf`, for a name that has been checked before. Throws on another: a wrong zone must not look like a closed shop. */
export function knownZone(name: string): Zone {
  const zone = zoneOf(name);
  if (!zone) throw new Error(`"${name}" is no time zone`);
  return zone;
}

function findZone(name: string): Zone | undefined {
  if (!NAME.test(name) || NO_PLACE.test(name) || (name.length === 3 && !SHORT.test(name))) return undefined;
  let clock: Intl.DateTimeFormat | undefined;
  const zone: Zone = { name, clock: () => (clock ??= clockOf(name)), stretch: NOWHERE };
  // Links are in no list: the runtime says what it thinks of them.
  listed ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (listed.has(name)) return zone;
  try {
    zone.clock();
    return zone;
  } catch {
    return undefined;
  }
}

/** Throws when there is no such zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** A zone as an administrator writes it. Gives the IANA name in its usual spelling. */
export function parseZone(
  written: string,
): { readonly ok: true; readonly zone: string } | { readonly ok: false; readonly error: Text } {
  const name = written.trim();
  if (zoneOf(name)) return { ok: true, zone: usualSpelling(name) };
  if (name === '') return { ok: false, error: message('zone_empty') };
  if (/^(UTC|GMT)?[+-]\d/i.test(name)) return { ok: false, error: message('zone_offset', { zone: name }) };
  const near = nearestZone(name);
  return {
    ok: false,
    error: near ? message('zone_unknown_near', { zone: name, near }) : message('zone_unknown', { zone: name }),
  };
}

function usualSpelling(name: string): string {
  const wanted = name.toLowerCase();
  return zoneNames().find((zone) => zone.toLowerCase() === wanted) ?? name;
}

/** By its city (`Sao Paulo` and `Brazil/Sao_Paulo` mean America/Sao_Paulo), else a name whose city begins the same. */
function nearestZone(name: string): string | undefined {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, '_').toLowerCase();
  const city = cityOf(plain);
  const names = zoneNames();
  const alike = names.filter((zone) => cityOf(zone)[0]?.toLowerCase() === city[0]);
  return names.find((zone) => cityOf(zone).toLowerCase() === city) ?? nearest(plain, alike);
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}

/** Runtimes list places by the name that ICU keeps, sometimes an old one; today's name is accepted all the same. */
function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone'), ...NEW_NAMES];
}
const NEW_NAMES = [
  'Asia/Kolkata',
  'Europe/Kyiv',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'America/Argentina/Buenos_Aires',
];
