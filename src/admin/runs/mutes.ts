import { insistKept } from '../../ports/insist-kept';
import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { StoredRecord } from '../../model/record';

/** A conversation in which no rule acts. */
export interface Mute extends StoredRecord {
  readonly v: 1;
  /** Its id. */
  readonly conversation: string;
  /** Username of who muted it. */
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
}

/** Conversations that are told to be quiet. */
export interface Mutes {
  /** From memory, without waiting, unless that is old: it stands on the way of every event. */
  readonly isMuted: (conversation: string) => boolean | Promise<boolean>;
  /** False when it was muted already. Waits of the conversation are over. Rejects when the server did not keep it. */
  readonly mute: (conversation: string, by: string) => Promise<boolean>;
  /** False when it was not muted. */
  readonly unmute: (conversation: string) => Promise<boolean>;
  /** Who muted it, and when; asked of the store. */
  readonly of: (conversation: string) => Promise<Mute | undefined>;
  /** Reads what is stored; at the start, and now and then for what another instance has muted. */
  readonly load: () => Promise<void>;
  /** Forgets mutes that are older, ms since 1970. */
  readonly prune: (before: number) => Promise<void>;
}

export interface MuteParts {
  readonly store: Store;
  readonly now: () => number;
  /** The waits of a conversation are over. */
  readonly endWaits: (conversation: string) => Promise<void>;
  /** What else other instances have told; heard at the same time. */
  readonly hearMore: () => Promise<void>;
}

const MUTES = 'mute';
/** What is in memory is old after so long, ms: another instance may have muted something since. */
export const MUTES_FRESH = 30_000;

export function createMutes({ store, now, endWaits, hearMore }: MuteParts): Mutes {
  let muted = new Set<string>();
  /** Changed here while the store was being read: the reading may be older. */
  let changed = new Map<string, boolean>();
  /** When the store was asked last. */
  let askedAt = now();
  let isRead = false;
  let reading: Promise<void> | undefined;

  const keys = (conversation: string): Keys => [`mute:${conversation}`, MUTES];

  function put(conversation: string, on: boolean): void {
    changed.set(conversation, on);
    if (on) muted.add(conversation);
    else muted.delete(conversation);
  }

  async function read(): Promise<void> {
    changed = new Map();
    const [found] = await Promise.all([store.read<Mute>([MUTES]), hearMore()]);
    const fresh = new Set(found.filter((mute) => !isMark(mute)).map(({ conversation }) => conversation));
    for (const [conversation, on] of changed) {
      if (on) fresh.add(conversation);
      else fresh.delete(conversation);
    }
    muted = fresh;
    isRead = true;
  }

  function load(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
      // Without a first answer nothing is known: whoever comes next asks again.
      askedAt = isRead ? now() : -Infinity;
    });
    return reading;
  }

  return {
    isMuted: (conversation) => {
      const isMuted = (): boolean => muted.has(conversation);
      // What cannot be read is as it was.
      return now() - askedAt > MUTES_FRESH ? load().then(isMuted, isMuted) : isMuted();
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
      for (const mute of await store.read<Mute>([MUTES])) {
        const { conversation, at } = mute;
        if (at >= before) continue;
        // The conversation that a mark names may be muted since.
        if (!isMark(mute)) put(conversation, false);
        await store.remove(isMark(mute) ? [`forgotten:${conversation}`, MUTES] : keys(conversation));
      }
    },
  };
}

/** That something was forgotten stood among the mutes before it had a family of its own (`forgotten.ts`). */
function isMark(mute: Mute): boolean {
  return 'forgotten' in mute;
}
