import { isReady, passLines } from '../admin/apply';
import type { Pass } from '../engine/schedules/passes';
import { MINUTE } from '../model/calendar';
import { fingerprint } from '../rules/fingerprint';
import { message } from '../text/message';
import { findRule, isFound } from './find-rule';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

/** What stands behind the rule: runs it where it would run; ends what is running. */
const [CONFIRM, STOP] = ['now', 'stop'];
/** For so long what somebody has found is shown again, ms. */
const FRESH = 10 * MINUTE;

/**
 * `/workflow apply <rule>` opens a screen. In words: where the rule would run, then with `now` behind it the rule; the
 * same once more tells how far it is, `stop` ends it.
 */
export const APPLY: readonly Subcommand[] = [{ id: 'apply', right: 'change', run: applyRule }];

async function applyRule(asked: Asked, { admin, screens, zone }: CommandParts): Promise<Answer> {
  const { language, person, rest } = asked;
  const found = findRule(admin.book.read(), rest, 'apply');
  if (!isFound(found)) return [found];
  const { rule, behind } = found;
  const { id, name } = rule;
  if (id === null) return [message('apply_not_in_force', { rule: name })];
  const said = behind.at(-1)?.toLowerCase();
  const [latest] = (await admin.schedules.ofRule(id)).filter(({ kind }) => kind !== 'time');
  const tell = (pass: Pass | undefined): Answer => {
    if (!pass) return [message('apply_not_in_force', { rule: name })];
    const command = `/workflow apply ${id}`;
    return [
      ...passLines(pass, name, language, zone()),
      ...(isReady(pass) ? [message('apply_to_confirm', { command: `${command} ${CONFIRM}` })] : []),
      ...(pass.ended === undefined ? [message('apply_to_see', { command, stop: `${command} ${STOP}` })] : []),
    ];
  };
  if (said === STOP) {
    if (!latest || latest.ended !== undefined) return [message('apply_nothing')];
    await admin.schedules.stop(latest.id, person.username);
    return [message('apply_stopping')];
  }
  const own = latest?.by === person.username && admin.now() - latest.began < FRESH && isReady(latest);
  // Only what this person has seen: another one may have looked since.
  if (said === CONFIRM && own) return tell(await admin.schedules.apply(latest, person.username));
  const stands = own && rule.rule !== undefined && latest.print === fingerprint(rule.rule);
  const pass =
    latest && (latest.ended === undefined || stands) ? latest : await admin.schedules.plan(id, person.username);
  return pass && (await screens?.openApply(asked, id, pass.id)) ? undefined : tell(pass);
}
