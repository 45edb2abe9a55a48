import { called } from '../../admin/rule-book/rule-book';
import { actions, button, section, typed } from '../kit/blocks';
import { toRules, type Screen } from '../screen';
import type { Place } from '../place';
import { movedTo } from '../../admin/rule-book/raw-document';
import { change } from './change';

const fieldOf = (count: number): string => `position.${count}`;

/** Moves a rule to any place of the list. */
export const positionScreen: Screen<Extract<Place, { at: 'position' }>> = {
  right: 'change',
  show: ({ index, count }, { admin, say }, { notice }) => {
    const { rules } = admin.book.read();
    const hint = say('view_position_hint', { count: rules.length });
    return Promise.resolve({
      title: say('view_do_position'),
      submit: say('view_do_position'),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        section(say('view_position_question', { rule: called(rules[index]) })),
        actions(button('back', say('view_rules'))),
        typed({ id: fieldOf(count), label: say('view_position'), hint, still: true }, String(index + 1)),
      ],
    });
  },
  press: (place, id, _value, desk) => Promise.resolve(id === 'back' ? toRules(desk) : { place }),
  submit: (place, state, desk) => {
    const { index, version, count } = place;
    const { rules } = desk.admin.book.read();
    const sent = state[fieldOf(count)];
    const said = typeof sent === 'string' ? sent.trim() : String(index + 1);
    const to = /^\d{1,4}$/.test(said) ? Number(said) - 1 : -1;
    if (to < 0 || to >= rules.length) {
      const errors = { [fieldOf(count)]: desk.say('view_position_hint', { count: rules.length }) };
      return Promise.resolve({ place, errors });
    }
    const told = desk.say('view_done_moved', { rule: called(rules[index]) });
    return change({ version, page: 0 }, desk, told, (document) => movedTo(document, index, to));
  },
};
