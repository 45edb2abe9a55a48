import { shownActions, type RunRecord } from '../../src/model/run';
import type { Explanation } from '../../src/decide';
import { RUNS } from '../../src/engine/journal';
import { translate } from '../../src/text/message';
import { sandbox, type Sandbox } from '../sandbox';

/** Plays in a shop of its own, with one agent, where conversations wait to be taken. */
export async function withSandbox(rules: readonly object[], play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules } },
  });
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

/** The records of all runs, oldest first, as the app has stored them. */
export function runRecords(shop: Sandbox): readonly RunRecord[] {
  return shop.db.records
    .filter(({ associations }) => associations.some(({ id }) => id === RUNS))
    .map(({ data }) => data as unknown as RunRecord)
    .sort((a, b) => a.at - b.at);
}

/** What each run did, in one line: rule, event, actions with their outcomes and reasons; without so many first ones. */
export function runLines(shop: Sandbox, after = 0): readonly string[] {
  return runRecords(shop)
    .slice(after)
    .map((run) => {
      const actions = shownActions(run).map(({ action, outcome, reason }) =>
        reason ? `${action} ${outcome} (${translate('en', reason)})` : `${action} ${outcome}`,
      );
      return `${run.rule} on ${run.event.on}: ${actions.join(', ')}`;
    });
}

/** Why a run matched: each condition with the value it saw. */
export function reasonLines(run: RunRecord): readonly string[] {
  return run.conditions ? explained(run.conditions, '') : [];
}

function explained(explanation: Explanation, indent: string): readonly string[] {
  if ('always' in explanation) return [`${indent}always`];
  if ('group' in explanation)
    return [
      `${indent}${explanation.group}: ${String(explanation.verdict)}`,
      ...explanation.conditions.flatMap((each) => explained(each, `${indent}  `)),
    ];
  const { field, operator, value, verdict, seen } = explanation;
  const asked = [field, operator, value === undefined ? '' : JSON.stringify(value)].filter((part) => part !== '');
  return [`${indent}${asked.join(' ')}: ${String(verdict)}, it was ${JSON.stringify(seen)}`];
}
