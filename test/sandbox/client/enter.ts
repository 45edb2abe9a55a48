import { flat, placed, type View } from './view';

/** Elements that a browser draws with a text field: of a list, the field of its filter. */
const TEXT_LIKE = new Set(['plain_text_input', 'static_select', 'multi_static_select', 'datepicker', 'time_picker']);

/**
 * Does Enter in a field submit the view? What browsers do with a form: with a submit button inside it always, and
 * without one when it has exactly one text-like field. The view's own submit button stands outside of the form.
 */
export function enters(view: View): boolean {
  if (flat(view.blocks, 'rocket.chat').some(({ type }) => type === 'tab_navigation')) return true;
  return placed(view).filter(({ type, element }) => TEXT_LIKE.has(type) && element.multiline !== true).length === 1;
}
