import { RESULTS, type Pass } from '../engine/schedules/passes';
import { message, translate, type Language, type Text } from '../text/message';
import type { Admin } from './context';
import type { BookRule } from './rule-book/rule-book';
import { sayMoment } from './wording';

/** How a pass stands, for people: what it is at, what has come of it, whose list it went through, why it ended. */
export function passLines(pass: Pass, rule: string, language: Language, zone: string): readonly (string | Text)[] {
  const { kind, done, total = 0, ended, rests, reason, missed = 0 } = pass;
  const counts = RESULTS.flatMap((result) => {
    const count = pass.counts[result];
    return count === undefined || (kind === 'plan' && result === 'would') ? [] : [message(`pass_${result}`, { count })];
  });
  const said = counts.map((each) => translate(language, each)).join(' · ');
  return [
    head(pass, rule, { done, total, count: pass.found?.length ?? 0 }),
    ...(said === '' ? [] : [said]),
    ...(ended === undefined && rests !== undefined
      ? [message('apply_rests', { when: sayMoment(rests, language, zone) })]
      : []),
    ...(pass.listed === 'known' ? [message('apply_known')] : []),
    ...(pass.more ? [message('apply_more')] : []),
    ...(missed > 0 ? [message('apply_missed', { count: missed })] : []),
    ...(reason ? [message('apply_ended', { reason })] : []),
  ];
}

function head({ kind, ended, reason }: Pass, rule: string, numbers: Readonly<Record<string, number>>): Text {
  const params = { rule, ...numbers };
  if (kind === 'plan') return message(ended === undefined || reason ? 'apply_looking' : 'apply_would', params);
  return message(ended === undefined ? 'apply_running' : 'apply_done', params);
}

/** It has found where the rule would run, and that may be done now. */
export function isReady({ kind, ended, reason, found = [] }: Pass): boolean {
  return kind === 'plan' && ended !== undefined && !reason && found.length > 0;
}

/** Times of a rule that are told beside its runs. */
const TOLD = 5;

/** The latest times of a rule, and what somebody had it done: one line each, the latest first. */
export async function lastTimes(
  { schedules }: Pick<Admin, 'schedules'>,
  { id, name }: Pick<BookRule, 'name'> & { readonly id: string },
  language: Language,
  zone: string,
): Promise<readonly string[]> {
  const passes = (await schedules.ofRule(id)).filter(({ kind }) => kind !== 'plan').slice(0, TOLD);
  return passes.map((pass) => {
    const lines = passLines(pass, name.trim(), language, zone);
    const said = lines.map((line) => (typeof line === 'string' ? line : translate(language, line)));
    return [sayMoment(pass.at, language, zone), ...(pass.by ? [`@${pass.by}`] : []), ...said].join(' · ');
  });
}
