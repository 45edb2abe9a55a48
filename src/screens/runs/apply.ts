import { isReady, passLines } from '../../admin/apply';
import { called, type BookRule } from '../../admin/rule-book/rule-book';
import type { Pass } from '../../engine/schedules/passes';
import { translate, type Text } from '../../text/message';
import { actions, button, context, cut, linked, loading, section } from '../kit/blocks';
import type { Place } from '../place';
import { toRules, type Next, type Screen, type ScreenTools } from '../screen';

type Applying = Extract<Place, { at: 'apply' }>;

/** Conversations that are shown with their customers; the rest is counted. */
const SHOWN = 10;

/** A rule is applied to the conversations there are: first where it would run, then how far it is, then what came of it. */
export const applyScreen: Screen<Applying> = {
  right: 'change',
  show: async ({ rule: id, pass: passId }, desk, { quick, notice }) => {
    const { admin, say, world } = desk;
    const rule = admin.book.read().inForce.find((each) => each.id === id);
    const pass = quick ? undefined : await admin.schedules.get(passId);
    const [head, ...lines] = pass ? passLines(pass, rule ? called(rule) : id, world.language, world.zone) : [];
    const text = (line: string | Text): string => (typeof line === 'string' ? line : translate(world.language, line));
    return {
      title: cut(say('view_do_apply'), 60),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        actions(button('back', say('view_rules')), ...(pass ? buttonsOf(pass, desk) : [])),
        ...(quick ? [loading(say)] : []),
        ...(head ? [section(cut(text(head), 500))] : quick ? [] : [section(say('view_gone'))]),
        ...lines.map((line) => context(cut(text(line), 500))),
        ...(pass && isReady(pass) ? await foundIn(pass, desk) : []),
      ],
    };
  },
  press: async (place, id, _value, desk) => {
    const { admin, person, say } = desk;
    if (id === 'back') return toRules(desk);
    const pass = await admin.schedules.get(place.pass);
    const to = (next: Pass | undefined): Next =>
      next ? { place: { ...place, pass: next.id } } : { place, notice: refusal(place, desk) };
    if (id === 'again') return to(await admin.schedules.plan(place.rule, person.username));
    if (id === 'run' && pass && isReady(pass)) return to(await admin.schedules.apply(pass, person.username));
    if (id !== 'stop') return { place };
    await admin.schedules.stop(place.pass, person.username);
    return { place, notice: say('apply_stopping') };
  },
};

function buttonsOf(pass: Pass, { say }: ScreenTools) {
  if (pass.ended === undefined)
    return [button('reload', say('view_reload'), 'primary'), button('stop', say('view_apply_stop'), 'danger')];
  return [
    ...(isReady(pass) ? [button('run', say('view_apply_run'), 'primary')] : []),
    button('again', say('view_apply_again')),
  ];
}

/** The first conversations, by their customers, with links. */
async function foundIn({ found = [] }: Pass, { admin, say }: ScreenTools) {
  const first = await Promise.all(
    found.slice(0, SHOWN).map((id) => admin.host.conversation(id).catch(() => undefined)),
  );
  const more = found.length - SHOWN;
  return [
    ...first.flatMap((each) =>
      each
        ? [
            section(
              `• ${cut(each.customer.name ?? each.customer.id, 120)}`,
              linked(`open.${each.id.slice(0, 100)}`, say('view_open_conversation'), admin.linkTo(each.id)),
            ),
          ]
        : [],
    ),
    ...(more > 0 ? [context(say('dry_run_more', { count: more }))] : []),
  ];
}

/** Begins to look where a rule of the list would run. */
export async function applying({ id }: BookRule, desk: ScreenTools, place: Place): Promise<Next> {
  const pass = id === null ? undefined : await desk.admin.schedules.plan(id, desk.person.username);
  return pass && id !== null
    ? { place: { at: 'apply', rule: id, pass: pass.id } }
    : { place, notice: desk.say('apply_not_in_force', { rule: id ?? '' }) };
}

function refusal({ rule }: Applying, { say }: ScreenTools): string {
  return say('apply_not_in_force', { rule });
}
