import type { IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewCloseInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { personOf } from '../admin/rights';
import type { ScreenContext, Screens } from '../admin/screens';
import { asObject, asString } from '../util/json';
import { toHand } from './conversation/hand';
import { createPeople, type PeopleParts } from './access';
import { createAnswers, respond, type Told } from './answers';
import { isUnsaved } from './builder/draft';
import { sessionIn, VIEW } from './kit/surface';
import { ROOM_BUTTON } from './room-button';
import { editing } from './rules/screen';
import { PATIENCE, toRules } from './screen';
import { toSetup } from './setup/screen';
import { createSessions } from './session';
import type { Place } from './place';
import { bare, createShown, viewIdOf } from './shown';

export interface ScreenParts extends Omit<PeopleParts, 'sessions'> {
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

/** A command's trigger is good for five seconds at its client; what is opened later is lost without a word, ms. */
const TRIGGER = 4_000;

export function createScreens(parts: ScreenParts): Interactions {
  const { admin, failed, modify, appId } = parts;
  const sessions = createSessions(admin.host.store, admin.now, admin.newId);
  const people = createPeople({ ...parts, sessions });
  const shown = createShown(appId, people);
  const answers = createAnswers({ sessions, people, shown, failed });

  /** Opens a modal for a command: on the phone there is nothing else. False: it is to be said in words. */
  async function open(place: Place, { person, user, triggerId, arrived }: ScreenContext): Promise<boolean> {
    if (triggerId === undefined || !(await people.isAllowed(place, await people.deskFor(person)))) return false;
    try {
      const session = await sessions.begin(person.id, place);
      const view = await shown.whole(session, viewIdOf(session, false), { person }, PATIENCE - (admin.now() - arrived));
      if (admin.now() - arrived > TRIGGER) return false;
      await modify().getUiController().openSurfaceView(view, { triggerId }, user);
      return true;
    } catch (error) {
      failed('a view', error);
      return false;
    }
  }

  /** What a press or a submit has led to; the bar behind a modal is shown anew with the trigger that is left. */
  async function tell(told: Told, triggerId: string, user: IUser): Promise<Told> {
    if (told.what !== 'through' || !told.bar) return told;
    await modify()
      .getUiController()
      .updateSurfaceView(told.bar, { triggerId }, user)
      .catch((error: unknown) => failed('a bar', error));
    return told;
  }

  return {
    openRules: (context) => open(toRules({ admin }).place, context),
    openSetup: async (context) => open(toSetup(await people.deskFor(context.person), 1).place, context),
    openNew: (context) => open({ at: 'new', page: 0 }, context),
    openEdit: async (context, ruleId) => {
      const rule = admin.book.read().rules.find(({ id }) => id === ruleId);
      return rule ? open(editing(rule, await people.deskFor(context.person), 'when').place, context) : false;
    },
    openImport: (context) => open({ at: 'proposal', what: 'import', count: 1 }, context),
    openRuns: (context, rule) => open({ at: 'runs', rule, page: 0 }, context),
    openHand: (context, conversation, rule) =>
      open(toHand(rule, 1, { at: 'conversation', conversation, tab: 'notes' }, { admin }), context),
    openApply: (context, rule, pass) => open({ at: 'apply', rule, pass }, context),
    openLater: (context, conversation) =>
      open({ at: 'later', count: 1, behind: { at: 'conversation', conversation, tab: 'waits' } }, context),
    openHistory: (context) => open({ at: 'history' }, context),

    block: async (context) => {
      const { user, actionId, triggerId, container, ...data } = context.getInteractionData();
      const told = await answers.pressed(container.id, user, actionId, data.value);
      return respond(await tell(told, triggerId, user), container.id, context);
    },
    submitted: async (context) => {
      const { user, view, triggerId } = context.getInteractionData();
      const told = await answers.submitted(view.id, user, view);
      return respond(await tell(told, triggerId, user), view.id, context);
    },
    /** Never fails: a client waits for the answer, and the X would be dead. A rule that is not saved is kept for a day. */
    closed: async (context) => {
      const { user, view, ...data } = context.getInteractionData();
      const id = asString(view?.id) ?? '';
      const cancelled = asObject(data)?.['isCleared'] !== true;
      try {
        if (id.startsWith(VIEW)) {
          const session = await sessions.find(sessionIn(id), user.id);
          const place = session?.place;
          if (session && (cancelled || place?.at !== 'edit' || !isUnsaved(place.draft)))
            await sessions.end(session.id, user.id);
        }
      } catch (error) {
        failed('closing a view', error);
      }
      return context.getInteractionResponder().successResponse();
    },
    roomButton: async (context) => {
      const { user, room, actionId } = context.getInteractionData();
      const responder = context.getInteractionResponder();
      const person = personOf(user);
      const conversation = asString(asObject(room)?.['id']);
      if (actionId !== ROOM_BUTTON || !person || conversation === undefined) return responder.successResponse();
      const place: Place = { at: 'conversation', conversation, tab: 'notes' };
      const desk = await people.deskFor(person);
      // A pressed button is never without effect.
      const words = (key: 'view_not_yours' | 'view_failed') =>
        responder.openModalViewResponse(bare(shown.words(`${VIEW}${admin.newId()}`, desk, desk.say(key))));
      try {
        if (!(await people.isAllowed(place, desk))) return words('view_not_yours');
        const session = await sessions.begin(person.id, place);
        return responder.openContextualBarViewResponse(
          bare(await shown.whole(session, viewIdOf(session, true), { person })),
        );
      } catch (error) {
        failed('a bar', error);
        return words('view_failed');
      }
    },
  };
}
