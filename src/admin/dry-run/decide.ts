import { next, isUnclear, view, type RuleSet } from '../../decide';
import type { Facts, SourceId, Environment } from '../../model/facts';
import type { Event } from '../../model/event';
import { isLookup, lookupIn, notAsked } from '../../model/lookup';
import { refusingChanges } from '../../ports/refusing-changes';
import type { Host } from '../../ports/host';
import { message } from '../../text/message';
import type { Replayed } from './replay';

/** The host without its changes, and without anything being written. */
export function unchanging(host: Host): Host {
  const refuse = (): Promise<never> => Promise.reject(new Error('a dry run writes nothing'));
  const store = {
    read: <T extends { readonly v: number }>(keys: readonly string[]) => host.store.read<T>(keys),
    write: refuse,
    create: refuse,
    remove: refuse,
  };
  return new Proxy(host, {
    get: (from, name) =>
      name === 'changes' ? refusingChanges : name === 'store' ? store : (Reflect.get(from, name) as unknown),
  });
}

/** With the facts that it took to tell. `unclear`: a condition was unknown. */
export interface Asked {
  readonly verdict: 'match' | 'no' | 'unclear';
  readonly facts: Facts;
}

/** Would the only rule of the set run on this event? What is missing is asked of the host. */
export async function decide(
  set: RuleSet,
  environment: Environment,
  event: Event,
  { now, known }: NonNullable<Replayed['facts']> = { now: event.at, known: {} },
  host: Host,
): Promise<Asked> {
  let facts: Facts = { event, now, environment, known: { conversation: event.conversation, ...known } };
  for (;;) {
    const current = view(set, facts);
    const step = next(set, event.on, current, 0);
    if (step.kind === 'match') return { verdict: 'match', facts };
    if (step.kind === 'end') return { verdict: isUnclear(current) ? 'unclear' : 'no', facts };
    facts = await learn(facts, step.sources, event, host);
  }
}

/** The facts with these sources. */
export async function learn(facts: Facts, sources: readonly SourceId[], event: Event, host: Host): Promise<Facts> {
  const missing = sources.filter((source) => facts.known[source] === undefined);
  const conversation = facts.known.conversation ?? event.conversation;
  const loaded = await Promise.all(
    missing.map(async (source): Promise<readonly [SourceId, unknown]> => {
      // What a conversation of yesterday says leaves the server for no dry run.
      if (isLookup(source)) return [source, notAsked(lookupIn(source), message('reason_dry_run'))];
      return [source, await host.load(source, conversation, event)];
    }),
  );
  return { ...facts, known: { ...facts.known, ...(Object.fromEntries(loaded) as Facts['known']) } };
}
