import { HOUR } from '../../model/calendar';
import { explain, view, type Explanation } from '../../decide';
import { eventsOf } from '../../catalogue/document';
import type { Event } from '../../model/event';
import { neutralise, neutraliseText } from '../../rules/template';
import { message, type Text } from '../../text/message';
import { note, type Problem } from './problem';
import type { EventTrace } from '../../engine/parts';
import type { WaitEnd } from '../../engine/later/store';

/** Looks that are gone through. */
const LOOKED_AT = 100;
const LATELY = HOUR;

/**
 * Conditions that could not be told in the last hour, by the newest events that this instance has seen.
 * @param ends those of waits that were not told when their time was over
 */
export function unknownFactProblems(
  traces: readonly EventTrace[],
  now: number,
  ends: readonly Pick<WaitEnd, 'conditions'>[] = [],
): readonly Problem[] {
  const found = new Map(ends.flatMap(({ conditions }) => (conditions ? unknowns(conditions) : [])));
  for (const { event, program, seen } of traces.slice(0, LOOKED_AT)) {
    if (now - event.at > LATELY) continue;
    // What a rule has changed is read again, and what was read before it is not in the last look.
    for (const { facts } of seen) {
      const on = view(program.set, facts);
      for (const rule of program.set.rules)
        if (eventsOf(rule.rule).includes(event.on))
          for (const [field, why] of unknowns(explain(rule, on))) if (!lacksWords(event, why)) found.set(field, why);
    }
  }
  return [...found].map(([field, why]) =>
    // A customer may have written it.
    note(`unknown ${field}`, message('health_unknown', { field, why: readOnly(why) })),
  );
}

const readOnly = (why: string | Text): string | Text =>
  typeof why === 'string' ? neutralise(why) : neutraliseText(why);

/** A photo came by itself: a lookup about its words is not asked, and nobody has to do anything about that. */
function lacksWords({ message: said }: Event, why: string | Text): boolean {
  return typeof why === 'object' && why.key === 'said_is_not_set' && said?.text.trim() === '';
}

function unknowns(explanation: Explanation): readonly (readonly [field: string, why: string | Text])[] {
  if ('always' in explanation) return [];
  if ('group' in explanation) return explanation.conditions.flatMap(unknowns);
  return explanation.verdict === 'unknown' ? [[explanation.field, explanation.why || String(explanation.seen)]] : [];
}
