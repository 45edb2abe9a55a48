import { recent } from '../util/cache';

/**
 * Which messages are the app's own: they raise no events. One sent as the app's user is known by its sender; one sent
 * in an agent's name looks like the agent's, so it is remembered by its id, and, because the host tells of it before
 * it gives the id, by room, text and sender while it is on its way.
 */
export interface OwnMessages {
  /** Call before sending, with the sender's id. */
  sending(roomId: string, text: string, senderId: string): Sending;
  /** Is this message, as the host tells of it, one of ours? */
  isOwn(message: MessageSigns): boolean;
  /** The id of the app's own user, once it is known: it stays the same for as long as the app is installed. */
  knowAppUser(id: string): void;
  appUser(): string | undefined;
}

export interface Sending {
  /** It has been sent and has this id. */
  sent(id: string): void;
  /** It was refused, or nobody knows: the host may still tell of it. */
  failed(): void;
}

export interface MessageSigns {
  readonly id: string;
  readonly roomId: string;
  readonly text: string;
  readonly senderId: string;
}

/** Ids that are remembered; at 24 bytes each this is nothing, and the host tells of a message within seconds. */
const MOST_IDS = 2000;
/** How long a message that failed may still turn up, ms. */
const LINGER = 60_000;

/** @param now ms since 1970 */
export function ownMessages(now: () => number): OwnMessages {
  let appUser: string | undefined;
  const ids = recent<true>(MOST_IDS);
  /** By room, text and sender: when each of those on their way stops to count (Infinity: as long as it takes). */
  const onTheirWay = new Map<string, number[]>();

  function drop(sign: string, until: number): void {
    const left = (onTheirWay.get(sign) ?? []).filter((each) => each > now());
    const index = left.indexOf(until);
    if (index >= 0) left.splice(index, 1);
    if (left.length > 0) onTheirWay.set(sign, left);
    else onTheirWay.delete(sign);
  }

  function forgetOld(): void {
    for (const sign of onTheirWay.keys()) drop(sign, Number.NaN);
  }

  return {
    sending(roomId, text, senderId) {
      const sign = signOf(roomId, text, senderId);
      onTheirWay.set(sign, [...(onTheirWay.get(sign) ?? []), Infinity]);
      return {
        sent(id) {
          ids.set(id, true);
          drop(sign, Infinity);
          forgetOld();
        },
        failed() {
          drop(sign, Infinity);
          onTheirWay.set(sign, [...(onTheirWay.get(sign) ?? []), now() + LINGER]);
          forgetOld();
        },
      };
    },
    isOwn({ id, roomId, text, senderId }) {
      if (senderId === appUser || ids.has(id)) return true;
      return (onTheirWay.get(signOf(roomId, text, senderId)) ?? []).some((until) => until > now());
    },
    knowAppUser(id) {
      appUser = id;
    },
    appUser: () => appUser,
  };
}

function signOf(roomId: string, text: string, senderId: string): string {
  return JSON.stringify([roomId, senderId, text.trim()]);
}
