/** UIKit as a client gets it: views, their blocks and the elements in them. Plain JSON; nothing in it is trusted. */

type Thing = Readonly<Record<string, unknown>>;

/** A modal or a contextual bar; `state` is what its fields hold, by block and action id. */
export interface View {
  id: string;
  type: string;
  blocks: Record<string, unknown>[];
  appId?: string;
  state?: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
}

/** What the server tells a client to do: over the stream (WS), or as the answer to what the client sent (REST). */
export interface ServerInteraction {
  type?: string;
  triggerId?: string;
  appId?: string;
  viewId?: string;
  view?: View;
  errors?: unknown;
  [key: string]: unknown;
}

/** Where an element stands decides what touching it does: inputs keep it for the submit, the others tell at once. */
export type Place = 'input' | 'actions' | 'section' | 'tabs';

export interface Placed {
  readonly actionId: string;
  readonly type: string;
  readonly place: Place;
  readonly element: Thing;
  readonly block: Thing;
}

export const thing = (value: unknown): Thing => (typeof value === 'object' && value !== null ? (value as Thing) : {});
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Blocks as they are drawn: what a conditional one holds stands in its place, for the engine that draws. */
export function flat(blocks: unknown, engine: 'rocket.chat' | 'livechat'): readonly Thing[] {
  return list(blocks)
    .map(thing)
    .flatMap((block) => {
      if (block.type !== 'conditional') return [block];
      const { engine: wanted } = thing(block.when);
      return wanted === undefined || list(wanted).includes(engine) ? flat(block.render, engine) : [];
    });
}

const PLACES: Readonly<Record<string, readonly [Place, (block: Thing) => readonly unknown[]]>> = {
  input: ['input', (block) => [block.element]],
  actions: ['actions', (block) => list(block.elements)],
  section: ['section', (block) => [block.accessory]],
  tab_navigation: ['tabs', (block) => list(block.tabs)],
};

/** Every element that somebody can touch, from top to bottom. */
export function placed(view: { readonly blocks: unknown }): readonly Placed[] {
  return flat(view.blocks, 'rocket.chat').flatMap((block) => {
    const [place, elementsOf] = PLACES[String(block.type)] ?? [];
    if (place === undefined || elementsOf === undefined) return [];
    return elementsOf(block)
      .map(thing)
      .filter(({ actionId }) => typeof actionId === 'string')
      .map((element) => ({ actionId: String(element.actionId), type: String(element.type), place, element, block }));
  });
}

/** The element of an action id; throws a sentence that names those there are. */
export function elementOf(view: View | undefined, actionId: string): Placed {
  const all = view === undefined ? [] : placed(view);
  const found = all.find((each) => each.actionId === actionId);
  if (found !== undefined) return found;
  if (view === undefined) throw new Error(`Nothing is open, so there is no "${actionId}" to touch.`);
  throw new Error(`The view has no "${actionId}"; it has ${all.map((each) => each.actionId).join(', ') || 'nothing'}.`);
}

export const hasElement = (view: View, actionId: string): boolean =>
  placed(view).some((each) => each.actionId === actionId);

/** Does the element tell of this, as its input block or itself asks (`dispatchActionConfig`)? */
export const tells = ({ element }: Placed, when: 'on_character_entered' | 'on_item_selected'): boolean =>
  list(element.dispatchActionConfig).includes(when);
