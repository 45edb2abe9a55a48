/** Compares what came with what was recorded; every difference is a line "where: expected → got". */

type Fields = Record<string, unknown>;
/** Dates of every realm: copies made by structuredClone come from outside of the test's. */
const isDate = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Date]';
const isBroken = (value: unknown): boolean => Number.isNaN((value as Date).getTime());
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isDate(value);

/** Dates and broken numbers as the recording writes them, undefined as the null that it becomes on the wire. */
export function normal(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  // A date that is none becomes null on the wire.
  if (isDate(value)) return isBroken(value) ? null : '<date>';
  if (typeof value === 'number' && !Number.isInteger(value)) return '<seconds>';
  if (Array.isArray(value)) return value.map(normal);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, normal(part)]));
}

export function show(value: unknown): string {
  const written = JSON.stringify(value) ?? 'undefined';
  return written.length > 160 ? `${written.slice(0, 160)}…` : written;
}

/** '<seconds>' stands for any number, '<date>' for any date. */
function sameLeaf(expected: unknown, got: unknown): boolean {
  if (expected === '<seconds>') return typeof got === 'number' || got === '<seconds>';
  if (expected === '<object>') return typeof got === 'object' && got !== null;
  return expected === got;
}

/** Keys that the recording made itself: lists of names instead of the thing. */
function derived(key: string, got: Fields): unknown {
  const unmapped = got._unmappedProperties_;
  if (key === 'keys') return Object.keys(got).sort();
  if (key === 'nullKeys')
    return Object.keys(got)
      .filter((name) => got[name] === null)
      .sort();
  if (key === 'unmappedKeys') return isFields(unmapped) ? Object.keys(unmapped).sort() : '<none>';
  if (key.startsWith('unmapped.')) return isFields(unmapped) ? unmapped[key.slice(9)] : undefined;
  if (key === 'json') return got;
  const { visitor } = got;
  // Of a contact's channel the recording tells the visitor's id and the kind of source.
  if (isFields(visitor) && isFields(visitor.source) && !(key in got)) {
    if (key === 'visitorId') return visitor.visitorId;
    if (key === 'source') return visitor.source.type;
  }
  return got[key];
}

/** Differences between the expected value and what came; objects need only have what is expected of them. */
export function differences(expected: unknown, gotRaw: unknown, where: string, skip: string[] = []): string[] {
  const got = normal(gotRaw);
  if (Array.isArray(expected)) {
    if (isFields(got) && where.endsWith('_unmappedProperties_')) {
      return differences(expected, Object.keys(got).sort(), `${where} keys`);
    }
    if (expected.length === 0 && got === '<none>') return [];
    if (!Array.isArray(got) || got.length !== expected.length) return [`${where}: ${show(expected)} → ${show(got)}`];
    return expected.flatMap((item, index) => differences(item, got[index], `${where}[${index}]`));
  }
  // People and departments are told by their ids where the rest does not matter.
  if (typeof expected === 'string' && isFields(got) && expected !== '<object>') {
    const id = got.id ?? got._id;
    return expected === id ? [] : [`${where}: ${show(expected)} → ${show(id ?? got)}`];
  }
  if (!isFields(expected)) return sameLeaf(expected, got) ? [] : [`${where}: ${show(expected)} → ${show(got)}`];
  if (expected.note === 'room shortened') return differences(expected.id, isFields(got) ? got.id : got, `${where}.id`);
  if (!isFields(got)) return [`${where}: ${show(expected)} → ${show(got)}`];
  // A visitor in a place where users stand is recorded by his id alone.
  if (Object.keys(expected).join() === 'visitor' && typeof expected.visitor === 'string') {
    return differences(expected.visitor, got.id, `${where}.id`);
  }
  return Object.entries(expected).flatMap(([key, value]) => {
    const path = `${where}.${key}`.replace(/\[\d+\]/g, '');
    if (skip.some((part) => part === key || path.endsWith(`.${part}`))) return [];
    if (value === '<absent>') {
      return key in got && got[key] !== '<absent>' ? [`${where}.${key}: absent → ${show(got[key])}`] : [];
    }
    return differences(value, derived(key, got), `${where}.${key}`, skip);
  });
}
