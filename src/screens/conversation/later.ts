import { planMessage, sayPlanned, type Planning } from '../../admin/plan-message';
import { translate } from '../../text/message';
import { button, context, cut, divider, section, typed } from '../kit/blocks';
import type { Place } from '../place';
import type { Screen, ScreenTools } from '../screen';

type Later = Extract<Place, { at: 'later' }>;

const CANCEL = 'later.cancel.';
const TEXT = 1_000;

/** Messages for later: what is planned in this conversation, and fields for another one. */
export const laterScreen: Screen<Later> = {
  right: 'ask',
  show: async (place, desk, { quick, notice }) => {
    const { admin, say } = desk;
    const planned = quick ? [] : await admin.messages.list(place.behind.conversation);
    const planning = planningOf(desk);
    return {
      title: say('view_later_add'),
      submit: say('view_later_plan'),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        ...planned.flatMap((item) => {
          const { when, left } = sayPlanned(item, planning, admin.now());
          return [
            section(`⏳ ${cut(item.text, TEXT)}`, button(`${CANCEL}${item.id}`, say('view_later_cancel'))),
            context(`@${item.writer.username} · ${when} · ${left}`),
          ];
        }),
        ...(planned.length > 0 ? [divider] : []),
        typed(
          { id: field(place, 'when'), label: say('view_later_when'), hint: say('view_later_when_hint'), still: true },
          '',
        ),
        typed({ id: field(place, 'text'), label: say('view_later_text'), multiline: true, still: true }, ''),
      ],
    };
  },
  press: async (place, id, _value, { admin, person, say }) => {
    if (!id.startsWith(CANCEL)) return { place };
    const ended = await admin.messages.cancel(place.behind.conversation, id.slice(CANCEL.length), person.username);
    return { place, notice: say(ended ? 'command_later_cancelled' : 'command_later_gone') };
  },
  submit: async (place, state, desk) => {
    const { admin, say, unused, world } = desk;
    const sent = (name: Name): string => {
      const value = state[field(place, name)];
      return typeof value === 'string' ? value : '';
    };
    const { conversation } = place.behind;
    const ended = await planMessage(admin, planningOf(desk), conversation, sent('when'), sent('text'));
    // Fields of another name are empty, and have no errors.
    if ('planned' in ended)
      return { place: { ...place, count: unused }, notice: translate(world.language, ended.planned) };
    // Told at a field in any case: then what was typed stays.
    const { wrong, reason } = ended;
    if (wrong === 'all') return { place, errors: { [field(place, 'text')]: say('command_later_refused', { reason }) } };
    return { place, errors: { [field(place, wrong)]: translate(world.language, reason) } };
  },
};

type Name = 'when' | 'text';

const field = ({ count }: Later, name: Name): string => `later.${name}.${count}`;

const planningOf = ({ person, world: { language, zone } }: ScreenTools): Planning => ({ person, language, zone });
