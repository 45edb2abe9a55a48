/**
 * What a server of 8.3 does with POST /api/apps/ui.interaction/:appId (ee/server/apps/communication/uikit.ts): every
 * touch of a view, a button or a block of a message comes this way, from the web client, the phone and the widget.
 */
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { Instance } from '../runtime/host';
import { appMessageById, appRoomById, appUserById, appVisitorById, type AppObject, type Workspace } from '../workspace';

export interface InteractionRequest {
  appId: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The body as it is sent. */
  text: string;
}

export interface InteractionAnswer {
  statusCode: number;
  text: string;
}

export type InteractionRoute = (request: InteractionRequest, handed?: () => void) => Promise<InteractionAnswer>;

/** bodyParser.json() without a limit of its own: 100 kB. */
const LARGEST = 100 * 1024;

const json = (statusCode: number, value: unknown): InteractionAnswer => ({ statusCode, text: JSON.stringify(value) });

const UNAUTHORIZED = json(401, { status: 'error', message: 'You must be logged in to do this.' });

/**
 * Never rejects: too large is 413, no JSON 400, nobody 401, an app that throws 500; what a handler gives is sent as it
 * is, and nothing as an empty body. `handed` is called when the request stands with the app, or will not get there.
 */
export function createRoute(ws: Workspace, instance: () => Instance): InteractionRoute {
  return async ({ appId, headers, text }, handed = () => undefined) => {
    const refused = (answer: InteractionAnswer): InteractionAnswer => {
      handed();
      return answer;
    };
    if (Buffer.byteLength(text) > LARGEST) return refused(json(413, { error: 'request entity too large' }));
    let body: AppObject;
    try {
      body = JSON.parse(text) as AppObject;
    } catch {
      return refused(json(400, { error: 'Unexpected token in JSON' }));
    }
    const { 'x-user-id': userId, 'x-auth-token': token, 'x-visitor-token': visitorToken } = headers;
    const known = ws.data.tokens.some((entry) => entry.userId === userId && entry.token === token);
    // The token decides when there is one; without one the route believes what the body says of the visitor.
    if (visitorToken) body.visitor = visitorByToken(ws, visitorToken);
    if (!known && !body.visitor) return refused(UNAUTHORIZED);
    const action = actionOf(ws, appId, body, known ? userId : undefined);
    if (action === undefined) return refused(json(400, { error: 'Unknown action' }));
    const isVisitors = body.type === 'blockAction' && Boolean(body.visitor);
    try {
      const answering = listenersOf(instance()).executeListener(
        isVisitors ? AppInterface.IUIKitLivechatInteractionHandler : AppInterface.IUIKitInteractionHandler,
        action as never,
      ) as Promise<unknown>;
      handed();
      const answer = await answering;
      return { statusCode: 200, text: answer === undefined || answer === null ? '' : JSON.stringify(answer) };
    } catch (error) {
      return refused(json(500, { error: reasonOf(error) }));
    }
  };
}

/**
 * The engine's listeners over the app itself: the ProxiedApp of the engine that npm has swallows what a handler throws,
 * and the recording has it reach the route.
 */
function listenersOf(instance: Instance): ReturnType<Instance['manager']['getListenerManager']> {
  const app = {
    call: (method: string, ...params: unknown[]) =>
      instance.controller().sendRequest({ method: `app:${method}`, params }),
  };
  const manager = { getOneById: (id: string) => (id === instance.app().getID() ? app : undefined) };
  return Object.create(instance.manager.getListenerManager(), { manager: { value: manager } }) as never;
}

/** JSON-RPC has what the handler threw inside of an "Internal error". */
function reasonOf(error: unknown): unknown {
  const { message, data } = (error ?? {}) as { message?: unknown; data?: { message?: unknown } };
  return message === 'Internal error' ? (data?.message ?? message) : (message ?? error);
}

function visitorByToken(ws: Workspace, token: string): AppObject | undefined {
  const visitor = ws.data.visitors.findLast((entry) => entry.token === token);
  return visitor && appVisitorById(ws, visitor._id);
}

/** The event that the engine gets, by the type of what was sent; rooms and messages are read afresh. */
function actionOf(ws: Workspace, appId: string, body: AppObject, userId: string | undefined): AppObject | undefined {
  const { type, actionId, triggerId, container, visitor, rid, mid } = body;
  const payload = (body.payload ?? {}) as AppObject;
  const user = userId === undefined ? undefined : appUserById(ws, userId);
  const room = typeof rid === 'string' ? appRoomById(ws, rid) : undefined;
  const message = typeof mid === 'string' ? appMessageById(ws, mid) : undefined;
  switch (type) {
    case 'blockAction':
      return { type, appId, actionId, triggerId, container, payload, user, visitor, room, message };
    case 'viewSubmit':
      return { type, appId, actionId, triggerId, payload, user };
    case 'viewClosed':
      // Without the trigger: what a closed handler shows is shown to nobody.
      return { type, appId, actionId, user, payload: { view: payload.view, isCleared: payload.isCleared } };
    case 'actionButton':
      return { type, appId, actionId, triggerId, payload: { context: payload.context }, user, room, message };
    default:
      return undefined;
  }
}
