import { message, type Text } from '../../text/message';
import { endMinute } from '../../calendar/clock-time';
import { timeEntry } from './entries';
import { opposite, type Operator } from './operator';
import type { Seen } from './seen';

function check([start, end]: readonly number[]): Text | undefined {
  if (start === 1440) return message('value_time_start');
  return start === end ? message('value_time_equal') : undefined;
}

/** Is the minute of the day in the span? Its end is exclusive, and it passes midnight when it ends before it starts. */
function inSpan([start = 0, written = 0]: readonly number[]): (seen: Seen) => boolean {
  const end = endMinute(written);
  if (start < end) return (seen) => start <= (seen as number) && (seen as number) < end;
  return (seen) => start <= (seen as number) || (seen as number) < end;
}

const common = { kinds: ['time'], takes: 'bounds', entry: timeEntry, check, cost: 1 } as const;

/** How times of day compare. */
export const timeOperators: readonly Operator<number>[] = [
  { ...common, id: 'between', positive: true, compile: inSpan },
  {
    ...common,
    id: 'not_between',
    positive: false,
    compile: opposite(inSpan),
  },
];
