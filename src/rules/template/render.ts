import { shortenUnits } from '../../text/shorten';
import type { TemplateReader } from '../../catalogue/actions/action';
import { extraNameOf } from '../../catalogue/extra-names';
import { fieldOf } from '../../catalogue/fields';
import { fold } from '../../text/fold';
import { neutralise, oneLine } from './neutralise';

/** A template as it is walked: text, a name to print, or a part that stands only with (or without) a value. */
export type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'section'; readonly name: string; readonly inverted: boolean; readonly inner: readonly Part[] };

/**
 * What a name stands for: the text to print; undefined when missing or unknown; or a text that counts as absent for
 * sections (`no`, for a boolean that is false).
 */
export type TemplateValue = string | undefined | { readonly text: string; readonly absent: true };

export interface RenderOptions {
  /** Who reads it. */
  readonly reader: TemplateReader;
  /** At most so many code units; the host refuses longer messages (Message_MaxAllowedSize, HOST.md C.1). */
  readonly max: number;
}

/** Prints the parts. Never longer than `max`, and never much more work than that, however long the values are. */
export function render(
  parts: readonly Part[],
  values: (name: string) => TemplateValue,
  { reader, max }: RenderOptions,
): string {
  let out = '';
  let full = false;
  walk(parts);
  return shortenUnits(reader === 'machine' ? oneLine(out) : out, max, full);

  function walk(list: readonly Part[]): void {
    for (const part of list) {
      if (full) return;
      if (part.is === 'text') out += part.text;
      else if (part.is === 'name') out += print(part.name);
      else if (isPresent(values(part.name)) !== part.inverted) walk(part.inner);
    }
  }

  function print(name: string): string {
    const value = values(name);
    const whole = typeof value === 'object' ? value.text : (value ?? '');
    const room = Math.max(0, max - out.length);
    full = whole.length > room;
    const text = full ? whole.slice(0, room) : whole;
    return reader === 'machine' || !mayComeFromCustomer(name) ? text : neutralise(text, out.slice(-1));
  }
}

function isPresent(value: TemplateValue): boolean {
  // What folds to nothing is missing, as in conditions; a beginning tells, however long the text is.
  return typeof value === 'string' && fold(value.slice(0, 1000)) !== '';
}

/** What is neither a field nor a name of ours is taken for a customer's words. */
export function mayComeFromCustomer(name: string): boolean {
  const entry = fieldOf(name)?.field ?? extraNameOf(name);
  return entry?.writtenBy !== 'team';
}
