import { isRawRule, type RawRule } from '../../admin/rule-book/raw-document';
import { fromLines, type Sent } from '../kit/form';

/** Keys with their values, and objects of two texts, as lines of one field. */

/** `key: value`, one a line; undefined where that would not come back as it is. */
export function pairsOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (!isRawRule(value)) return undefined;
  const pairs = Object.entries(value);
  const fits = pairs.every(
    ([key, each]) => typeof each === 'string' && !/[\r\n]/.test(key + each) && !key.includes(':') && key.trim() === key,
  );
  return fits ? pairs.map(([key, each]) => `${key}: ${String(each)}`).join('\n') : undefined;
}

/** Objects with two texts each, written like pairs; undefined where that would not come back as it is. */
export function rowsOf(
  rows: readonly unknown[],
  [first = '', second = '', ...more]: readonly string[],
): string | undefined {
  const pairs = rows.map((row) => {
    const [one, other] = isRawRule(row) && Object.keys(row).length === 2 ? [row[first], row[second]] : [];
    return typeof one === 'string' && typeof other === 'string' ? pairsOf({ [one]: other }) : undefined;
  });
  return more.length > 0 || pairs.includes(undefined) ? undefined : pairs.join('\n');
}

/** What is written alone is both. */
export function fromRows(sent: Sent, [first = '', second = '']: readonly string[]): readonly RawRule[] {
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
