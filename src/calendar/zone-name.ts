import { message, type Text } from '../text/message';
import { nearest } from '../text/nearest';
import { shorten } from '../text/shorten';
import { zoneOf } from './zone';

/** A zone as an administrator writes it. Gives the IANA name in its usual spelling. */
export function parseZone(
  written: string,
): { readonly ok: true; readonly zone: string } | { readonly ok: false; readonly error: Text } {
  const name = written.trim();
  if (zoneOf(name)) return { ok: true, zone: usualSpelling(name) };
  if (name === '') return { ok: false, error: message('zone_empty') };
  // A whole document may have been pasted.
  const zone = shorten(name);
  if (/^(UTC|GMT)?[+-]\d/i.test(name)) return { ok: false, error: message('zone_offset', { zone }) };
  const near = nearestZone(name);
  return {
    ok: false,
    error: near ? message('zone_unknown_near', { zone, near }) : message('zone_unknown', { zone }),
  };
}

function usualSpelling(name: string): string {
  // The list of names opens the runtime's own data, some 5 MB, which nobody needs who has no zone.
  if (name === 'UTC') return name;
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
