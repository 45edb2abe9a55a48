import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit';
import type { UIKitLivechatBlockInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/livechat';
import type { Later } from '../engine/later';
import type { WorkflowHost } from '../host';
import type { Log } from '../ports/log';
import { message, translate } from '../text/message';
import { asObject, asString } from '../util/json';
import type { InForce } from './rules-in-force';

/** What a tap is looked at with. */
export interface TapParts {
  readonly host: WorkflowHost;
  readonly later: Later;
  readonly inForce: InForce;
  readonly log: Log;
}

/**
 * A button tapped in the widget. The server believes whatever is sent of the visitor, so only the token of the room's own
 * visitor counts, and only a message of the app's own in that room. The widget shows nothing of the answer.
 */
export function createTapHook({
  host,
  later,
  inForce,
  log,
}: TapParts): (context: UIKitLivechatBlockInteractionContext) => Promise<IUIKitResponse> {
  async function tapOf(context: UIKitLivechatBlockInteractionContext) {
    const { visitor, room, message: sent, value } = context.getInteractionData();
    const [roomId, messageId] = [asString(room?.id), asString(sent?.id)];
    if (roomId === undefined || messageId === undefined || asString(asObject(sent?.room)?.['id']) !== roomId)
      return undefined;
    const conversation = await host.conversation(roomId);
    const token = asString(asObject(visitor)?.['token']);
    if (!conversation || token !== conversation.customer.token || !(await host.isOwnMessage(sent))) return undefined;
    return { conversation, message: messageId, value };
  }

  return async (context) => {
    const responder = context.getInteractionResponder();
    const tap = await tapOf(context);
    if (!tap) log.warn('a tap on a button of another conversation, or of nobody: nothing was done');
    const refused = tap ? await later.questions.tapped(tap) : message('question_tap_refused');
    if (!refused) return responder.successResponse();
    const response: IUIKitResponse & { message: string } = {
      ...responder.errorResponse(),
      message: translate(inForce.language(), refused),
    };
    return response;
  };
}
