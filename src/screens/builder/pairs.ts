import type { RawRule } from '../../admin/rule-book/raw-document';
import { fromLines, type Sent } from '../kit/form';
import { isObject } from '../../util/json';

/** Keys with their values, and objects of two texts, as lines of one field. */

/** `key: value`, one a line; undefined where that would not come back as it is. */
export function pairsOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (!isObject(value)) return undefined;
  const pairs = Object.entries(value);
  const fits = pairs.every(
    ([key, each]) => typeof each === 'string' && !/[\r\n]/.test(key + each) && !key.includes(':') && key.trim() === key,
  );
  return fits ? pairs.map(([key, each]) => `${key}: ${String(each)}`).join('\n') : undefined;
}

/** Objects with two texts each, written like pairs; undefined where that would not come back as it is. */
function rowsOf(rows: readonly unknown[], [first = '', second = '', ...more]: readonly string[]): string | undefined {
  const pairs = rows.map((row) => {
    const [one, other] = isObject(row) && Object.keys(row).length === 2 ? [row[first], row[second]] : [];
    return typeof one === 'string' && typeof other === 'string' ? pairsOf({ [one]: other }) : undefined;
  });
  return more.length > 0 || pairs.includes(undefined) ? undefined : pairs.join('\n');
}

/** Rows whose second text may be one a language: their lines, or those of each language; undefined as above. */
export function textsOfRows(rows: readonly unknown[], keys: readonly string[]): unknown {
  const [, second = ''] = keys;
  const versions = rows.map((row) => isObject(row) && row[second]).filter(isObject);
  const tags = [...new Set(versions.flatMap(Object.keys))];
  if (tags.length === 0) return rowsOf(rows, keys);
  const inOne = (row: unknown, tag: string): unknown =>
    isObject(row) && { ...row, [second]: isObject(row[second]) && row[second][tag] };
  const texts = tags.map((tag) => [
    tag,
    rowsOf(
      rows.map((row) => inOne(row, tag)),
      keys,
    ),
  ]);
  return texts.some(([, lines]) => lines === undefined) ? undefined : Object.fromEntries(texts);
}

/**
 * The lines of the first language say which rows there are; those of the others only what is read there. What no line
 * speaks of stays as it was: lines may be older than the rows.
 */
export function fromTexts(texts: unknown, old: unknown, keys: readonly string[]): readonly RawRule[] {
  if (!isObject(texts)) return fromRows(String(texts), keys);
  const [first = '', second = ''] = keys;
  const versions = Object.entries(texts).map(([tag, lines]) => [tag, fromRows(String(lines), keys)] as const);
  const rows = versions[0]?.[1] ?? [];
  const before = isObject(old) ? old : {};
  const of = (all: readonly RawRule[], row: RawRule | undefined) => all.find((each) => each[first] === row?.[first]);
  return rows.map((row, index) => {
    const textIn = (tag: string, own: readonly RawRule[]): unknown =>
      (of(own, row) ??
        (of(rows, own[index]) ? undefined : own[index]) ??
        of(fromRows(String(before[tag]), keys), row))?.[second] ?? '';
    return { ...row, [second]: Object.fromEntries(versions.map(([tag, own]) => [tag, textIn(tag, own)])) };
  });
}

/** What is written alone is both. */
function fromRows(sent: Sent, [first = '', second = '']: readonly string[]): readonly RawRule[] {
  return fromLines(sent).map((line) => {
    const [one = '', ...other] = line.split(':');
    return { [first]: one.trim(), [second]: other.length === 0 ? line.trim() : other.join(':').replace(/^ /, '') };
  });
}

export function fromPairs(sent: Sent): RawRule {
  return Object.fromEntries(
    fromLines(sent).map((line) => {
      const [key = '', ...value] = line.split(':');
      return [key.trim(), value.join(':').replace(/^ /, '')];
    }),
  );
}
