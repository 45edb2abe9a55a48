import { message, type Text } from '../../text/message';
import { idOf, modeOf, nameOf, sameJson, type RawDocument } from './raw-document';
import { isObject, own } from '../../util/json';

/** More lines than this say nothing new about one change. */
const MOST = 50;

/** What is different in another document, a sentence each: rules added, removed, changed and moved, calendars, the rest. */
export function differences(before: RawDocument | undefined, after: RawDocument | undefined): readonly Text[] {
  if (!before || !after) {
    if (before === after) return [];
    return [message(after ? 'history_readable_again' : 'history_unreadable')];
  }
  const found = [...ofRules(before.rules, after.rules), ...ofCalendars(before, after), ...ofTheRest(before, after)];
  if (found.length <= MOST) return found;
  return [...found.slice(0, MOST), message('history_more', { count: found.length - MOST })];
}

interface Placed {
  readonly key: string;
  readonly place: number;
  readonly entry: unknown;
}

/** Entries by what stays the same of them: the id, and where one is missing or there twice, the place. */
function placed(rules: readonly unknown[]): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  rules.forEach((entry, place) => {
    const id = idOf(entry);
    const key = id !== null && !found.has(id) ? id : `#${place}`;
    found.set(key, { key, place, entry });
  });
  return found;
}

function ofRules(before: readonly unknown[], after: readonly unknown[]): readonly Text[] {
  const [old, now] = [placed(before), placed(after)];
  const removed = [...old.values()].filter(({ key }) => !now.has(key));
  const added = [...now.values()].filter(({ key }) => !old.has(key));
  const kept = [...now.values()].filter(({ key }) => old.has(key));
  return [
    ...removed.map((each) => message('history_removed', { rule: called(each) })),
    ...added.map((each) => message('history_added', { rule: called(each), place: each.place + 1 })),
    ...kept.flatMap((each) => ofRule(old.get(each.key)!.entry, each)),
    ...moved(kept.map((each) => [old.get(each.key)!.place, each])),
  ];
}

/** Of what stands under a key the order of keys counts: the first language is what everybody else reads. */
const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function ofRule(before: unknown, now: Placed): readonly Text[] {
  if (sameText(before, now.entry)) return [];
  if (!isObject(before) || !isObject(now.entry)) return [message('history_changed', { rule: called(now), keys: '-' })];
  const { entry } = now;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(entry)])].filter(
    (key) => !sameText(own(before, key), own(entry, key)),
  );
  const others = keys.filter((key) => key !== 'mode');
  const [from, to] = [modeOf(before), modeOf(entry)];
  return [
    ...(from === to
      ? []
      : [message('history_mode', { rule: called(now), from: message(`mode_${from}`), to: message(`mode_${to}`) })]),
    ...(others.length > 0 ? [message('history_changed', { rule: called(now), keys: others })] : []),
  ];
}

/** Rules that stand elsewhere among those that stay: as few as explain the new order. */
function moved(kept: readonly (readonly [old: number, now: Placed])[]): readonly Text[] {
  const stay = longestRise(kept.map(([old]) => old));
  return kept
    .filter((_, index) => !stay.has(index))
    .map(([old, now]) => message('history_moved', { rule: called(now), from: old + 1, to: now.place + 1 }));
}

/** Indexes of a longest rising run of numbers. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  numbers.forEach((number, index) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? ends[low - 1] : undefined;
    ends[low] = index;
  });
  const found = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before[index]) found.add(index);
  return found;
}

function ofCalendars(before: RawDocument, after: RawDocument): readonly Text[] {
  const [old, now] = [before.calendars, after.calendars];
  if (sameJson(old, now)) return [];
  if ((old !== undefined && !isObject(old)) || (now !== undefined && !isObject(now)))
    return [message('history_key', { key: 'calendars' })];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return names
    .filter((name) => !sameJson(own(old, name), own(now, name)))
    .map((name) => {
      const key = !Object.hasOwn(old ?? {}, name) ? 'added' : !Object.hasOwn(now ?? {}, name) ? 'removed' : 'changed';
      return message(`history_calendar_${key}`, { name });
    });
}

function ofTheRest(before: RawDocument, after: RawDocument): readonly Text[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => key !== 'rules' && key !== 'calendars' && !sameJson(own(before, key) ?? {}, own(after, key) ?? {}))
    .map((key) => message('history_key', { key }));
}

/** A rule by name and id, as people know it. */
function called({ entry, place }: Placed): string {
  const [name, id] = [nameOf(entry), idOf(entry)];
  if (name === '' || name === id) return id ?? `#${place + 1}`;
  return `${name} (${id ?? `#${place + 1}`})`;
}
