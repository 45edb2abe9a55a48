import type { Rule } from '../catalogue/document';

const known = new WeakMap<Rule, string>();

/**
 * Two rules of one fingerprint do the same: a wait, a retry or an unfinished run of a rule with another one is not
 * gone on with. Its description, its labels and its tests play no part, nor does the order of keys.
 */
export function fingerprint(rule: Rule): string {
  let print = known.get(rule);
  if (print === undefined) {
    const { description: _description, labels: _labels, tests: _tests, ...acts } = rule;
    print = hash(JSON.stringify(sorted(acts)));
    known.set(rule, print);
  }
  return print;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** 53 bits (cyrb53): no secret hangs on it, and two versions of one rule do not collide by chance. */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
