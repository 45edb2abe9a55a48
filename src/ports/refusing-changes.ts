import { message } from '../text/message';
import { HostError, type Changes } from './host';

const refuse = (): Promise<never> => Promise.reject(new HostError(message('reason_watching')));

/**
 * For dry runs, which only decide and say what they would do: every change rejects, so that one that slips through is
 * seen instead of done.
 */
export const refusingChanges = new Proxy({} as Changes, { get: () => refuse });
