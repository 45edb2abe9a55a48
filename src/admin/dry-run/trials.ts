import { MINUTE } from '../../model/calendar';
import type { Rule } from '../../catalogue/document';
import { recent } from '../../util/cache';
import type { DryRun } from '.';

/** A dry run that is going on, or is over. */
export interface Trial {
  /** Conversations that are through, and all of them. */
  readonly read: number;
  readonly of: number;
  /** What came of it. */
  readonly run?: DryRun;
}

export interface TrialParts {
  /** Ids of so many conversations, the newest of those that the app knows and of those that the connection lists. */
  readonly conversations: (most: number) => Promise<readonly string[]>;
  /** @param onRead is told of each conversation that is through */
  readonly run: (rule: Rule, conversations: readonly string[], onRead: () => void) => Promise<DryRun>;
  /** What rules go by: while it is the same object, so is what comes of a trial. */
  readonly state: () => unknown;
  readonly now: () => number;
}

/** So many conversations may be asked for: more would take longer than anybody waits, and the server's patience. */
export const MOST_TRIED = 500;
/** Trials that are remembered, and for how long after they began. */
const KEPT = 20;
const KEPT_FOR = 10 * MINUTE;

/** Dry runs go on while nobody looks: who asks again for the same sees how far it is, and then what came of it. */
export interface Trials {
  /**
   * Begins, or looks at what was begun. Resolves when it is over, and with how far it is when it takes longer.
   * @param patience ms
   * @param here conversations that are tried first
   */
  ask(rule: Rule, most: number, patience: number, here?: readonly string[]): Promise<Trial>;
}

export function createTrials({ conversations, run, state, now }: TrialParts): Trials {
  const running = recent<Going>(KEPT, KEPT_FOR, now);

  interface Going {
    readonly state: unknown;
    trial: Trial;
    over: boolean;
    readonly waiting: Set<() => void>;
    failed?: Error;
  }

  async function begin(going: Going, rule: Rule, most: number, here: readonly string[]): Promise<void> {
    const ids = [...new Set([...here, ...(await conversations(most))])].slice(0, most);
    going.trial = { read: 0, of: ids.length };
    const tell = (): void => going.waiting.forEach((each) => each());
    const done = await run(rule, ids, () => {
      going.trial = { ...going.trial, read: going.trial.read + 1 };
      tell();
    });
    going.trial = { ...going.trial, run: done };
  }

  return {
    ask: async (rule, most, patience, here = []) => {
      const key = JSON.stringify([rule, most, here]);
      let going = running.get(key);
      if (!going || going.state !== state()) {
        const mine: Going = { state: state(), trial: { read: 0, of: 0 }, over: false, waiting: new Set() };
        going = mine;
        running.set(key, mine);
        void begin(mine, rule, most, here)
          .catch((error: unknown) => (mine.failed = error instanceof Error ? error : new Error(String(error))))
          .finally(() => {
            mine.over = true;
            mine.waiting.forEach((each) => each());
          });
      }
      const until = now() + patience;
      const { waiting } = going;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (!going.over && now() < until) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      // What is over is told once: who asks again tries again.
      if (going.over && running.get(key) === going) running.delete(key);
      if (going.failed !== undefined) throw going.failed;
      return going.trial;
    },
  };
}
