import type { Store } from '../ports/store';
import type { ConversationTab } from '../admin/screens';
import type { Draft } from './builder/draft';
import type { StoredRecord } from '../model/record';

/** Where somebody is. Kept in the store: the next button may be pressed at another instance, or after a restart. */
export type Place =
  | { readonly at: 'rules'; readonly page: number; readonly version: string }
  | { readonly at: 'new'; readonly page: number }
  | { readonly at: 'remove'; readonly index: number; readonly version: string }
  | { readonly at: 'edit'; readonly draft: Draft }
  | { readonly at: 'history' }
  | {
      readonly at: 'proposal';
      readonly what: 'import' | 'restore';
      /** Counts attempts, so that a field is a new one each time. */
      readonly count: number;
      /** The document, or the number in the history, that is to take the place of the rules. */
      readonly source?: string;
      readonly n?: number;
      readonly basedOn?: string;
    }
  | {
      readonly at: 'conversation';
      readonly conversation: string;
      readonly tab: ConversationTab;
      readonly count: number;
    };

/** One open view of one person. */
export interface Session extends StoredRecord {
  readonly v: 1;
  readonly id: string;
  readonly user: string;
  /** Last used, ms since 1970. */
  readonly at: number;
  readonly place: Place;
  /** The highest number in the names of fields that this view has shown. */
  readonly used?: number;
}

/** The highest number that names a field of a place. */
function usedBy(place: Place): number {
  if (place.at === 'proposal') return place.count;
  return place.at === 'edit' ? Math.max(place.draft.next, place.draft.epoch, place.draft.count) : 0;
}

export interface Sessions {
  begin(user: string, place: Place): Promise<Session>;
  /** Undefined: closed, too old, or somebody else's. */
  find(id: string, user: string): Promise<Session | undefined>;
  keep(session: Session, place: Place): Promise<void>;
  end(id: string, user: string): Promise<void>;
}

const VIEWS = 'view';
const DAY = 86_400_000;
/** Views that one person may have open; the one that was not used for longest goes first. */
const OF_ONE = 5;

export function createSessions(store: Store, now: () => number, newId: () => string): Sessions {
  const keys = ({ id, user }: Pick<Session, 'id' | 'user'>): readonly string[] => [VIEWS, `user:${user}`, `view:${id}`];
  const isFresh = ({ at }: Session): boolean => now() - at <= DAY;
  return {
    begin: async (user, place) => {
      const all = (await store.read<Session>([VIEWS])).sort((a, b) => b.at - a.at);
      const own = all.filter((each) => each.user === user);
      const over = all.filter((each) => !isFresh(each) || own.indexOf(each) >= OF_ONE - 1);
      await Promise.all(over.map((each) => store.remove(keys(each))));
      const session: Session = { v: 1, id: newId(), user, at: now(), place, used: usedBy(place) };
      await store.create(keys(session), session);
      return session;
    },
    find: async (id, user) =>
      (await store.read<Session>(keys({ id, user }))).find((each) => each.v === 1 && isFresh(each)),
    keep: ({ id, user, used = 0 }, place) =>
      store.write<Session>(keys({ id, user }), {
        v: 1,
        id,
        user,
        at: now(),
        place,
        used: Math.max(used, usedBy(place)),
      }),
    end: (id, user) => store.remove(keys({ id, user })),
  };
}
