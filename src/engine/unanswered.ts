import { HostError } from '../ports/host';

/** How often the store is asked the same when no answer comes in time. */
const TRIES = 3;

/** Asks once more where no answer came in time: for what may be done twice. Rejects as the last try does. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES || !(error instanceof HostError) || error.kind !== 'uncertain') throw error;
    }
}
