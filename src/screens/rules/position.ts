import { isRawRule, nameOf, type RawDocument } from '../../admin/rule-book/raw-document';
import { message } from '../../text/message';
import { actions, button, section, typed } from '../kit/blocks';
import { sayConflict, toRules, type Screen } from '../screen';
import type { Place } from '../place';

/** The document with the rule at one place moved to another, from 0; what is beyond the ends changes nothing. */
export function movedTo(document: RawDocument, from: number, to: number): RawDocument {
  if (to < 0 || to >= document.rules.length) return document;
  const rules = [...document.rules];
  rules.splice(to, 0, ...rules.splice(from, 1));
  return { ...document, rules };
}

/** Moves a rule to any place of the list. */
export const positionScreen: Screen<Extract<Place, { at: 'position' }>> = {
  right: 'change',
  show: ({ index, count }, { admin, say }, { notice }) => {
    const { rules } = admin.book.read();
    const rule = nameOf(rules[index]?.source) || (rules[index]?.id ?? '–');
    const hint = say('view_position_hint', { count: rules.length });
    return Promise.resolve({
      title: say('view_do_position'),
      submit: say('view_do_position'),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        section(say('view_position_question', { rule })),
        actions(button('back', say('view_rules'))),
        typed({ id: fieldOf(count), label: say('view_position'), hint, still: true }, String(index + 1)),
      ],
    });
  },
  press: (place, id, _value, desk) => Promise.resolve(id === 'back' ? toRules(desk) : { place }),
  submit: async (place, state, desk) => {
    const { admin, person, say } = desk;
    const { rules } = admin.book.read();
    const sent = state[fieldOf(place.count)];
    const said = typeof sent === 'string' ? sent.trim() : String(place.index + 1);
    const to = /^\d{1,4}$/.test(said) ? Number(said) - 1 : -1;
    if (to < 0 || to >= rules.length)
      return { place, errors: { [fieldOf(place.count)]: say('view_position_hint', { count: rules.length }) } };
    const rule = rules[place.index];
    const changed = await admin.book.change(
      person,
      place.version,
      (document) => (isRawRule(document) ? movedTo(document, place.index, to) : document),
      message('history_why_list'),
    );
    if (changed.ok) return toRules(desk, say('view_done_moved', { rule: rule?.name || (rule?.id ?? '–') }));
    if (changed.reason === 'conflict') return toRules(desk, sayConflict(changed, desk));
    return toRules(desk, say('view_failed', { problem: '' }));
  },
};

const fieldOf = (count: number): string => `position.${count}`;
