/** The middle one of several figures; NaN of none. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export interface Contender {
  /** Does the thing once and resolves when it is over. */
  readonly once: () => Promise<unknown>;
  /** What is waited for before the next one, and is no part of its time. */
  readonly after?: () => Promise<unknown>;
}

/**
 * ms that each contender takes for the thing, once: the median of its rounds' medians. They take turns, in short
 * batches and beginning with another one each round, so that what else happens on the machine hits all alike.
 */
export async function takingTurns<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, batch, warmUp }: { readonly rounds: number; readonly batch: number; readonly warmUp: number },
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  for (const name of names) await times(contenders[name], warmUp);
  const medians = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const order = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    for (const name of order) {
      // The first one finds caches that others have filled.
      await times(contenders[name], 1);
      medians[name].push(median(await times(contenders[name], batch)));
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(medians[name])])) as Record<Name, number>;
}

async function times({ once, after }: Contender, count: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let each = 0; each < count; each++) {
    const began = performance.now();
    await once();
    taken.push(performance.now() - began);
    await after?.();
  }
  return taken;
}
