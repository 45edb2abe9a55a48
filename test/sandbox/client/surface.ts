/**
 * One view on the screen of the web client, with what its fields hold. As in fuselage-ui-kit (useUiKitState) and
 * useUiKitView: values are kept by action id and read once from the view that was opened; an update brings other
 * blocks, and no other values.
 */
import type { Timers } from './timers';
import { initialValue, initialValues, stateOf, textOf, type Values } from './values';
import { elementOf, list, placed, tells, thing, type Placed, type View } from './view';

/** What was typed is told a moment after the last key, by one timer for the whole view; in ms. */
const TYPING = 700;

/** What a touched element tells the app. */
export interface BlockAction {
  appId: string | undefined;
  actionId: string;
  blockId: unknown;
  value: unknown;
}

export interface Surface {
  /** The id it was opened with. */
  readonly key: string;
  readonly view: View;
  /** The view with its state, as it is sent. */
  carried(): View;
  /** What a field shows: not always what its state holds. */
  shown(actionId: string): unknown;
  update(view: View): void;
  blame(errors: unknown): void;
  /** The error at an input, if there is one. */
  errorAt(actionId: string): string | undefined;
  /** Waits for the app, and takes no touch meanwhile. */
  isWaiting(actionId: string): boolean;
  /** Adds keys to a text field. Resolves when what is told at once has been answered. */
  types(actionId: string, text: string): Promise<void>;
  /** Empties a field and types. */
  fills(actionId: string, text: string): Promise<void>;
  /** Waits the moment after the last key: what was typed is told. Resolves with the answer. */
  pauses(): Promise<void>;
  /** Chooses a value, or presses. */
  touches(actionId: string, value?: unknown): Promise<void>;
  /** Puts a value without telling anybody. */
  puts(element: Pick<Placed, 'actionId'> & { blockId: unknown }, value: unknown): void;
  /** Opens the list of a select, or a menu. */
  opensList(actionId: string): void;
  /** Types into the open list, which shows what fits. */
  filters(text: string): void;
  /** Options of the open list that fit what was typed. */
  listed(): readonly { readonly value?: unknown }[];
  /** Chooses the first that fits in the open list. Resolves as `touches`. */
  choosesFirst(): Promise<void>;
  hasOpenList(): boolean;
  /** Closes the open list; false when none is open. */
  closesList(): boolean;
  filter(actionId: string): string;
  /** Shows what a long row of actions hides. */
  unfolds(): void;
  isUnfolded(): boolean;
  /** A bar shows no errors. */
  readonly showsErrors: boolean;
  /** What waits to be told is told to nobody any more. */
  unmount(): void;
}

interface Parts {
  view: View;
  showsErrors: boolean;
  timers: Timers;
  tell(action: BlockAction): Promise<void>;
}

/** The block that an element names when it is touched (InputBlock, ActionsBlock, SectionBlock of fuselage-ui-kit). */
export function blockIdOf({ place, element, block }: Placed): unknown {
  if (place === 'section') return 'blockId' in element ? element.blockId : block.blockId;
  return element.blockId ?? block.blockId;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function createSurface({ view: opened, showsErrors, timers, tell }: Parts): Surface {
  let view = opened;
  let values: Values = initialValues(view.blocks);
  let shown = showing(view, values, new Map());
  let errors: unknown;
  let typing: { takeBack: () => void; tell: () => Promise<void> } | undefined;
  let open: string | undefined;
  let unfolded = false;
  const filters = new Map<string, string>();
  const waiting = new Set<string>();

  const puts: Surface['puts'] = ({ actionId, blockId }, value) => {
    // Only what is not there at all becomes "default"; null stands in no block.
    values = { ...values, [actionId]: { blockId: blockId === undefined ? 'default' : blockId, value } };
    shown.set(actionId, value);
  };

  /** Keeps the value and tells it; the element takes no other touch until the answer. */
  const act = async (found: Placed, value: unknown): Promise<void> => {
    const { actionId, element } = found;
    if (waiting.has(actionId)) return;
    const blockId = blockIdOf(found);
    puts({ actionId, blockId }, value);
    waiting.add(actionId);
    await tell({ appId: text(element.appId) || view.appId, actionId, blockId, value });
    waiting.delete(actionId);
  };

  const later = (found: Placed, value: unknown): void => {
    const { actionId, element } = found;
    const blockId = blockIdOf(found);
    puts({ actionId, blockId }, value);
    typing?.takeBack();
    const told = (): Promise<void> => {
      typing?.takeBack();
      typing = undefined;
      return tell({ appId: text(element.appId) || view.appId, actionId, blockId, value });
    };
    typing = { takeBack: timers.after(TYPING, () => void told()), tell: told };
  };

  const touches: Surface['touches'] = async (actionId, value) => {
    const found = elementOf(view, actionId);
    const told = value === undefined ? pressed(found) : value;
    if (found.place === 'input' && !tells(found, 'on_item_selected'))
      return puts({ actionId, blockId: blockIdOf(found) }, told);
    return act(found, told);
  };

  const keys = async (found: Placed, before: string, added: string): Promise<void> => {
    const whole = before + added;
    if (tells(found, 'on_character_entered')) return later(found, whole);
    if (found.place === 'input' && !tells(found, 'on_item_selected'))
      return puts({ actionId: found.actionId, blockId: blockIdOf(found) }, whole);
    // Each key is told by itself, and those that are hit until the answer are lost.
    await Promise.all([...added].map((_, index) => act(found, before + added.slice(0, index + 1))));
  };

  const listed = (): readonly { readonly value?: unknown; readonly text?: unknown }[] => {
    if (open === undefined) throw new Error('No list is open, so there is nothing to choose.');
    const wanted = (filters.get(open) ?? '').toLowerCase();
    const options = list(elementOf(view, open).element.options).map(thing);
    return options.filter(({ text: words }) => textOf(words).toLowerCase().includes(wanted));
  };

  const typable = (actionId: string): Placed => {
    const found = elementOf(view, actionId);
    if (found.type !== 'plain_text_input') throw new Error(`"${actionId}" is a ${found.type}: nobody types into it.`);
    return found;
  };

  return {
    key: opened.id,
    get view() {
      return view;
    },
    carried: () => ({ ...view, state: stateOf(values) }),
    shown: (actionId) => shown.get(actionId),
    update(next) {
      view = { ...view, ...next };
      // What still waits is there again, and takes touches.
      waiting.clear();
      shown = showing(view, values, shown);
    },
    blame: (next) => void (errors = next),
    errorAt(actionId) {
      if (!showsErrors) return undefined;
      const at = Array.isArray(errors) ? list(errors).find((each) => actionId in thing(each)) : errors;
      return text(thing(at)[actionId]) || undefined;
    },
    isWaiting: (actionId) => waiting.has(actionId),
    types: async (actionId, added) => keys(typable(actionId), text(shown.get(actionId)), added),
    async fills(actionId, whole) {
      const found = typable(actionId);
      if (whole !== '') return keys(found, '', whole);
      if (tells(found, 'on_character_entered')) return later(found, '');
      return touches(actionId, '');
    },
    pauses: async () => typing?.tell(),
    touches,
    puts,
    opensList(actionId) {
      elementOf(view, actionId);
      open = actionId;
    },
    filters(typed) {
      if (open === undefined) throw new Error('No list is open, so there is nothing to filter.');
      filters.set(open, typed);
    },
    listed,
    async choosesFirst() {
      const [first] = listed();
      const actionId = open;
      open = undefined;
      if (first !== undefined && actionId !== undefined) await touches(actionId, first.value);
    },
    hasOpenList: () => open !== undefined,
    closesList() {
      const was = open;
      open = undefined;
      return was !== undefined;
    },
    filter: (actionId) => filters.get(actionId) ?? '',
    unfolds: () => void (unfolded = true),
    isUnfolded: () => unfolded,
    showsErrors,
    unmount: () => typing?.takeBack(),
  };
}

/** What a press tells: a button without a value tells the empty text of its HTML, a link nothing. */
function pressed({ element }: Placed): unknown {
  if (typeof element.url === 'string') return undefined;
  return element.value ?? '';
}

/** A field that stays on the screen shows what it showed; a new one what is known of it, else what it begins with. */
function showing(view: View, values: Values, before: ReadonlyMap<string, unknown>): Map<string, unknown> {
  return new Map(
    placed(view).map(({ actionId, element }) => [
      actionId,
      before.has(actionId) ? before.get(actionId) : (values[actionId]?.value ?? initialValue(element)),
    ]),
  );
}
