import { UIKitInteractionType } from '@rocket.chat/apps-engine/definition/uikit';
import type {
  IUIKitResponse,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { personOf, type Person } from '../admin/rights';
import { HostError } from '../ports/host';
import { createQueues } from '../util/queues';
import { asObject, asString } from '../util/json';
import { screenOf, type People } from './access';
import { bytesOf, IMPORT, LIMITS_OF_VIEWS } from './kit/blocks';
import { sessionIn, stateOf, stepIn, VIEW } from './kit/surface';
import type { Next, ScreenTools } from './screen';
import { hasLists, type Place } from './place';
import type { Session, Sessions } from './session';
import { bare, isBar, viewIdOf, type Shown, type Surface } from './shown';

/**
 * What comes of a press or a submit. It is told in the interaction's own answer, never beside it: a trigger serves one
 * server interaction, and only the type of the answer says whether a view stays (CLIENT.md 2.1, 2.2).
 */
export type Told =
  | { readonly what: 'nothing' }
  | { readonly what: 'update' | 'open'; readonly view: Surface }
  | { readonly what: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** `bar`: what stands behind shows this now. */
  | { readonly what: 'through'; readonly bar?: Surface };

export interface AnswerParts {
  readonly sessions: Sessions;
  readonly people: People;
  readonly shown: Shown;
  readonly failed: (what: string, error: unknown) => void;
}

/** What is pressed and submitted in views. */
export interface Answers {
  pressed(viewId: string, from: IUser, actionId: string, value: unknown): Promise<Told>;
  /** @param sent the view as its client sends it: with what its fields hold and, on the web, its submit button */
  submitted(viewId: string, from: IUser, sent: unknown): Promise<Told>;
}

/** A client waits five seconds, what goes to and fro included, ms. */
const IN_TIME = 4_000;

type Act = (session: Session, desk: ScreenTools) => Promise<Next>;

export function createAnswers({ sessions, people, shown, failed }: AnswerParts): Answers {
  /** What is pressed in one view is done one after the other. */
  const inTurn = createQueues();

  /**
   * What is said in time: a client waits five seconds and then drops the answer, and with a submit the view. What takes
   * longer goes on; what fails is said. In both cases a button shows what has become of it.
   */
  async function answer(viewId: string, from: IUser, act: Act, submit?: { readonly step?: number }): Promise<Told> {
    const person = personOf(from);
    if (!person || !viewId.startsWith(VIEW)) return { what: 'nothing' };
    const desk = await people.deskFor(person);
    const again = (key: 'view_loading' | 'view_failed'): Told => ({
      what: 'update',
      view: shown.words(viewId, desk, desk.say(key), true),
    });
    const work = inTurn(viewId, () => answerOf(viewId, person, act, submit)).catch((error: unknown) => {
      failed('a view', error);
      return again('view_failed');
    });
    return (await desk.within(IN_TIME, work)) ?? again('view_loading');
  }

  /** Finds the session, checks rights, does it, and says what is to be seen then. */
  async function answerOf(
    viewId: string,
    person: Person,
    act: Act,
    submit: { readonly step?: number } | undefined,
  ): Promise<Told> {
    const session = await sessions.find(sessionIn(viewId), person.id);
    const desk = await people.deskFor(person, session && hasLists(session.place), session?.used);
    const words = (text: string): Told => ({ what: 'update', view: shown.words(viewId, desk, text) });
    if (!session) return words(desk.say('view_expired'));
    if (session.done) return { what: 'through' };
    if (!(await people.isAllowed(session.place, desk))) {
      // Whoever may ask at all lacks this conversation alone: it went to somebody else. What was typed can be copied.
      const isOnlyThis = screenOf(session.place).right !== 'change' && desk.admin.mayAsk(person);
      const field = isOnlyThis && submit ? (await fieldsOn(session.place, desk)).at(-1) : undefined;
      if (field !== undefined) return { what: 'errors', errors: { [field]: desk.say('view_not_yours') } };
      await sessions.end(session.id, person.id);
      return words(desk.say(isOnlyThis ? 'view_not_yours' : 'command_no_rights'));
    }
    const about = { person, desk };
    // A double click sends the same view twice: the second time there is nothing to do but to show what came of it.
    const isSecond = submit?.step !== undefined && submit.step !== (session.step ?? 0);
    if (isSecond)
      return { what: 'update', view: await shown.whole(session, viewId, { ...about, notice: session.told }) };
    const next = await doIt(act, session, desk);
    if (next.errors && Object.keys(next.errors).length > 0) {
      await sessions.keep(session, next.place);
      return { what: 'errors', errors: next.errors };
    }
    return goOn(session, viewId, next, about, submit !== undefined);
  }

  async function doIt(act: Act, session: Session, desk: ScreenTools): Promise<Next> {
    try {
      return await act(session, desk);
    } catch (error) {
      const refused = error instanceof HostError ? error.text : undefined;
      if (!refused) failed('a view', error);
      const notice = desk.say(refused ? 'command_failed' : 'view_failed', { problem: refused ?? '' });
      return { place: session.place, notice };
    }
  }

  async function goOn(
    session: Session,
    viewId: string,
    { place, notice }: Next,
    about: { readonly person: Person; readonly desk: ScreenTools },
    isSubmit: boolean,
  ): Promise<Told> {
    const { inBar } = screenOf(place);
    // What changes nothing (typing that is told after its field has gone) takes away nothing that was said.
    const said = notice ?? (place === session.place ? session.told : undefined);
    const told = { ...about, notice: said };
    if (isBar(viewId) && !inBar) {
      const opened = await sessions.begin(session.user, place, session.id);
      return { what: 'open', view: await shown.whole(opened, viewIdOf(opened, false), told) };
    }
    const step = (session.step ?? 0) + (isSubmit ? 1 : 0);
    const kept = await sessions.keep(session, place, { step, told: said ?? '' });
    if (session.over === undefined || !inBar || !isSubmit)
      return { what: 'update', view: await shown.whole(kept, viewId, told) };
    // The modal that a bar has opened is through.
    await sessions.keep(kept, place, { done: true });
    const behind = await sessions.find(session.over, session.user);
    if (!behind) return { what: 'through' };
    const bar = await sessions.keep(behind, place);
    return { what: 'through', bar: await shown.whole(bar, viewIdOf(bar, true), told) };
  }

  return {
    pressed: (viewId, from, actionId, value) =>
      answer(viewId, from, async ({ place }, desk) =>
        actionId === 'reload' ? { place } : screenOf(place).press(place, actionId, value, desk),
      ),
    submitted: (viewId, from, sent) => {
      const view = asObject(sent) ?? {};
      const state = stateOf(view['state']);
      const act: Act = async ({ place }, desk) => {
        const { submit } = screenOf(place);
        return (await tooLong(place, state, desk)) ?? (submit ? submit(place, state, desk) : { place });
      };
      return answer(viewId, from, act, { step: stepIn(view['submit']) });
    },
  };
}

/**
 * What is longer than a field may hold: the next submit would be refused without a word (CLIENT.md 2.10). A client sends
 * fields of earlier views as well, and there nobody would see an error.
 */
async function tooLong(
  place: Place,
  state: Readonly<Record<string, unknown>>,
  desk: ScreenTools,
): Promise<Next | undefined> {
  const long = Object.entries(state).flatMap(([id, value]) => {
    const most = id.startsWith(IMPORT) ? LIMITS_OF_VIEWS.view : LIMITS_OF_VIEWS.value;
    const text = desk.say(id.startsWith(IMPORT) ? 'view_import_long' : 'view_long', { most: most / 1_000 });
    return bytesOf(value) > most ? [[id, text] as const] : [];
  });
  const [first] = long;
  if (!first) return undefined;
  const there = await fieldsOn(place, desk);
  const areThere = long.every(([id]) => there.includes(id));
  return areThere ? { place, errors: Object.fromEntries(long) } : { place, notice: first[1] };
}

/** The fields that are on the view now: only at these an error is seen. */
async function fieldsOn(place: Place, desk: ScreenTools): Promise<readonly string[]> {
  const { blocks } = await screenOf(place).show(place, desk, {});
  return blocks.flatMap((block) => (block.type === 'input' ? [block.element.actionId] : []));
}

/** The answer of a press or a submit. */
export function respond(
  told: Told,
  viewId: string,
  context: UIKitBlockInteractionContext | UIKitViewSubmitInteractionContext,
): IUIKitResponse {
  const responder = context.getInteractionResponder();
  switch (told.what) {
    case 'nothing':
      return responder.successResponse();
    case 'open':
      return responder.openModalViewResponse(bare(told.view));
    case 'update':
      return isBar(asString(told.view.id) ?? '')
        ? responder.updateContextualBarViewResponse(bare(told.view))
        : responder.updateModalViewResponse(bare(told.view));
    case 'errors':
      return responder.viewErrorResponse({ viewId, errors: { ...told.errors } });
    case 'through': {
      // It closes on the web and on the phone (CLIENT.md 2.5); the engine has no responder for it.
      const title = { type: 'plain_text', text: 'Workflow' } as const;
      const update = responder.updateModalViewResponse({ id: viewId, title, blocks: [] });
      return { ...update, type: UIKitInteractionType.MODAL_CLOSE } as IUIKitResponse;
    }
  }
}
