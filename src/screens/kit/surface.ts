import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import { dress, type View } from './blocks';
import { asObject } from '../../util/json';

/** A view's id carries its session's, and what kind it is; the session says the rest, for its own user alone. */
export const VIEW = 'workflow-';
export const BAR = 'workflow-bar-';
export const sessionIn = (viewId: string): string => viewId.replace(/^workflow-(bar-)?/, '');

/** A view as the server wants it. */
export function surfaceOf(view: View, id: string, appId: string) {
  const { title, blocks, submit, close } = dress(view, appId);
  const label = (words: string, word: string) =>
    ({ type: 'button', appId, blockId: word, actionId: word, text: { type: 'plain_text', text: words } }) as const;
  return {
    id,
    type: id.startsWith(BAR) ? UIKitSurfaceType.CONTEXTUAL_BAR : UIKitSurfaceType.MODAL,
    title: { type: 'plain_text', text: title } as const,
    blocks: [...blocks],
    close: label(close, 'close'),
    // Named also when there is none: the client lays an update over what it shows, and an old button would stay.
    submit: (submit === undefined ? null : label(submit, 'submit')) as ReturnType<typeof label>,
  };
}

/** What fields hold, by action id, whatever block they are in. */
export function stateOf(state: unknown): Readonly<Record<string, unknown>> {
  const blocks = Object.values(asObject(state) ?? {}).map((block) => asObject(block) ?? {});
  return Object.assign({}, ...blocks) as Readonly<Record<string, unknown>>;
}
