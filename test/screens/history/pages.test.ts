import { historyView } from '../../../src/screens/history/view';
import type { HistoryEntry } from '../../../src/admin/rule-book/history';
import { message } from '../../../src/text/message';

test('all that the history keeps can be gone back to: twenty a page', () => {
  const entry = (n: number): HistoryEntry => ({
    v: 1,
    id: `e${n}`,
    n,
    at: 0,
    by: 'app',
    why: message('history_why_list'),
    changes: [],
    before: `${n}`,
    version: `${n + 1}`,
  });
  const entries = Array.from({ length: 45 }, (_, at) => entry(45 - at));
  const world = { language: 'en', zone: 'UTC' } as const;
  const on = (page: number): readonly string[] =>
    [
      ...JSON.stringify(historyView(entries, world, undefined, page)).matchAll(/"actionId":"((?:restore|page)[^"]*)"/g),
    ].map(([, id]) => id!);
  expect(on(0)).toContain('page.1');
  // The newest is in force.
  expect(on(0)).not.toContain('restore.45');
  expect(on(0)).toContain('restore.26');
  expect(on(1)).toContain('restore.25');
  expect(on(2)).toContain('restore.1');
});
