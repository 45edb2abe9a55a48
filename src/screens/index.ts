import type { IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IUIKitResponse,
  UIKitBlockInteractionContext,
  UIKitViewCloseInteractionContext,
  UIKitViewSubmitInteractionContext,
  UIKitActionButtonInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { createQueues } from '../util/queues';
import { HostError } from '../ports/host';
import { translate, message } from '../text/message';
import { personOf } from '../admin/rights';
import { ROOM_BUTTON } from './room-button';
import type { ConversationTab, ScreenContext, Screens } from '../admin/screens';
import { toRules, type ScreenTools, type Next } from './screen';
import { createPeople, screenOf, type PeopleParts } from './access';
import { messageView } from './rules/view';
import { editing } from './rules/screen';
import { createSessions, type Place, type Session } from './session';
import { BAR, sessionIn, stateOf, surfaceOf, VIEW } from './kit/surface';
import type { View } from './kit/blocks';
import { asString } from '../util/json';

export interface ScreenParts extends PeopleParts {
  readonly appId: string;
  readonly modify: () => IModify;
  readonly failed: (what: string, error: unknown) => void;
}

/** The screens, and what is pressed on them. */
export interface Interactions extends Screens {
  block(context: UIKitBlockInteractionContext): Promise<IUIKitResponse>;
  submitted(context: UIKitViewSubmitInteractionContext): Promise<IUIKitResponse>;
  closed(context: UIKitViewCloseInteractionContext): Promise<IUIKitResponse>;
  roomButton(context: UIKitActionButtonInteractionContext): Promise<IUIKitResponse>;
}

export function createScreens(parts: ScreenParts): Interactions {
  const { admin } = parts;
  const sessions = createSessions(admin.host.store, admin.now, admin.newId);
  const { deskFor, isAllowed } = createPeople(parts);
  /** What is pressed in one view is done one after the other. */
  const inTurn = createQueues();

  const surface = (view: View, id: string) => surfaceOf(view, id, parts.appId);

  /** The trigger is good for five seconds: what is at hand is shown first, the rest follows. */
  async function open(next: Next, context: Pick<ScreenContext, 'person' | 'user' | 'triggerId'>): Promise<boolean> {
    const { person, user, triggerId } = context;
    if (triggerId === undefined) return false;
    const { place, notice } = next;
    const quick = await deskFor(person);
    if (!(await isAllowed(place, quick))) return false;
    const session = await sessions.begin(person.id, place);
    const id = (place.at === 'conversation' ? BAR : VIEW) + session.id;
    const ui = parts.modify().getUiController();
    const first = surface(await screenOf(place).show(place, quick, { quick: true, notice }), id);
    await ui.openSurfaceView(first, { triggerId }, user);
    const whole = surface(
      await screenOf(place).show(place, await deskFor(person, place.at === 'edit'), { notice }),
      id,
    );
    if (JSON.stringify(whole) !== JSON.stringify(first)) await ui.updateSurfaceView(whole, { triggerId }, user);
    return true;
  }

  interface Answer {
    readonly view: ReturnType<typeof surfaceOf>;
    readonly errors?: Next['errors'];
  }

  /** Finds the session, checks rights, does it, and gives what is to be seen then. */
  function answer(
    viewId: string,
    from: IUser,
    act: (session: Session, desk: ScreenTools) => Promise<Next>,
  ): Promise<Answer | undefined> {
    return inTurn(viewId, async () => {
      const person = personOf(from);
      if (!person || !viewId.startsWith(VIEW)) return undefined;
      const session = await sessions.find(sessionIn(viewId), person.id);
      const desk = await deskFor(person, session?.place.at === 'edit', session?.used);
      if (!session)
        return {
          view: surface(messageView('Workflow', desk.say('view_expired'), desk.say('view_close')), viewId),
        };
      if (!(await isAllowed(session.place, desk))) {
        await sessions.end(session.id, person.id);
        const refused = messageView('Workflow', desk.say('command_no_rights'), desk.say('view_close'));
        return { view: surface(refused, viewId) };
      }
      let next: Next;
      try {
        next = await act(session, desk);
      } catch (error) {
        const refused = error instanceof HostError ? error.text : undefined;
        if (!refused) parts.failed('a view', error);
        next = {
          place: session.place,
          notice: desk.say(refused ? 'command_failed' : 'view_failed', { problem: refused ?? '' }),
        };
      }
      await sessions.keep(session, next.place);
      const view = surface(await screenOf(next.place).show(next.place, desk, { notice: next.notice }), viewId);
      return { view, errors: next.errors };
    });
  }

  function placeOf(tab?: ConversationTab, conversation?: string): Place {
    return tab && conversation !== undefined
      ? { at: 'conversation', conversation, tab, count: 1 }
      : toRules({ admin }).place;
  }

  return {
    openRules: (context) => open({ place: placeOf() }, context),
    openNew: (context) => open({ place: { at: 'new', page: 0 } }, context),
    openEdit: async (context, ruleId) => {
      const rule = admin.book.read().rules.find(({ id }) => id === ruleId);
      return rule ? open(editing(rule, await deskFor(context.person), 'when'), context) : false;
    },
    openConversation: (context, conversation, tab) => open({ place: placeOf(tab, conversation) }, context),
    openImport: (context) => open({ place: { at: 'proposal', what: 'import', count: 1 } }, context),
    openHistory: (context) => open({ place: { at: 'history' } }, context),

    block: async (context) => {
      const { user, actionId, triggerId, container, ...data } = context.getInteractionData();
      const value: unknown = data.value;
      const answered = await answer(container.id, user, (session, desk) =>
        screenOf(session.place).press(session.place, actionId, value, desk),
      );
      if (answered) await parts.modify().getUiController().updateSurfaceView(answered.view, { triggerId }, user);
      return context.getInteractionResponder().successResponse();
    },
    submitted: async (context) => {
      const { user, view, triggerId } = context.getInteractionData();
      const responder = context.getInteractionResponder();
      const answered = await answer(view.id, user, async (session, desk) => {
        const { submit } = screenOf(session.place);
        return submit ? submit(session.place, stateOf(view.state), desk) : { place: session.place };
      });
      if (!answered) return responder.successResponse();
      if (answered.errors && Object.keys(answered.errors).length > 0) {
        await parts.modify().getUiController().updateSurfaceView(answered.view, { triggerId }, user);
        return responder.viewErrorResponse({ viewId: view.id, errors: { ...answered.errors } });
      }
      const { type, ...shown } = answered.view;
      return type === UIKitSurfaceType.CONTEXTUAL_BAR
        ? responder.updateContextualBarViewResponse(shown)
        : responder.updateModalViewResponse(shown);
    },
    closed: async (context) => {
      const { user, view } = context.getInteractionData();
      const id = asString(view?.id) ?? '';
      if (id.startsWith(VIEW)) await sessions.end(sessionIn(id), user.id);
      return context.getInteractionResponder().successResponse();
    },
    roomButton: async (context) => {
      const { user, room, triggerId, actionId } = context.getInteractionData();
      const person = personOf(user);
      const opened =
        actionId === ROOM_BUTTON && person !== undefined && asString(room?.id) !== undefined
          ? await open(
              { place: { at: 'conversation', conversation: room.id, tab: 'notes', count: 1 } },
              { person, user, triggerId },
            )
          : false;
      // A bar that nobody may see: said in one of its own, so that a pressed button is never without effect.
      if (!opened && person && actionId === ROOM_BUTTON) {
        const language = person.language ?? admin.language();
        const view = messageView(
          'Workflow',
          translate(language, message('view_not_yours')),
          translate(language, message('view_close')),
        );
        await parts
          .modify()
          .getUiController()
          .openSurfaceView(surface(view, `${VIEW}refused`), { triggerId }, user);
      }
      return context.getInteractionResponder().successResponse();
    },
  };
}
