import type { InteractionAnswer, InteractionRequest, InteractionRoute } from './route';

/** What becomes of the next requests of clients instead of an answer. */
export type LineFault = 'dead' | 'limited';

/** The way from clients to the server's route. */
export interface Line {
  /** Gives what the server answers; rejects when nobody does. */
  send(request: Omit<InteractionRequest, 'text'> & { body: object }): Promise<InteractionAnswer>;
  breaks(fault: LineFault, times?: number): void;
}

/** The parsed answer; throws when it is a refusal or no JSON, as the clients' own fetchers do. */
export function parsed({ statusCode, text }: InteractionAnswer): Record<string, unknown> {
  if (statusCode !== 200) throw new Error(`The server answers ${statusCode}.`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** `track`: is told of requests until they stand with the app, so that nobody takes the sandbox for quiet meanwhile. */
export function createLine(route: InteractionRoute, track: (work: Promise<void>) => Promise<void>): Line {
  const faults: LineFault[] = [];
  return {
    breaks: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    async send({ appId, headers, body }) {
      const fault = faults.shift();
      if (fault === 'dead') throw new TypeError('Failed to fetch');
      if (fault === 'limited') return { statusCode: 429, text: 'Too many requests, please try again later.' };
      let handed = (): void => undefined;
      void track(new Promise((resolve) => (handed = resolve)));
      try {
        return await route({ appId, headers, text: JSON.stringify(body) }, handed);
      } finally {
        handed();
      }
    },
  };
}
