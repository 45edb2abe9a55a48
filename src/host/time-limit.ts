import { type Host, HostError } from '../ports/host';
import { message } from '../text/message';

/** How long a call to the server may take before the lane goes on without it, ms. */
export const CALL_LIMIT = 20_000;

/**
 * The same host, whose every call ends: a change that is not answered in time is rejected as uncertain, because it may
 * still happen; a question as passing. The app's calls have no limit of their own (HOST.md A.2).
 * @param after calls back in so many ms, and gives a function that calls it off
 */
export function bounded(host: Host, after: (ms: number, call: () => void) => () => void, limit = CALL_LIMIT): Host {
  const wrap = <T extends object>(target: T, late: HostError['kind']): T =>
    new Proxy(target, {
      get: (from, name) => {
        const value: unknown = Reflect.get(from, name);
        if (name === 'changes' || name === 'store') return wrap(value as object, 'uncertain');
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => inTime((value as (...args: unknown[]) => unknown).apply(from, args), late);
      },
    });

  function inTime(result: unknown, late: HostError['kind']): unknown {
    if (!(result instanceof Promise)) return result;
    return new Promise((resolve, reject) => {
      const callOff = after(limit, () =>
        reject(new HostError(message('reason_no_answer', { seconds: limit / 1000 }), late)),
      );
      result.then(resolve, reject).finally(callOff);
    });
  }

  return wrap(host, 'passing');
}
