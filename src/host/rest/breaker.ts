import { message } from '../../text/message';
import { HostError } from '../../ports/host';

/**
 * Keeps a server that does not answer from being asked again and again: a dead server costs one time-out, not one for
 * each event. Of one connection: another address or token begins anew.
 */
export interface Breaker {
  /**
   * Makes the call, or refuses it with a passing HostError while the circuit is open.
   * @param endpoint its pattern: the server counts calls by that
   */
  guard<T>(endpoint: string, call: () => Promise<T>): Promise<T>;
}

/** So many failures in a row open the circuit; no answer in time counts for all of them. */
const MOST_FAILURES = 3;
/** ms until one call is let through to see whether the server is back. */
const PAUSE = 30_000;

/** @param now ms since 1970 */
export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let openUntil = 0;
  let trying = false;
  /** Endpoints whose rate limit is used up, with the moment from which they may be asked again. */
  const limited = new Map<string, number>();

  function count(error: unknown, endpoint: string): void {
    if (!(error instanceof HostError) || error.kind !== 'passing') {
      // The server has answered, whatever it said.
      failures = 0;
      return;
    }
    if (error.text.key === 'reason_rest_rate_limit') {
      limited.set(endpoint, error.notBefore ?? now() + PAUSE);
      return;
    }
    failures += error.text.key === 'reason_rest_timeout' ? MOST_FAILURES : 1;
    if (failures >= MOST_FAILURES) openUntil = now() + PAUSE;
  }

  return {
    async guard(endpoint, call) {
      const limit = limited.get(endpoint) ?? 0;
      if (limit > now()) throw new HostError(message('reason_rest_rate_limit', { endpoint }), 'passing', limit);
      limited.delete(endpoint);
      const open = failures >= MOST_FAILURES;
      if (open && (trying || openUntil > now())) {
        throw new HostError(message('reason_rest_circuit_open'), 'passing', Math.max(openUntil, now() + 1000));
      }
      trying = open;
      try {
        const answer = await call();
        failures = 0;
        return answer;
      } catch (error) {
        count(error, endpoint);
        throw error;
      } finally {
        if (open) trying = false;
      }
    },
  };
}
