import type { EventId } from '../model/event';
import type { Fact } from '../model/value';
import { FIELDS } from './fields';

/** What follows from an event, by field: the only facts that are possible right then. */
export function impliedBy(on: EventId): ReadonlyMap<string, readonly Fact[]> {
  return new Map(FIELDS.flatMap(({ id, implied }) => (implied?.[on] ? [[id, implied[on]] as const] : [])));
}
