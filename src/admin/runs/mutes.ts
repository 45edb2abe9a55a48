import { insistKept } from '../../ports/insist-kept';
import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { StoredRecord } from '../../model/record';

/** A conversation in which no rule acts. */
export interface Mute extends StoredRecord {
  readonly v: 1;
  readonly conversation: string;
  /** Username of who muted it. */
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
}

/** Conversations that are told to be quiet. */
export interface Mutes {
  /** From memory, without waiting: it stands on the way of every event. */
  readonly isMuted: (conversation: string) => boolean;
  /** False when it was muted already. Waits of the conversation are over. Rejects when the server did not keep it. */
  readonly mute: (conversation: string, by: string) => Promise<boolean>;
  /** False when it was not muted. */
  readonly unmute: (conversation: string) => Promise<boolean>;
  /** Who muted it, and when; asked of the store. */
  readonly of: (conversation: string) => Promise<Mute | undefined>;
  /** Reads what is stored; at the start, and now and then for what another instance has muted. */
  readonly load: () => Promise<void>;
  /** Forgets mutes that are older (ms since 1970). */
  readonly prune: (before: number) => Promise<void>;
}

export interface MuteParts {
  readonly store: Store;
  readonly now: () => number;
  /** The waits of a conversation are over. */
  readonly endWaits: (conversation: string) => Promise<void>;
}

const MUTES = 'mute';
/** What another instance has muted is known here after so long at the latest, ms; asked only while events come. */
export const MUTES_FRESH = 30_000;

export function createMutes({ store, now, endWaits }: MuteParts): Mutes {
  let muted = new Set<string>();
  /** Changed here while the store was being read: the reading may be older. */
  let changed = new Map<string, boolean>();
  let readAt = now();
  let reading: Promise<void> | undefined;

  const keys = (conversation: string): Keys => [`mute:${conversation}`, MUTES];

  function put(conversation: string, on: boolean): void {
    changed.set(conversation, on);
    if (on) muted.add(conversation);
    else muted.delete(conversation);
  }

  async function read(): Promise<void> {
    changed = new Map();
    const found = await store.read<Mute>([MUTES]);
    const fresh = new Set(found.map(({ conversation }) => conversation));
    for (const [conversation, on] of changed) {
      if (on) fresh.add(conversation);
      else fresh.delete(conversation);
    }
    muted = fresh;
  }

  function load(): Promise<void> {
    readAt = now();
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  }

  return {
    isMuted: (conversation) => {
      if (now() - readAt > MUTES_FRESH) void load().catch(() => undefined);
      return muted.has(conversation);
    },
    mute: async (conversation, by) => {
      const known = await store.read<Mute>(keys(conversation));
      const record: Mute = { v: 1, conversation, by, at: now() };
      if (known.length === 0) {
        await store.write(keys(conversation), record);
        // Kept in memory alone it would be over at the next reading of the store.
        await insistKept(store, keys(conversation));
      }
      put(conversation, true);
      await endWaits(conversation);
      return known.length === 0;
    },
    unmute: async (conversation) => {
      const known = await store.read<Mute>(keys(conversation));
      if (known.length > 0) await store.remove(keys(conversation));
      put(conversation, false);
      return known.length > 0;
    },
    of: async (conversation) => (await store.read<Mute>(keys(conversation)))[0],
    load,
    prune: async (before) => {
      for (const { conversation, at } of await store.read<Mute>([MUTES])) {
        if (at >= before) continue;
        put(conversation, false);
        await store.remove(keys(conversation));
      }
    },
  };
}
