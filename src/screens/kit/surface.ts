import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import { dress, type View } from './blocks';
import { asObject, asString } from '../../util/json';

/** A view's id carries its session's, and what kind it is; the session says the rest, for its own user alone. */
export const VIEW = 'workflow-';
export const BAR = 'workflow-bar-';
export const sessionIn = (viewId: string): string => viewId.replace(/^workflow-(bar-)?/, '');

/** The number in the name of a view's submit button; undefined where the client sends none (the phone). */
export function stepIn(submit: unknown): number | undefined {
  const [, digits] = /^submit\.(\d{1,6})$/.exec(asString(asObject(submit)?.['actionId']) ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * A view as the server wants it.
 * @param step counts the submits that have changed the view: a submit sent twice carries the same number (`stepIn`)
 */
export function surfaceOf(view: View, id: string, appId: string, step = 0) {
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
    submit: (submit === undefined ? null : label(submit, `submit.${step}`)) as ReturnType<typeof label>,
  };
}

/** What fields hold, by action id, whatever block they are in. */
export function stateOf(state: unknown): Readonly<Record<string, unknown>> {
  const blocks = Object.values(asObject(state) ?? {}).map((block) => asObject(block) ?? {});
  return Object.assign({}, ...blocks) as Readonly<Record<string, unknown>>;
}
