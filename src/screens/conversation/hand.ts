import type { Rule } from '../../catalogue/document';
import type { HandEnd } from '../../engine/by-hand';
import { besidePlan, fillIn } from '../../admin/hand-inputs';
import { shownActions } from '../../model/run';
import { sayAction } from '../../admin/wording';
import { translate, message, type Text } from '../../text/message';
import { chosen, context, cut, section, typed } from '../kit/blocks';
import { fingerprint } from '../../rules/fingerprint';
import type { Place } from '../place';
import type { Next, Screen, ScreenTools } from '../screen';

type Hand = Extract<Place, { at: 'hand' }>;

/**
 * A rule that somebody runs by hand: its inputs as a form, then what it would do, then what came of it. Who may run it,
 * and whether its conditions hold, is asked each time.
 */
export const handScreen: Screen<Hand> = {
  right: 'ask',
  show: async (place, desk, { notice }) => {
    const { say } = desk;
    const rule = ruleOf(place, desk);
    const told = [...(notice ? [section(`❗ ${notice}`)] : []), ...(place.lines ?? []).map((line) => context(line))];
    const frame = { title: cut(rule?.button ?? rule?.name ?? 'Workflow', 60), close: say('view_close') };
    if (!rule || place.step === 'done')
      return { ...frame, blocks: told.length > 0 ? told : [section(say('view_gone'))] };
    if (place.step === 'plan')
      return {
        ...frame,
        submit: cut(rule.button ?? say('view_hand_run'), 40),
        blocks: [section(say('command_run_plan', { rule: rule.name.trim() })), ...told],
      };
    const fields = (rule.inputs ?? []).map(({ id, label, kind, choices = [], required }) => {
      const about = { id: fieldOf(place, id), label, optional: required !== true };
      const given = place.inputs?.[id] ?? '';
      if (kind !== 'choice') return typed({ ...about, still: true }, given);
      return chosen(
        about,
        choices.map((each) => [each, each] as const),
        given,
      );
    });
    const hint = fields.length === 0 ? [section(say('view_hand_none'))] : fields;
    return { ...frame, submit: say('view_hand_plan'), blocks: [...told, ...hint] };
  },
  press: (place) => Promise.resolve({ place }),
  submit: async (place, state, desk) => {
    const rule = ruleOf(place, desk);
    if (!rule) return { place, notice: desk.say('view_gone') };
    const print = fingerprint(rule);
    const isSame = place.print === print;
    if (place.step === 'plan' && isSame) return run(place, rule, desk);
    const given = place.step === 'plan' ? (place.inputs ?? {}) : sentIn(place, rule, state);
    const next = await plan(place, rule, given, desk);
    if (isSame) return next;
    // What was shown is not what there is: it is shown anew, before anything is done.
    const notice = desk.say('command_run_refused', { reason: message('reason_rule_changed') });
    const form: Hand = { ...place, print, step: 'form', lines: undefined, count: desk.unused, inputs: given };
    return { place: next.errors ? form : next.place, notice };
  },
};

/** The form of a rule, in a conversation. */
export function toHand(id: string, count: number, behind: Hand['behind'], desk: Pick<ScreenTools, 'admin'>): Hand {
  const place: Hand = { at: 'hand', rule: id, step: 'form', count, behind };
  const rule = ruleOf(place, desk);
  return rule ? { ...place, print: fingerprint(rule) } : place;
}

const fieldOf = ({ count }: Hand, input: string): string => `hand${count}.${input}`;

function ruleOf({ rule }: Hand, { admin }: Pick<ScreenTools, 'admin'>): Rule | undefined {
  return admin.book.read().inForce.find(({ id }) => id === rule)?.rule;
}

type Given = Readonly<Record<string, string>>;

function sentIn(place: Hand, { inputs = [] }: Rule, state: Readonly<Record<string, unknown>>): Given {
  const sent = inputs.flatMap(({ id }) => {
    // What an update shows at first is not in the state (CLIENT.md 2.11).
    const value = state[fieldOf(place, id)] ?? place.inputs?.[id];
    return typeof value === 'string' ? [[id, value] as const] : [];
  });
  return Object.fromEntries(sent);
}

async function plan(place: Hand, rule: Rule, given: Given, desk: ScreenTools): Promise<Next> {
  const { admin, person, say } = desk;
  const filled = fillIn(rule.inputs ?? [], new Map(Object.entries(given)));
  if ('wrong' in filled) {
    const errors = filled.wrong.map(({ input: { id, label, choices = [] }, what }) => [
      fieldOf(place, id),
      what === 'lacks' ? say('finding_blank') : say('command_run_choice', { label, choices }),
    ]);
    return { place, errors: Object.fromEntries(errors) as Record<string, string> };
  }
  const { inputs } = filled;
  const planned = await admin.byHand.plan({
    rule: rule.id,
    conversation: place.behind.conversation,
    runner: person,
    inputs,
  });
  if (!('plan' in planned)) return notDone(place, planned, desk);
  const steps = planned.plan.map((text) => cut(`→ ${said(text, desk)}`, 500));
  const lines = [...steps, ...besidePlan(rule, desk.world.language)];
  return { place: { ...place, step: 'plan', inputs, lines, print: planned.print } };
}

async function run(place: Hand, rule: Rule, desk: ScreenTools): Promise<Next> {
  const { admin, person, say, world } = desk;
  const { inputs = {}, behind, print } = place;
  const conversation = behind.conversation;
  const ended = await admin.byHand.run({ rule: rule.id, conversation, runner: person, inputs, print });
  if (!ended) return done(place, say('command_run_later'));
  if (!('ran' in ended)) return notDone(place, ended, desk);
  const lines = shownActions(ended.ran).map((action) => cut(`→ ${sayAction(action, world.language)}`, 500));
  return done(place, say('command_run_done', { rule: rule.name.trim() }), ...lines);
}

type NotDone = Exclude<HandEnd, undefined | { readonly ran: unknown }>;

function notDone(place: Hand, ended: NotDone, { say }: ScreenTools): Next {
  if ('refused' in ended) return done(place, say('command_run_refused', { reason: ended.refused }));
  return done(place, say(`command_run_${ended.heldBack === 'waiting' ? 'waits' : 'held_back'}`));
}

function done(place: Hand, ...lines: readonly string[]): Next {
  return { place: { ...place, step: 'done', lines } };
}

function said(text: Text, { world }: ScreenTools): string {
  return translate(world.language, message('command_run_step', { text })).trim().replace(/^→ /, '');
}
