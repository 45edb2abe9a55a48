import { pause, type Time } from '../../ports/clock';

/** The passes that this process has in hand: which of them are at work, and which wait for the server. */
export interface Hands {
  /** Does it, unless this process has it in hand already. */
  take(pass: string, work: () => Promise<void>): Promise<void> | undefined;
  /** So long, ms, or until somebody looks again. */
  rest(pass: string, ms: number): Promise<void>;
  /** Whoever rests looks whether there is still something to wait for. */
  rouse(): void;
  /** Nobody is at work any more. */
  calm(): Promise<void>;
}

export function createHands(time: Time): Hands {
  const inHand = new Set<string>();
  const atWork = new Set<string>();
  let resting: (() => void)[] = [];
  let waiting: (() => void)[] = [];

  function rests(pass: string): void {
    atWork.delete(pass);
    if (atWork.size > 0) return;
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  }

  return {
    take: (pass, work) => {
      if (inHand.has(pass)) return undefined;
      inHand.add(pass);
      atWork.add(pass);
      return work().finally(() => {
        inHand.delete(pass);
        rests(pass);
      });
    },
    rest: async (pass, ms) => {
      rests(pass);
      await Promise.race([pause(time, ms), new Promise<void>((go) => resting.push(go))]);
      atWork.add(pass);
    },
    rouse: () => {
      const all = resting;
      resting = [];
      for (const go of all) go();
    },
    calm: () => (atWork.size === 0 ? Promise.resolve() : new Promise((go) => waiting.push(go))),
  };
}
