import { DAY } from '../model/calendar';
import { recent } from '../util/cache';
import type { Keys } from '../ports/keys';
import type { Store } from '../ports/store';
import { isUnsaved, type Draft } from './builder/draft';
import { withoutSecrets } from './masked-place';
import { usedBy, type Place } from './place';
import type { StoredRecord } from '../model/record';

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
  /** Counts the submits that have changed the view: one that was sent from an earlier view is sent twice. */
  readonly step?: number;
  /** The bar's session, when a button of a bar has opened this modal. */
  readonly over?: string;
  /** What was told with the latest change. */
  readonly told?: string;
  /** All is done, and the view is closed: a second submit has nothing to do. */
  readonly done?: boolean;
  /** Says which of two writings this is. */
  readonly stamp?: string;
}

export interface Sessions {
  /** @param over the bar's session, for a modal that a button of the bar opens */
  begin(user: string, place: Place, over?: string): Promise<Session>;
  /** Undefined: closed, too old, or somebody else's. */
  find(id: string, user: string): Promise<Session | undefined>;
  keep(session: Session, place: Place, more?: Pick<Session, 'step' | 'done' | 'told'>): Promise<Session>;
  end(id: string, user: string): Promise<void>;
  /** The latest rule that this person has begun to write and not saved. */
  unsaved(user: string): Promise<Unsaved | undefined>;
}

export interface Unsaved {
  readonly id: string;
  readonly at: number;
  readonly draft: Draft;
}

const VIEWS = 'view';
/** Views that one person may have open; the one that was not used for longest goes first. */
const OF_ONE = 5;
/** Places that are in memory as they are, secrets included. */
const IN_MEMORY = 200;

/**
 * The views that people have open. What the store keeps of a place has no secrets in it: those that were typed are in
 * memory alone. After a restart, or at another instance, the place has a mask where they stood, and saving asks for them.
 */
export function createSessions(store: Store, now: () => number, newId: () => string): Sessions {
  const keys = ({ id, user }: Pick<Session, 'id' | 'user'>): Keys => [`view:${id}`, `user:${user}`, VIEWS];
  const isFresh = ({ v, at }: Session): boolean => v === 1 && now() - at <= DAY;
  const typed = recent<{ readonly stamp: string; readonly place: Place }>(IN_MEMORY, DAY, now);

  const whole = (session: Session): Session => {
    const kept = typed.get(session.id);
    return kept && kept.stamp === session.stamp ? { ...session, place: kept.place } : session;
  };
  const stored = (session: Session): Session => {
    const stamp = newId();
    typed.set(session.id, { stamp, place: session.place });
    return { ...session, stamp, place: withoutSecrets(session.place) };
  };

  return {
    begin: async (user, place, over) => {
      const own = (await store.read<Session>([`user:${user}`, VIEWS])).sort((a, b) => b.at - a.at);
      const gone = own.filter((each, index) => !isFresh(each) || index >= OF_ONE - 1);
      await Promise.all(gone.map((each) => store.remove(keys(each))));
      const session: Session = {
        v: 1,
        id: newId(),
        user,
        at: now(),
        place,
        used: usedBy(place),
        ...(over && { over }),
      };
      await store.create(keys(session), stored(session));
      return session;
    },
    find: async (id, user) => {
      const session = (await store.read<Session>(keys({ id, user }))).find(isFresh);
      return session && whole(session);
    },
    keep: async (session, place, more) => {
      const kept = { ...session, ...more, at: now(), place, used: Math.max(session.used ?? 0, usedBy(place)) };
      await store.write<Session>(keys(session), stored(kept));
      return kept;
    },
    end: async (id, user) => {
      typed.delete(id);
      await store.remove(keys({ id, user }));
    },
    unsaved: async (user) => {
      const own = (await store.read<Session>([`user:${user}`, VIEWS])).filter(isFresh).sort((a, b) => b.at - a.at);
      for (const session of own) {
        const { id, at, place } = whole(session);
        if (place.at === 'edit' && isUnsaved(place.draft)) return { id, at, draft: place.draft };
      }
      return undefined;
    },
  };
}
