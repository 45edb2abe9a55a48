/** Views as the app of the cases shows them. The recording tells what they held, in words; these are such views. */

type Block = Record<string, unknown>;

export const plain = (text: string): Block => ({ type: 'plain_text', text });
export const marked = (text: string): Block => ({ type: 'mrkdwn', text });
const button = (actionId: string, text: string): Block => ({ type: 'button', actionId, text: plain(text) });

interface Rest {
  title?: string;
  close?: Block | null;
  submit?: Block | null;
  [key: string]: unknown;
}

const view =
  (type: 'modal' | 'contextualBar') =>
  (id: string, blocks: readonly (Block | string)[], { title = 'T1', ...rest }: Rest = {}): Block => ({
    type,
    id,
    title: plain(title),
    blocks: blocks.map((block) => (typeof block === 'string' ? section(block) : block)),
    close: button('close', 'CloseBtn'),
    submit: button('submit', 'SubmitBtn'),
    ...rest,
  });

/** A text among the blocks is a section. */
export const modal = view('modal');
export const bar = view('contextualBar');

export const section = (text: string, accessory?: Block, blockId = 'sec'): Block => ({
  type: 'section',
  blockId,
  text: plain(text),
  ...(accessory && { accessory }),
});

/** A row of elements; they name its block unless they name one themselves. */
export const actions = (...elements: readonly Block[]): Block => ({
  type: 'actions',
  blockId: 'row',
  elements: elements.map((element) => ({ blockId: 'row', ...element })),
});

/** `go` with the text `go`, in the row of a view. */
export const press = (actionId = 'go', rest: Block = {}): Block => ({ ...button(actionId, actionId), ...rest });

/** A field of that action id in the block `b_…`, with its id as label. */
export const field = (actionId: string, rest: Block = {}, block: Block = {}): Block =>
  input(actionId, { type: 'plain_text_input', ...rest }, { label: plain(actionId), ...block });

/** An input that holds this element. */
export const input = (actionId: string, element: Block, block: Block = {}): Block => {
  const blockId = typeof block.blockId === 'string' ? block.blockId : `b_${actionId}`;
  return {
    type: 'input',
    blockId,
    label: plain(actionId),
    element: { actionId, blockId, ...element },
    ...block,
  };
};

export const OPTIONS = [option('a', 'Alpha'), option('b', 'Beta')];

export function option(value: string, text: string): Block {
  return { value, text: plain(text) };
}

/** A list of Alpha and Beta. */
export const select = (rest: Block = {}): Block => ({
  type: 'static_select',
  actionId: 'sel',
  placeholder: plain(''),
  options: OPTIONS,
  ...rest,
});

export const TELLS_TYPING = { dispatchActionConfig: ['on_character_entered'] };
export const TELLS_CHOICE = { dispatchActionConfig: ['on_item_selected'] };
