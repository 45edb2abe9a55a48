import type { EventId } from '../../model/event';
import { ruleSchema, type Wait } from '../../catalogue/document';
import { checkActions } from './actions';
import { checkCondition } from './condition';
import { keysOf } from '../../catalogue/actions/shape';
import { faultsIn } from './shape';
import { checkByHand } from './by-hand';
import { checkSchedule } from './schedule';
import { checkWait } from './wait';
import { checkGroups } from './groups';
import type { Known } from './context';
import type { ValidParts } from './valid-parts';
import type { Report } from './findings';

type Source = Readonly<Record<string, unknown>>;

/** Checks one rule by itself: its keys, limits, condition and actions. Its id has been looked at before. */
export function checkRule(source: Source, known: Known, report: Report): ValidParts {
  const faults = faultsIn(ruleSchema(), source, '');
  const tell = (of: string | undefined): boolean => {
    const own = faults.filter(({ key }) => key === of);
    for (const { place, text } of own) report.add('error', place, text);
    return own.length === 0;
  };
  tell(undefined);
  let found: ValidParts = { names: [] };
  for (const key of keysOf(ruleSchema())) {
    const isRight = key === 'id' || tell(key);
    if (key === 'on' && isRight) found = { ...found, events: [source.on].flat() as EventId[] };
    if (key === 'wait' && isRight && source.wait !== undefined) checkWait(source.wait as Wait, known, report);
    if (key === 'if' && isRight) found = { ...found, condition: checkIf(source.if, known, report) };
    if (key === 'do' && Array.isArray(source.do)) found = { ...found, names: checkActions(source.do, known, report) };
  }
  checkGroups(found, known, report);
  checkByHand(source, found, report);
  checkSchedule(source, found, known, report);
  return found;
}

function checkIf(source: unknown, known: Known, report: Report): ValidParts['condition'] {
  return source === 'always' ? source : checkCondition(source, known, report);
}
