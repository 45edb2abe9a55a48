import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import { named } from './compare';
import type { WebRequest, WebResponse } from '../sandbox';

/** What the app heard of one touch: which handler, and what it was given. */
export interface Heard {
  readonly method: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Tells the app of the cases what to do, each time that it asks. */
export interface Script {
  site(request: WebRequest): Promise<WebResponse>;
  /** What the app does when it is called next; after the last plan it answers success. */
  plan(...steps: Step[]): void;
  /** Everything that it heard, commands aside. */
  heard(): readonly Heard[];
  commands(): readonly Heard[];
  /** What the engine had for a handler that the app does not have. */
  adds(handler: string, data: object): void;
  /** Resolves when the app stands at so many waits. */
  waiting(count?: number): Promise<void>;
  /** Lets the app go on from the wait of that number, or from all. */
  goesOn(number?: number): void;
  /** Resolves when what comes after so many answers has been done. */
  done(count?: number): Promise<void>;
  forget(): void;
}

const OK: WebResponse = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

export function createScript(): Script {
  let plans: Step[][] = [];
  let heard: Heard[] = [];
  let held: { number: number; release: () => void }[] = [];
  let reached = 0;
  let finished = 0;
  let watchers: (() => void)[] = [];

  const moved = (): void => {
    for (const look of watchers) look();
  };
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        watchers = watchers.filter((each) => each !== look);
        resolve();
      };
      watchers.push(look);
      look();
    });

  return {
    async site({ url, body }) {
      const told = JSON.parse(body) as Record<string, unknown>;
      if (url.pathname === '/heard') {
        heard.push(told as unknown as Heard);
        const steps = plans.shift() ?? [{ answer: 'success' }];
        return { ...OK, body: JSON.stringify({ steps }) };
      }
      if (url.pathname === '/waits') {
        const going = new Promise<void>((release) => held.push({ number: Number(told.waits), release }));
        reached += 1;
        moved();
        await going;
      } else {
        finished += 1;
        moved();
      }
      return OK;
    },
    plan: (...steps) => void plans.push(steps),
    heard: () => heard.filter(({ method }) => method !== 'command'),
    commands: () => heard.filter(({ method }) => method === 'command'),
    adds(handler, data) {
      heard.push({ method: named(handler), data: JSON.parse(JSON.stringify(data)) as Heard['data'] });
    },
    waiting: (count = 1) => until(() => reached >= count),
    goesOn(number) {
      const going = held.filter((each) => number === undefined || each.number === number);
      held = held.filter((each) => !going.includes(each));
      for (const { release } of going) release();
    },
    done: (count = 1) => until(() => finished >= count),
    forget() {
      for (const { release } of held) release();
      plans = [];
      heard = [];
      held = [];
      reached = 0;
      finished = 0;
    },
  };
}
