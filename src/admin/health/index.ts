import type { Store } from '../../ports/store';
import { text, type Text } from '../../text/message';
import type { SettingValues } from '../../../settings/definitions';
import type { RunRecords } from '../runs/run-records';
import type { RuleBook } from '../rule-book/rule-book';
import { bad, note, type Ailment } from './problem';
import { createAlerts } from './alerts';
import { unknownAilments } from './unknown-facts';
import { ruleAilments } from './rules';
import { serverAilments } from './server';
import { settingAilments } from './settings';
import type { Look } from '../../engine/parts';
import type { Inspection } from '../../ports/inspection';

export type { Ailment } from './problem';
export { settingTexts } from './settings';

/** Is everything as it should be? (DESIGN.md 4, `/workflow status`) */
export interface Health {
  /** Looks now; asks the server. */
  readonly look: () => Promise<{ readonly bad: readonly Ailment[]; readonly notes: readonly Ailment[] }>;
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
  /** What this instance has looked at lately, newest first. */
  readonly looks: () => readonly Look[];
  /** Since this instance started. */
  readonly lost: () => { readonly dropped: number; readonly held: number; readonly broken: number };
  /** Permissions that actions have run into. */
  readonly lacking: () => readonly string[];
  readonly now: () => number;
  /** Tells the alert room; false when there is none. Rejects when it cannot be told. */
  readonly tell: (sentences: readonly Text[]) => Promise<boolean>;
}

export function createHealth(parts: HealthParts): Health {
  const alerts = createAlerts(parts);

  async function ailments(): Promise<readonly Ailment[]> {
    const { book, settings, now } = parts;
    const current = book.read();
    const [stats, server] = await Promise.all([
      parts.records.stats(),
      serverAilments(parts.inspection, settings(), current),
    ]);
    const { dropped, held, broken } = parts.lost();
    const seenLacking = parts.lacking().map((permission) => ({
      ...bad(`permission ${permission}`, text('health_permission', { permission })),
      instance: true as const,
    }));
    const all = [
      ...settingAilments(settings()),
      ...ruleAilments(current, stats, now()),
      ...server,
      ...seenLacking,
      ...(dropped > 0
        ? [{ ...bad('dropped', text('health_dropped', { count: dropped })), instance: true as const }]
        : []),
      ...(broken > 0 ? [{ ...bad('broken', text('health_broken', { count: broken })), instance: true as const }] : []),
      ...(held > 0 ? [{ ...note('held', text('health_held', { count: held })), instance: true as const }] : []),
      ...unknownAilments(parts.looks(), now()),
    ];
    return all.filter(({ key }, index) => all.findIndex((each) => each.key === key) === index);
  }

  return {
    look: async () => {
      const all = await ailments();
      return { bad: all.filter(({ level }) => level === 'bad'), notes: all.filter(({ level }) => level === 'note') };
    },
    watch: async () => alerts.compare((await ailments()).filter(({ level }) => level === 'bad')),
  };
}
