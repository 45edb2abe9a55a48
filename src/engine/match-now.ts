import { view } from '../decide';
import type { SourceId } from '../model/facts';
import { createFactsLoader } from './facts-loader';
import type { EngineParts } from './parts';
import type { Match } from './run';

/**
 * A rule over what is known now of an event that somebody comes back to, or has made up: a wait that is due, a retry, the
 * recovery, a pass, a run by hand.
 * @param fresh the event shows the conversation as it is now
 * @param sources what is asked for first
 * @param waited true for a rule that waited
 */
export async function matchNow(
  parts: EngineParts,
  about: Pick<Match, 'rule' | 'program' | 'event' | 'link'>,
  fresh: boolean,
  sources: readonly SourceId[] = about.rule.sources,
  waited = false,
): Promise<Match> {
  const { set, environment } = about.program;
  const factsLoader = createFactsLoader(about.event, parts.now(), environment, parts.host, fresh, parts.now, waited);
  await factsLoader.load(sources);
  return { ...about, factsLoader, view: view(set, factsLoader.facts()) };
}
