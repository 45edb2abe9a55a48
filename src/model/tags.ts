import { fold } from '../text/fold';

/** `a, b,,B` → `a`, `b`. Takes anything: a custom field may hold anything. */
export function parseTags(value: unknown): readonly string[] {
  const parts: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\n]/) : [];
  return mergeTags(
    [],
    parts.filter((part): part is string => typeof part === 'string'),
  );
}

export function formatTags(tags: readonly string[]): string {
  return tags.join(', ');
}

/** Those there are, then the new ones. A rendered tag may hold commas: it is several then. */
export function mergeTags(tags: readonly string[], added: readonly string[]): readonly string[] {
  const merged = [...tags];
  const known = new Set(merged.map((tag) => fold(tag)));
  for (const tag of added.flatMap((each) => each.split(',')).map((each) => each.trim())) {
    const folded = fold(tag);
    if (folded === '' || known.has(folded)) continue;
    known.add(folded);
    merged.push(tag);
  }
  return merged;
}

export function withoutTags(tags: readonly string[], removed: readonly string[]): readonly string[] {
  const gone = new Set(removed.flatMap((each) => each.split(',')).map((each) => fold(each)));
  return tags.filter((tag) => !gone.has(fold(tag)));
}

/** The same tags, in any order. */
export function sameTags(one: readonly string[], other: readonly string[]): boolean {
  // Those of a conversation may have commas in them: agents write what they like.
  const all = (tags: readonly string[]): string => JSON.stringify([...new Set(tags.map((tag) => fold(tag)))].sort());
  return all(one) === all(other);
}
