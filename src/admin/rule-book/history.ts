import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { Text } from '../../text/message';
import { differences } from './differences';
import { parseRaw, versionOf, writeRaw, type RawDocument } from './raw-document';
import { mask } from '../../catalogue/secrets';
import type { StoredRecord } from '../../model/record';

/** Who did something; the settings screen does not say who it was. */
export type Author = { readonly id: string; readonly username: string } | 'settings_screen' | 'app';

/** One change of the rules. */
export interface HistoryEntry extends StoredRecord {
  readonly v: 1;
  readonly id: string;
  /** Counts up; `/workflow restore <n>` takes it. */
  readonly n: number;
  /** ms since 1970. */
  readonly at: number;
  readonly by: Author;
  /** What it was done for: an edit, an import, a restore. */
  readonly why: Text;
  /** What is different, a sentence each. */
  readonly changes: readonly Text[];
  /** `versionOf` the text before and after. */
  readonly before: string;
  readonly version: string;
}

/** The text after a change, beside the entry: lists of entries are read more often. Without secrets. */
interface HistoryText extends StoredRecord {
  readonly v: 1;
  readonly text: string;
}

export interface RuleHistory {
  /** Newest first, at most the last hundred. */
  readonly list: () => Promise<readonly HistoryEntry[]>;
  /** The document as it was after a change, without secrets; undefined when it is not kept (any more), or was none. */
  readonly document: (entry: HistoryEntry) => Promise<RawDocument | undefined>;
  /**
   * Writes a change down, unless the newest entry is this very change (another instance has told of it).
   * @returns takes what was written out again
   */
  readonly add: (change: Change) => Promise<() => Promise<void>>;
}

export interface Change {
  readonly by: Author;
  readonly why: Text;
  readonly before: string;
  readonly after: string;
}

const HISTORY = 'history';
const KEPT = 100;
/** The first state is kept as well, so that the first change can be taken back. */
const FIRST: Text = { key: 'history_why_first' };

export function createHistory(store: Store, now: () => number, newId: () => string): RuleHistory {
  async function list(): Promise<readonly HistoryEntry[]> {
    const found = (await store.read<HistoryEntry>(['entry', HISTORY])).filter(({ v }) => v === 1);
    // Two instances may have taken one number at once.
    const sorted = [...found].sort((a, b) => a.n - b.n || a.at - b.at || (a.id < b.id ? -1 : 1));
    let last = 0;
    const numbered = sorted.map((entry) => ({ ...entry, n: (last = Math.max(entry.n, last + 1)) }));
    return numbered.filter((entry, index) => !isEcho(entry, numbered[index - 1])).reverse();
  }

  async function write(entry: Omit<HistoryEntry, 'v' | 'id' | 'at'>, text: string): Promise<string> {
    const id = newId();
    const raw = parseRaw(text);
    const kept: HistoryText = { v: 1, text: raw ? writeRaw(mask(raw)) : '' };
    await store.create([`text:${id}`, 'text', HISTORY], kept);
    await store.create<HistoryEntry>(entryKeys(id), { v: 1, id, at: now(), ...entry });
    // Another instance may have taken the number at once: this one is the next, also when that one is gone; or an echo.
    const mine = (await list()).find((each) => each.id === id);
    if (!mine) await remove(id);
    else if (mine.n !== entry.n) await store.write(entryKeys(id), mine);
    return id;
  }

  async function remove(id: string): Promise<void> {
    await store.remove([`entry:${id}`, HISTORY]);
    await store.remove([`text:${id}`, HISTORY]);
  }

  return {
    list,
    document: async ({ id }) => {
      const [kept] = await store.read<HistoryText>([`text:${id}`, HISTORY]);
      return kept && kept.text !== '' ? parseRaw(kept.text) : undefined;
    },
    add: async ({ by, why, before, after }) => {
      const [from, to] = [versionOf(before), versionOf(after)];
      const known = await list();
      const newest = known[0];
      if (newest?.version === to && newest.before === from) return () => Promise.resolve();
      const n = newest?.n ?? 0;
      if (!newest) await write({ n: 1, by: 'app', why: FIRST, changes: [], before: '', version: from }, before);
      const changes = differences(parseRaw(before), parseRaw(after));
      const added = await write({ n: (newest ? n : 1) + 1, by, why, changes, before: from, version: to }, after);
      for (const { id } of known.slice(KEPT - 1)) await remove(id);
      return () => remove(added);
    },
  };
}

function entryKeys(id: string): Keys {
  return [`entry:${id}`, 'entry', HISTORY];
}

/** A change that two instances have told of. */
function isEcho(entry: HistoryEntry, previous: HistoryEntry | undefined): boolean {
  return previous !== undefined && entry.version === previous.version && entry.before === previous.before;
}
