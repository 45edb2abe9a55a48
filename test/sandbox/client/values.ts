import { list, thing } from './view';

/** What the fields of a view hold, by action id, as Rocket.Chat's client keeps it (useUiKitView). */
export type Values = Readonly<Record<string, { readonly blockId: unknown; readonly value: unknown }>>;

/** What an element says that it holds at first. */
export function initialValue(element: unknown): unknown {
  const { initialValue: value, initialOption, initialOptions, initialTime, initialDate } = thing(element);
  const options = Array.isArray(initialOptions) ? initialOptions.map((option) => thing(option).value) : undefined;
  return value || initialTime || initialDate || thing(initialOption).value || options;
}

/** Read once, from the blocks that the view is opened with; accessories of sections are not looked at. */
export function initialValues(blocks: readonly unknown[]): Values {
  const values: Record<string, { blockId: unknown; value: unknown }> = {};
  for (const block of blocks.map(thing)) {
    for (const element of [block.element, ...list(block.elements)].map(thing)) {
      if (typeof element.actionId !== 'string') continue;
      values[element.actionId] = { blockId: block.blockId, value: initialValue(element) };
    }
  }
  return values;
}

/** The state that a submit carries: by block and action id. What stands in no block is left out. */
export function stateOf(values: Values): Record<string, Record<string, unknown>> {
  const state: Record<string, Record<string, unknown>> = {};
  for (const [actionId, { blockId, value }] of Object.entries(values)) {
    if (typeof blockId === 'string' && blockId !== '') (state[blockId] ??= {})[actionId] = value;
  }
  return state;
}

/** The words of a text object. */
export function textOf(value: unknown): string {
  const { text } = thing(value);
  return typeof text === 'string' ? text : typeof value === 'string' ? value : '';
}
