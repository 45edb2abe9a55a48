/** What a person reads in the web client: a view's words from top to bottom, what its fields show, or that it broke. */
import type { Surface } from './surface';
import { textOf } from './values';
import { flat, list, thing } from './view';

export interface Drawn {
  /** Title, blocks, close and submit button, in one line. */
  readonly text: string;
  /** By action id; lists of a filter as `text#n`, boxes as `checkbox#n` and `radio#n`, counted over all inputs. */
  readonly fields: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  /** Why the renderer threw: then nothing of the view is on the screen. */
  readonly crash?: string;
}

type Thing = Readonly<Record<string, unknown>>;

/** From the sixth element on a row of actions hides behind a button of its own. */
const IN_A_ROW = 5;

/** The words of a text object: markdown without its marks, the rest as it is. */
export function words(value: unknown): string {
  const text = textOf(value);
  const { type } = thing(value);
  const bare = type === 'mrkdwn' ? text.replace(/([*_~`])(?=\S)(.+?)(?<=\S)\1/g, '$2') : text;
  return bare.replace(/\s+/g, ' ').trim();
}

/** `count`: of the inputs on the page so far. */
export function draw(surface: Surface, count = 0): Drawn {
  const fields: Record<string, string> = {};
  const errors: string[] = [];
  let inputs = count;
  const field = (name: string, value: string, numbered = false): void => {
    fields[numbered ? `${name}#${inputs}` : name] = value;
    inputs += 1;
  };

  const optionsOf = (element: Thing): readonly Thing[] => {
    if (!Array.isArray(element.options)) throw new Error(`a ${String(element.type)} without options`);
    return element.options.map(thing);
  };
  const boxes = (element: Thing, kind: string, isOn: (value: string) => boolean): string[] =>
    optionsOf(element).map((option) => {
      field(kind, `${String(option.value)}:${isOn(String(option.value))}`, true);
      return words(option.text);
    });

  const elementWords = (value: unknown): readonly string[] => {
    const element = thing(value);
    const shown = surface.shown(String(element.actionId));
    const holds = (each: string): boolean =>
      typeof shown === 'string' ? shown.includes(each) : list(shown).includes(each);
    switch (element.type) {
      case 'button':
        // One that waits shows that instead of its words.
        return surface.isWaiting(String(element.actionId)) ? [] : [words(element.text)];
      case 'plain_text_input':
      case 'datepicker':
      case 'time_picker':
        field(String(element.actionId), typeof shown === 'string' ? shown : '');
        return [];
      case 'static_select':
      case 'multi_static_select': {
        const chosen = optionsOf(element).filter((option) =>
          element.type === 'static_select' ? option.value === shown : list(shown).includes(option.value),
        );
        field('text', surface.filter(String(element.actionId)), true);
        // Options and placeholders are shown as they are written.
        return chosen.length > 0 ? chosen.map((option) => textOf(option.text)) : [textOf(element.placeholder)];
      }
      case 'checkbox':
        return boxes(element, 'checkbox', holds);
      case 'toggle_switch':
        if (shown === undefined) throw new Error('a toggle_switch that holds nothing');
        return boxes(element, 'checkbox', holds);
      case 'radio_button':
        return boxes(element, 'radio', (each) => each === shown);
      case 'linear_scale': {
        const [from, to] = [Number(element.minValue ?? 0), Number(element.maxValue ?? 10)];
        return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
      }
      default:
        return [];
    }
  };

  const blockWords = (block: Thing): readonly string[] => {
    switch (block.type) {
      case 'section':
        return [words(block.text), ...list(block.fields).map(words), ...elementWords(block.accessory)];
      case 'actions': {
        if (!Array.isArray(block.elements)) throw new Error('an actions block without elements');
        const all = block.elements as unknown[];
        const more = all.length > IN_A_ROW && !surface.isUnfolded() ? ['Show more...'] : [];
        return [...(more.length > 0 ? all.slice(0, IN_A_ROW) : all).flatMap(elementWords), ...more];
      }
      case 'input': {
        if (typeof block.element !== 'object' || block.element === null) throw new Error('an input without element');
        const error = surface.errorAt(String(thing(block.element).actionId));
        if (error !== undefined) errors.push(error);
        return [words(block.label), ...elementWords(block.element), error ?? '', words(block.hint)];
      }
      case 'context':
        return list(block.elements).map((each) => (textOf(each) === '' ? '' : words(each)));
      case 'callout':
        return [words(block.title), words(block.text), ...elementWords(block.accessory)];
      case 'header':
      case 'markdown':
        return [words(block.text)];
      case 'preview':
        return [block.title, block.description].flatMap(list).map(words);
      case 'tab_navigation':
        return list(block.tabs).map((tab) => words(thing(tab).title));
      default:
        return [];
    }
  };

  const { view } = surface;
  try {
    const body = flat(view.blocks, 'rocket.chat').flatMap(blockWords);
    const buttons = [view.close, view.submit].map((button) => words(thing(button).text));
    const text = [words(view.title), ...body, ...buttons].filter((each) => each !== '').join(' ');
    return { text, fields, errors };
  } catch (error) {
    // A view that cannot be drawn takes everything with it.
    return { text: '', fields: {}, errors: [], crash: (error as Error).message };
  }
}
