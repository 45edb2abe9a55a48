/** What the fields of a view hold, by action id, as Rocket.Chat's client keeps it (useUiKitView). */
export type Values = Readonly<Record<string, { readonly blockId: string; readonly value: unknown }>>;

type Thing = Readonly<Record<string, unknown>>;
const thing = (value: unknown): Thing => (typeof value === 'object' && value !== null ? (value as Thing) : {});

function initialValue(element: Thing): unknown {
  const { initialValue: value, initialOption, initialOptions, initialTime, initialDate } = element;
  const options = Array.isArray(initialOptions) ? initialOptions.map((option) => thing(option).value) : undefined;
  return value || initialTime || initialDate || thing(initialOption).value || options;
}

/** Read once, from the blocks that the view is opened with; accessories of sections are not looked at. */
export function initialValues(blocks: readonly unknown[]): Values {
  const values: Record<string, { blockId: string; value: unknown }> = {};
  for (const block of blocks.map(thing)) {
    const elements = [block.element, ...(Array.isArray(block.elements) ? (block.elements as unknown[]) : [])];
    for (const element of elements.map(thing)) {
      if (typeof element.actionId !== 'string') continue;
      values[element.actionId] = { blockId: String(block.blockId), value: initialValue(element) };
    }
  }
  return values;
}

/** The state that a submit carries: by block and action id; what holds nothing is left out by JSON. */
export function stateOf(values: Values): Record<string, Record<string, unknown>> {
  const state: Record<string, Record<string, unknown>> = {};
  for (const [actionId, { blockId, value }] of Object.entries(values)) (state[blockId] ??= {})[actionId] = value;
  return state;
}

/** The words of a text object. */
export function textOf(value: unknown): string {
  const { text } = thing(value);
  return typeof text === 'string' ? text : typeof value === 'string' ? value : '';
}

/** This renderer takes the hint of an input for a plain string; newer ones take a text object, as apps send it. */
export function drawable(blocks: readonly unknown[]): unknown[] {
  return blocks.map((block) => {
    const { hint } = thing(block);
    return hint === undefined || hint === null ? block : { ...thing(block), hint: textOf(hint) };
  });
}
