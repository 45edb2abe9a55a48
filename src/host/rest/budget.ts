import type { IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { headerOf, waitOf } from './answer';

/**
 * What the server still lets through. It counts the calls of each endpoint by the minute, and says with each answer how
 * many are left. Work that is in no hurry waits while only a few are, so that what happens meanwhile has them.
 */
export interface Budget {
  /** @param endpoint its pattern: the server counts by that */
  heard(endpoint: string, answer: Pick<IHttpResponse, 'headers' | 'statusCode'>): void;
  /** ms since 1970; 0: nothing is short. */
  until(): number;
}

/** Calls of an endpoint that are left to what cannot wait. */
const SPARED = 3;

/** @param now ms since 1970 */
export function createBudget(now: () => number): Budget {
  const short = new Map<string, number>();
  return {
    heard: (endpoint, answer) => {
      const left = headerOf(answer, 'x-ratelimit-remaining');
      const isShort = answer.statusCode === 429 || (/^\d+$/.test(left) && Number(left) <= SPARED);
      if (isShort) short.set(endpoint, waitOf(answer, now()));
      else short.delete(endpoint);
    },
    until: () => {
      for (const [endpoint, until] of short) if (until <= now()) short.delete(endpoint);
      return Math.max(0, ...short.values());
    },
  };
}
