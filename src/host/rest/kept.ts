import { HostError } from '../../ports/host';

/** How much longer than fresh a list is still better than none, when the server cannot be asked just now. */
const STALE = 10;

/**
 * What the server lists, for a short while: it lets an endpoint be asked ten times a minute, and a busy desk assigns
 * more often than that. Those who ask at once share one request. A failure is not remembered; while it passes, a list
 * that is a little old is given instead.
 * @param now ms since 1970
 * @param fresh ms for which a list is given without asking
 */
export function kept<T>(
  now: () => number,
  fresh: number,
  ask: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const lists = new Map<string, { readonly at: number; readonly value: T }>();
  const asking = new Map<string, Promise<T>>();

  async function askAnew(key: string): Promise<T> {
    try {
      const value = await ask(key);
      for (const [old, { at }] of lists) if (at + fresh * STALE < now()) lists.delete(old);
      lists.set(key, { at: now(), value });
      return value;
    } catch (error) {
      const old = lists.get(key);
      const passing = error instanceof HostError && error.kind === 'passing';
      if (old && passing && old.at + fresh * STALE > now()) return old.value;
      throw error;
    } finally {
      asking.delete(key);
    }
  }

  return (key) => {
    const old = lists.get(key);
    if (old && old.at + fresh > now()) return Promise.resolve(old.value);
    const running = asking.get(key) ?? askAnew(key);
    asking.set(key, running);
    return running;
  };
}
