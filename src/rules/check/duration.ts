import { parseDuration } from '../../calendar/duration';
import { show, type Report } from './findings';

/** A duration outside conditions: ISO 8601, and longer than nothing. */
export function checkDuration(value: unknown, place: string, report: Report): void {
  const ms = typeof value === 'string' ? parseDuration(value) : undefined;
  if (ms === undefined) report.error(place, 'finding_no_duration', { value: show(value) });
  else if (ms === 0) report.error(place, 'finding_no_time_at_all', { value: show(value) });
}
