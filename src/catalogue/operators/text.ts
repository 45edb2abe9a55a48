import type { Kind } from '../../model/value';
import { foldPlain, foldSensitive } from '../../text/fold';
import type { Pattern } from '../../text/pattern';
import { hasWord } from '../../text/whole-words';
import { patternEntry, textEntry } from './entries';
import { opposite, type Captures, type IndexHint, type EntryContext, type Operator } from './operator';
import type { Seen, SeenText } from './seen';

const TEXTS: readonly Kind[] = ['text', 'locale', 'phone', 'custom'];
/** Where `contains` and its like compare the text itself; of a phone they compare the digits (phone.ts). */
const PLAIN_TEXTS = TEXTS.filter((kind) => kind !== 'phone');

/** The form of a text that a rule's text is compared with. */
function formOf({ caseSensitive }: EntryContext): (seen: Seen) => string {
  if (!caseSensitive) return (seen) => (seen as SeenText).folded;
  return (seen) => {
    const text = seen as SeenText;
    return (text.sensitive ??= foldSensitive(text.raw));
  };
}

/** An operator that holds for any entry, and its opposite that holds when it holds for none. */
function pair(
  ids: readonly [positive: string, negative: string | undefined],
  kinds: readonly Kind[],
  compare: (text: string, wanted: string) => boolean,
  by: 'key' | 'exact word' | 'word',
): readonly Operator<string>[] {
  const common = {
    kinds,
    takes: 'any',
    entry: textEntry,
    caseMatters: true,
    cost: by === 'key' ? 2 : 10,
    indexHint: (entries: readonly string[], context: EntryContext): IndexHint => {
      const { caseSensitive: sensitive } = context;
      if (by !== 'key') return { by: 'words', words: entries, sensitive, exact: by === 'exact word' };
      const form = formOf(context);
      return { by: 'keys', of: sensitive ? 'sensitive' : 'value', keys: entries, keysOf: form };
    },
  } as const;
  const positive: Operator<string> = {
    ...common,
    id: ids[0],
    positive: true,
    compile: (entries, context) => {
      const form = formOf(context);
      const [only] = entries;
      if (only !== undefined && entries.length === 1) {
        // The condition that rules have most: `is`, and one text.
        if (by === 'key' && !context.caseSensitive) return (seen) => (seen as SeenText).folded === only;
        return (seen) => compare(form(seen), only);
      }
      return (seen) => {
        const text = form(seen);
        return entries.some((entry) => compare(text, entry));
      };
    },
  };
  if (ids[1] === undefined) return [positive];
  const negative: Operator<string> = {
    ...common,
    id: ids[1],
    positive: false,
    compile: opposite(positive.compile),
  };
  return [positive, negative];
}

const containsAll: Operator<string> = {
  id: 'contains_all',
  kinds: TEXTS,
  positive: true,
  takes: 'all',
  entry: textEntry,
  caseMatters: true,
  cost: 10,
  compile: (entries, context) => {
    const form = formOf(context);
    return (seen) => {
      const text = form(seen);
      return entries.every((entry) => text.includes(entry));
    };
  },
  // Each of them must be there; the longest is the rarest.
  indexHint: (entries, context) => {
    const longest = [...entries].sort((a, b) => b.length - a.length).slice(0, 1);
    return { by: 'words', words: longest, sensitive: context.caseSensitive, exact: entries.length === 1 };
  },
};

/** With `case_sensitive` a pattern searches the text as sent, else the text folded but for what folding takes away. */
function searchedIn(seen: Seen, { caseSensitive }: EntryContext): string {
  const text = seen as SeenText;
  return caseSensitive ? text.raw : (text.plain ??= foldPlain(text.raw));
}

function matcher(entries: readonly Pattern[], context: EntryContext): (seen: Seen) => boolean {
  return (seen) => {
    const searched = searchedIn(seen, context);
    return entries.some((pattern) => pattern.test(searched));
  };
}

/** The named groups of all patterns; where several have a name, the first that is found and has it. */
function captures(entries: readonly Pattern[], context: EntryContext): Captures | undefined {
  const names = [...new Set(entries.flatMap(({ groups }) => groups))];
  if (names.length === 0) return undefined;
  return {
    names,
    read: (seen) => {
      const searched = searchedIn(seen, context);
      return entries.reduceRight<Record<string, string>>(
        (held, pattern) => ({ ...held, ...pattern.capture(searched) }),
        {},
      );
    },
  };
}
const patterns = { kinds: TEXTS, takes: 'any', entry: patternEntry, caseMatters: true, cost: 100 } as const;
const matches: Operator<Pattern> = { ...patterns, id: 'matches', positive: true, compile: matcher, captures };
const notMatches: Operator<Pattern> = {
  ...patterns,
  id: 'not_matches',
  positive: false,
  compile: opposite(matcher),
};

/** How texts compare (`is` on a locale is in locale.ts, on a phone in phone.ts). */
export const textOperators = [
  ...pair(['is', 'is_not'], ['text', 'custom'], (text, wanted) => text === wanted, 'key'),
  ...pair(['contains', 'not_contains'], PLAIN_TEXTS, (text, wanted) => text.includes(wanted), 'exact word'),
  containsAll,
  ...pair(['has_word', 'not_has_word'], TEXTS, hasWord, 'word'),
  ...pair(['starts_with', undefined], PLAIN_TEXTS, (text, wanted) => text.startsWith(wanted), 'word'),
  ...pair(['ends_with', undefined], PLAIN_TEXTS, (text, wanted) => text.endsWith(wanted), 'word'),
  matches,
  notMatches,
] as const;
