import { textOf } from '../../client/values';
import { thing } from '../../client/view';

/** This renderer takes the hint of an input for a plain string; newer ones take a text object, as apps send it. */
export function drawable(blocks: readonly unknown[]): unknown[] {
  return blocks.map((block) => {
    const { hint } = thing(block);
    return hint === undefined || hint === null ? block : { ...thing(block), hint: textOf(hint) };
  });
}
