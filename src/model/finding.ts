import type { Text } from '../text/message';

/** One thing the check found (DESIGN.md 3, Checked when saved). */
export interface Finding {
  /** An error sets its rule aside (or refuses the document, when it has no rule and stands at the top). */
  readonly level: 'error' | 'warning';
  /** The rule's id; null for the document, a calendar, or an entry without a usable id. */
  readonly rule: string | null;
  /** Where: `if.all[1].operator`, `do[0].text`, `rules[3]`, `calendars.night-team.hours`; '' for the whole. */
  readonly place: string;
  /** What is wrong and what would be right. */
  readonly text: Text;
}
