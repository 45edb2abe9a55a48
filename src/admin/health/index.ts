import type { CalendarSettings } from '../../calendar';
import type { Store } from '../../ports/store';
import { message, type Text } from '../../text/message';
import type { SettingValues } from '../../../settings/definitions';
import type { Switched } from '../runs/auto-watch';
import type { RunRecords } from '../runs/run-records';
import type { RuleBook } from '../rule-book/rule-book';
import { bad, note, type Problem } from './problem';
import { createAlerts } from './alerts';
import { unknownFactProblems } from './unknown-facts';
import { leavingNotes } from './leaves';
import { ruleProblems, switchedProblems } from './rule-problems';
import { serverAilments } from './server';
import { settingProblems } from './settings';
import { unknownEnds } from '../../engine/later/store';
import type { EventTrace } from '../../engine/parts';
import type { Inspection } from '../../ports/inspection';

export type { Problem } from './problem';
export { settingProblems } from './settings';

/** Is everything as it should be? (DESIGN.md 4, `/workflow status`) */
export interface Health {
  /** Looks now; asks the server. */
  readonly look: () => Promise<{ readonly bad: readonly Problem[]; readonly notes: readonly Problem[] }>;
  /** Looks, and tells the alert room what has turned bad or good since the last time; now and then, by one instance. */
  readonly watch: () => Promise<void>;
}

export interface HealthParts {
  readonly book: RuleBook;
  readonly records: RunRecords;
  readonly inspection: Inspection;
  readonly store: Store;
  readonly instance: string;
  readonly settings: () => SettingValues;
  /** Zone, hours and holidays as they are in force. */
  readonly openingHours: () => CalendarSettings;
  /** What this instance has looked at lately, newest first. */
  readonly traces: () => readonly EventTrace[];
  /** Since this instance started. */
  readonly lost: () => { readonly dropped: number; readonly held: number; readonly broken: number };
  /** Permissions that actions have run into. */
  readonly lacking: () => readonly string[];
  /** Rules that were switched to watch because they are broken. */
  readonly switched: () => Promise<readonly Switched[]>;
  readonly now: () => number;
  /** Tells the alert room; false when there is none. Rejects when it cannot be told. */
  readonly tell: (sentences: readonly Text[]) => Promise<boolean>;
  /** The alert room could not be told the last time. */
  readonly untold: () => readonly Problem[];
}

export function createHealth(parts: HealthParts): Health {
  const alerts = createAlerts(parts);

  async function problems(): Promise<readonly Problem[]> {
    const { book, settings, now } = parts;
    const current = book.read();
    const [stats, switched, server, ends] = await Promise.all([
      parts.records.stats(),
      parts.switched(),
      serverAilments(parts.inspection, settings(), current),
      unknownEnds(parts.store, now()),
    ]);
    const { dropped, held, broken } = parts.lost();
    const seenLacking = parts.lacking().map((permission) => ({
      ...bad(`permission ${permission}`, message('health_permission', { permission })),
      instance: true as const,
    }));
    const all = [
      ...settingProblems(settings(), parts.openingHours()),
      ...switchedProblems(switched),
      ...ruleProblems(current, stats, now()),
      ...leavingNotes(current, settings()),
      ...server,
      ...parts.untold(),
      ...seenLacking,
      ...(dropped > 0
        ? [{ ...bad('dropped', message('health_dropped', { count: dropped })), instance: true as const }]
        : []),
      ...(broken > 0
        ? [{ ...bad('broken', message('health_broken', { count: broken })), instance: true as const }]
        : []),
      ...(held > 0 ? [{ ...note('held', message('health_held', { count: held })), instance: true as const }] : []),
      ...unknownFactProblems(parts.traces(), now(), ends),
    ];
    return all.filter(({ key }, index) => all.findIndex((each) => each.key === key) === index);
  }

  return {
    look: async () => {
      const all = await problems();
      return { bad: all.filter(({ level }) => level === 'bad'), notes: all.filter(({ level }) => level === 'note') };
    },
    watch: async () => alerts.compare((await problems()).filter(({ level }) => level === 'bad')),
  };
}
