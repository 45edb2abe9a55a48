/** One modal on the phone (ModalBlockView of 4.72): its fields, what it shows, and what breaks it. */
import { initialValue, textOf } from './values';
import { elementOf, flat, list, placed, thing, type View } from './view';

type Thing = Readonly<Record<string, unknown>>;

/** A touch that is told to the app; the value is kept only when its answer could be read. */
interface Touch {
  appId: unknown;
  blockId: unknown;
  value: unknown;
  answered(): void;
  failed(): void;
}

export type PhoneScreen = ReturnType<typeof createPhoneScreen>;

export function createPhoneScreen(opened: View) {
  let view = opened;
  let errors: unknown;
  let submitting = false;
  const waiting = new Set<string>();
  const values = new Map<string, { blockId: unknown; value: unknown }>();
  for (const { actionId, element, block, place } of placed(view)) {
    if (place === 'section' || !element.initialValue) continue;
    values.set(actionId, { blockId: block.blockId, value: element.initialValue });
  }
  const showing = (before: ReadonlyMap<string, unknown>): Map<string, unknown> =>
    new Map(
      placed(view).map(({ actionId, element }) => [
        actionId,
        before.has(actionId) ? before.get(actionId) : (values.get(actionId)?.value ?? initialValue(element)),
      ]),
    );
  let shown = showing(new Map());

  const blockIdOf = (actionId: string): unknown => {
    const { place, element, block } = elementOf(view, actionId);
    // The block's own id, unless the element says another, be it null.
    return place !== 'input' && 'blockId' in element ? element.blockId : (element.blockId ?? block.blockId);
  };
  const keep = (actionId: string, blockId: unknown, value: unknown): void =>
    void values.set(actionId, { blockId: blockId === undefined ? 'default' : blockId, value });

  return {
    key: opened.id,
    get view() {
      return view;
    },
    shown: (actionId: string) => shown.get(actionId),
    /** By block; an element without one stands under "null". */
    state(): Record<string, Record<string, unknown>> {
      const state: Record<string, Record<string, unknown>> = {};
      for (const [actionId, { blockId, value }] of values) (state[String(blockId)] ??= {})[actionId] = value;
      return state;
    },
    blame: (next: unknown): void => void (errors = next),
    /** Those that are seen at inputs, by action id. */
    errors: (): Record<string, string> =>
      Object.fromEntries(
        placed(view)
          .filter(({ place }) => place === 'input')
          .map(({ actionId }) => [actionId, thing(errors)[actionId]])
          .filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    /** Gives the reason when drawing it breaks the app. */
    update(next: View): string | undefined {
      const before = view;
      view = next;
      const isNew = ids(before) !== ids(next);
      shown = showing(isNew ? new Map() : shown);
      return isNew ? undefined : broken(before, next);
    },
    puts(actionId: string, value: unknown): void {
      keep(actionId, blockIdOf(actionId), value);
      shown.set(actionId, value);
    },
    touch(actionId: string, chosen?: unknown): Touch | undefined {
      const { element, place } = elementOf(view, actionId);
      const value = chosen === undefined ? element.value : chosen;
      const blockId = blockIdOf(actionId);
      shown.set(actionId, value);
      if (place === 'input') {
        keep(actionId, blockId, value);
        return undefined;
      }
      if (waiting.has(actionId)) return undefined;
      waiting.add(actionId);
      return {
        appId: element.appId ?? view.appId,
        blockId,
        value,
        answered() {
          waiting.delete(actionId);
          keep(actionId, blockId, value);
        },
        failed: () => void waiting.delete(actionId),
      };
    },
    /** False while a submit is under way. */
    begins(): boolean {
      if (submitting) return false;
      submitting = true;
      return true;
    },
    ends: (): void => void (submitting = false),
    draw: () => draw(view, { shown, waiting, errors }),
  };
}

/** Blocks are drawn anew only when their ids, or their number, have changed. */
const ids = ({ blocks }: View): string => blocks.map(({ blockId }) => String(blockId)).join(' ');

/**
 * Blocks are called with hooks while the whole is drawn: under the same ids their number may not change. A first input
 * may come and the last may go; an actions block has hooks of its own.
 */
function broken(before: View, after: View): string | undefined {
  const inputs = [before, after].map(({ blocks }) => blocks.filter(({ type }) => type === 'input').length);
  const [had = 0, has = 0] = inputs;
  if (had > 0 && has > 0 && had !== has) return `The number of inputs went from ${had} to ${has} under the same ids.`;
  for (const [index, block] of before.blocks.entries()) {
    const next = after.blocks[index];
    if (block.type !== 'actions' || next?.type !== 'actions') continue;
    const [old, now] = [list(block.elements).length, list(next.elements).length];
    if (old !== now)
      return `The number of elements of "${String(block.blockId)}" went from ${old} to ${now} under the same ids.`;
  }
  return undefined;
}

interface Held {
  readonly shown: ReadonlyMap<string, unknown>;
  readonly waiting: ReadonlySet<string>;
  readonly errors: unknown;
}

/** What is read on the phone: icons by their names, texts as they are written. */
function draw(view: View, { shown, waiting, errors }: Held): { text: string; fields: readonly string[] } {
  const fields: string[] = [];
  const elementWords = (value: unknown): readonly string[] => {
    const element = thing(value);
    const actionId = String(element.actionId);
    const holds = shown.get(actionId);
    const options = list(element.options).map(thing);
    const name = textOf(element.placeholder);
    switch (element.type) {
      case 'button':
        return [textOf(element.text), waiting.has(actionId) ? '(loading)' : ''];
      case 'plain_text_input':
        fields.push(`${name || 'INPUT'}=${typeof holds === 'string' ? holds : ''}`);
        return [];
      case 'static_select':
        fields.push(`SELECT=${typeof holds === 'string' ? holds : ''}`);
        return [name || 'Choose', ...options.map((option) => textOf(option.text))];
      case 'multi_static_select':
        return [
          ...options
            .filter((option) => list(holds).includes(option.value))
            .flatMap(({ text }) => [textOf(text), 'close']),
          'chevron-down',
        ];
      case 'overflow':
        return ['kebab'];
      default:
        return [];
    }
  };
  const blockWords = (block: Thing): readonly string[] => {
    switch (block.type) {
      case 'section':
        return [textOf(block.text), ...list(block.fields).map(textOf), ...elementWords(block.accessory)];
      case 'actions':
        return list(block.elements).flatMap(elementWords);
      case 'context':
        return list(block.elements).map(textOf);
      case 'input': {
        const error = thing(errors)[String(thing(block.element).actionId)];
        // At the label, and once more at the field.
        const blamed = typeof error === 'string' ? [error, error] : [];
        return [textOf(block.label), ...blamed, ...elementWords(block.element), textOf(block.hint)];
      }
      default:
        return [];
    }
  };
  const header = [view.title, thing(view.close).text, thing(view.submit).text].map(textOf);
  const body = flat(view.blocks, 'rocket.chat').flatMap(blockWords);
  return { text: [...header, ...body].filter((each) => each !== '').join(' '), fields };
}
