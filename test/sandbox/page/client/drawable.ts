import { textOf } from '../../client/values';
import { thing } from '../../client/view';

/**
 * This renderer takes the hint of an input for a plain string; newer ones take a text object, as apps send it. It also
 * shows the marks of markdown: they are left out, and nothing is bold.
 */
export function drawable(blocks: readonly unknown[]): unknown[] {
  return blocks.map((block) => {
    const { hint, text } = thing(block);
    const marked = thing(text).type === 'mrkdwn';
    return {
      ...thing(block),
      ...(hint !== undefined && hint !== null && { hint: textOf(hint) }),
      ...(marked && { text: { ...thing(text), text: textOf(text).replace(/\*(.*?)\*/g, '$1') } }),
    };
  });
}
