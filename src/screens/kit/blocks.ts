import { shortenUnits } from '../../text/shorten';
import type {
  ActionsBlock,
  ButtonElement,
  InputBlock,
  LayoutBlock,
  Option,
  OverflowElement,
  PlainText,
  SectionBlock,
  StaticSelectElement,
} from '@rocket.chat/ui-kit';

/**
 * Building stones of views: only what web and mobile clients render. All texts are plain: what customers or rules say
 * can neither format nor mention. The server enforces no limits (HOST.md E); these are what a person can use and what
 * other makers of the same blocks allow, and nothing goes over them: longer texts are cut.
 */
export const LIMITS_OF_VIEWS = {
  blocks: 100,
  title: 60,
  text: 3_000,
  button: 75,
  label: 200,
  option: 75,
  options: 100,
  menu: 12,
  /** Web clients fold more than five away. */
  buttons: 5,
  placeholder: 150,
  id: 255,
  /** Bytes of what is edited in a field: the client holds it twice, in the view and in the field. */
  value: 25_000,
  /** Bytes of a view, and of a document that is pasted into one: above 100 kB the server refuses to hear of it. */
  view: 60_000,
} as const;
const L = LIMITS_OF_VIEWS;

/** How names of fields begin that take a whole document. */
export const IMPORT = 'import.';

/** Bytes that a value takes where it travels as JSON. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** What a surface shows. `blocks` get their ids in `dress`. */
export interface View {
  readonly title: string;
  readonly blocks: readonly LayoutBlock[];
  /** Without one the view has nothing to submit. */
  readonly submit?: string;
  readonly close: string;
}

/** A choice: what comes back, and what it is called. */
export type Choice = readonly [value: string, label: string];

/** At most so many UTF-16 units, never half a character; never empty. */
export function cut(text: string, most: number): string {
  return text.length <= most && text.trim() === '' ? '–' : shortenUnits(text, most);
}

const plain = (text: string, most: number = L.text): PlainText => ({
  type: 'plain_text',
  text: cut(text, most),
  emoji: false,
});

const ids = (actionId: string) => ({ actionId, appId: '', blockId: '' });

export function button(actionId: string, label: string, style?: ButtonElement['style']): ButtonElement {
  return { type: 'button', ...ids(actionId), text: plain(label, L.button), value: actionId, ...(style && { style }) };
}

/** A button that opens a page; undefined where there is none. The app is told of the press, and has nothing to do. */
export function linked(actionId: string, label: string, url: string | undefined): ButtonElement | undefined {
  return url === undefined ? undefined : { ...button(actionId, label), url };
}

/** The first ones that fit; what is chosen behind them stands in place of the last. */
function optionsOf(choices: readonly Choice[], most: number = L.options, chosen?: string): Option[] {
  const at = Math.max(
    choices.findIndex(([value]) => value === chosen),
    most - 1,
  );
  return choices
    .filter((_, index) => index < most - 1 || index === at)
    .map(([value, label]) => ({ value, text: plain(label, L.option) }));
}

export function menu(actionId: string, choices: readonly Choice[]): OverflowElement {
  return { type: 'overflow', ...ids(actionId), options: optionsOf(choices, L.menu) };
}

/** A select that acts as soon as something is chosen. */
export function chooser(
  actionId: string,
  placeholder: string,
  choices: readonly Choice[],
  chosen?: string,
): StaticSelectElement {
  return {
    type: 'static_select',
    ...ids(actionId),
    placeholder: plain(placeholder, L.placeholder),
    options: optionsOf(choices, L.options, chosen),
    ...(chosen !== undefined && choices.some(([value]) => value === chosen) && { initialValue: chosen }),
  };
}

export function section(text: string, accessory?: SectionBlock['accessory']): LayoutBlock {
  return { type: 'section', text: plain(text), ...(accessory && { accessory }) };
}

/** In a list of choices: none of them. */
export const ANY = 'any';

/**
 * One page of a list.
 * @param asked from 0; behind the last page it is the last
 * @param most on a page
 * @returns which page it is, of how many, from which entry on, and its entries
 */
export function pageOf<T>(all: readonly T[], asked: number, most: number) {
  const pages = Math.max(1, Math.ceil(all.length / most));
  const page = Math.min(asked, pages - 1);
  const from = page * most;
  return { page, pages, from, shown: all.slice(from, from + most) };
}

/** To the pages before and behind. @param page from 0 */
export function pager(page: number, pages: number): readonly ButtonElement[] {
  return [
    ...(page > 0 ? [button(`page.${page - 1}`, `◀ ${page}`)] : []),
    ...(page < pages - 1 ? [button(`page.${page + 1}`, `${page + 2} ▶`)] : []),
  ];
}

/** For what cannot be shown: too old, not allowed; with a button that tries again, where that may help. */
export function messageView(title: string, text: string, close: string, again?: string): View {
  return { title, close, blocks: [section(text, again === undefined ? undefined : button('reload', again))] };
}

/** A section with marks of markdown; what people have written is neutralised in it. */
export function marked(text: string, accessory?: SectionBlock['accessory']): LayoutBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, L.text) }, ...(accessory && { accessory }) };
}

/** Small print. One element: the web client sets several side by side, and breaks no lines within one. */
export function context(...texts: readonly string[]): LayoutBlock {
  return { type: 'context', elements: [plain(texts.join(' · '))] };
}

export function actions(...elements: ActionsBlock['elements']): LayoutBlock {
  return { type: 'actions', elements };
}

/** In place of what takes too long. */
export function loading(say: (key: 'view_loading' | 'view_reload') => string): LayoutBlock {
  return section(say('view_loading'), button('reload', say('view_reload')));
}

export const divider: LayoutBlock = { type: 'divider' };

interface Shown {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

function input({ id, label, hint, optional }: Shown, element: InputBlock['element']): LayoutBlock {
  return {
    type: 'input',
    label: plain(label, L.label),
    element: { ...element, ...ids(id) },
    ...(hint && { hint: plain(hint, L.text) }),
    ...(optional && { optional }),
  };
}

/** What is typed is told while typing, so that the view can follow; `still` fields only tell when submitted. */
export function typed(shown: Shown & { still?: boolean; multiline?: boolean }, value: string): LayoutBlock {
  return input(shown, {
    type: 'plain_text_input',
    ...ids(shown.id),
    ...(value !== '' && { initialValue: value }),
    ...(shown.multiline && { multiline: true }),
    ...(!shown.still && { dispatchActionConfig: ['on_character_entered'] }),
  });
}

export function chosen(shown: Shown, choices: readonly Choice[], value: string): LayoutBlock {
  return input(shown, {
    type: 'static_select',
    ...ids(shown.id),
    placeholder: plain(shown.label, L.placeholder),
    options: optionsOf(choices, L.options, value),
    ...(choices.some(([each]) => each === value) && { initialValue: value }),
    dispatchActionConfig: ['on_item_selected'],
  });
}

export function severalChosen(shown: Shown, choices: readonly Choice[], values: readonly string[]): LayoutBlock {
  return input(shown, {
    type: 'multi_static_select',
    ...ids(shown.id),
    placeholder: plain(shown.label, L.placeholder),
    options: optionsOf(choices),
    initialValue: [...values],
    dispatchActionConfig: ['on_item_selected'],
  });
}

/** With shorter texts; what can be filled in or pressed stays as it is, and so does what has marks in it. */
export function shortened(view: View, most: number): View {
  const short = <T extends object>(text: T): T =>
    'text' in text && 'type' in text && text.type === 'plain_text'
      ? { ...text, text: cut(String(text.text), most) }
      : text;
  const blocks = view.blocks.map((block): LayoutBlock => {
    if (block.type === 'section' && block.text) return { ...block, text: short(block.text) };
    return block.type === 'context' ? { ...block, elements: block.elements.map(short) } : block;
  });
  return { ...view, blocks };
}

/**
 * Every block and element gets the ids that clients want: a block is called after its kind, or after its first element
 * and how many there are. The phone's client mounts a view anew only when these ids change, and must when elements of
 * actions or fields come and go (CLIENT.md 2.16).
 */
export function dress(view: View, appId: string): View {
  const blocks = view.blocks.slice(0, L.blocks).map((block, index) => {
    const own = 'elements' in block ? block.elements : 'element' in block ? [block.element] : [];
    const accessory = 'accessory' in block && block.accessory ? [block.accessory] : [];
    const named = [...own, ...accessory].flatMap((each) => ('actionId' in each ? [each.actionId] : []));
    const many = block.type === 'actions' ? `.${named.length}` : '';
    const blockId = named[0] === undefined ? `${block.type}${index}` : `${named[0]}${many}`;
    const dressed = <T extends object>(element: T): T =>
      'actionId' in element ? { ...element, appId, blockId } : element;
    return {
      ...block,
      appId,
      blockId,
      ...('elements' in block && { elements: block.elements.map(dressed) }),
      ...('element' in block && { element: dressed(block.element) }),
      ...('accessory' in block && block.accessory && { accessory: dressed(block.accessory) }),
    } as LayoutBlock;
  });
  return { ...view, title: cut(view.title, L.title), blocks };
}
