import { DAY } from '../../model/calendar';
import { message } from '../../text/message';
import type { Switched } from '../runs/auto-watch';
import type { RuleStats } from '../runs/run-counts';
import type { Book } from '../rule-book/rule-book';
import { bad, note, type Problem } from './problem';

const THIRTY_DAYS = 30 * DAY;
const NOT_LISTED = ['finding_agent_not_listed', 'finding_department_not_listed'];

/** What is wrong with the rules: set aside, naming what is not there any more, idle for a month. */
export function ruleProblems(book: Book, stats: ReadonlyMap<string, RuleStats>, now: number): readonly Problem[] {
  const setAside = book.rules.filter(({ state }) => state === 'set_aside');
  return [
    ...(book.refused ? [bad('document', message('health_document_refused'))] : []),
    ...setAside.map(({ id, name, index, findings }) => {
      const first = findings.find(({ level }) => level === 'error');
      const rule = name || id || `#${index + 1}`;
      return bad(`set aside ${id ?? index}`, message('health_set_aside', { rule, problem: first?.text ?? '-' }));
    }),
    ...book.findings
      .filter(({ level, place }) => level === 'error' && /^(calendars|lookups)/.test(place))
      .map(({ place, text: problem }) => bad(place, message('health_place', { place, problem }))),
    ...book.rules.flatMap(({ id, name, findings, mode }) =>
      findings
        .filter((finding) => mode !== 'off' && NOT_LISTED.includes(finding.text.key))
        .map((finding) =>
          bad(
            `listed ${id} ${finding.place}`,
            message('health_not_listed', { rule: name || (id ?? '?'), place: finding.place, problem: finding.text }),
          ),
        ),
    ),
    ...book.rules.flatMap(({ id, name, state, mode }) => {
      const known = id === null ? undefined : stats.get(id);
      if (!known || state !== 'active' || mode === 'off') return [];
      const idle = now - Math.max(known.since, known.last?.at ?? 0);
      return idle > THIRTY_DAYS ? [note(`idle ${id}`, message('health_idle', { rule: name, id: id ?? '' }))] : [];
    }),
  ];
}

/** Rules that the app took out of the way itself: told until somebody has looked after them. */
export function switchedProblems(switched: readonly Switched[]): readonly Problem[] {
  return switched.map(({ rule: id, name, reason }) =>
    bad(`switched ${id}`, message('health_switched_to_watch', { rule: name, id, reason })),
  );
}
