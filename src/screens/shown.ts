import type { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import { bytesOf, LIMITS_OF_VIEWS, messageView, shortened, type View } from './kit/blocks';
import { BAR, surfaceOf, VIEW } from './kit/surface';
import { screenOf, type People } from './access';
import { PATIENCE, type ScreenTools } from './screen';
import { hasLists } from './place';
import type { Session } from './session';
import type { Person } from '../admin/rights';

/** A view as a client gets it. */
export type Surface = ReturnType<typeof surfaceOf>;

export const isBar = (viewId: string): boolean => viewId.startsWith(BAR);
export const viewIdOf = ({ id, place }: Session, inBar: boolean): string =>
  (inBar && screenOf(place).inBar ? BAR : VIEW) + id;

/**
 * How screens become views. Everything that a view shows is collected first, within a time; what takes longer is left
 * out, and a button of the view loads it.
 */
export interface Shown {
  /**
   * @param left ms that collecting may take
   * @param desk what the person works with, where that is at hand
   */
  whole(session: Session, viewId: string, about: About, left?: number): Promise<Surface>;
  /** Words alone, in a view. @param again with a button that tries to show what should be there */
  words(viewId: string, desk: ScreenTools, text: string, again?: boolean): Surface;
}

export interface About {
  readonly person: Person;
  readonly notice?: string;
  /** What was loaded for this interaction already. */
  readonly desk?: ScreenTools;
}

/** How long texts of a view may be, in turn, until it can be carried. */
const TEXTS = [LIMITS_OF_VIEWS.text, 600, 150];

export function createShown(appId: string, { deskFor }: People): Shown {
  const words: Shown['words'] = (viewId, { say }, text, again = false) =>
    surfaceOf(messageView('Workflow', text, say('view_close'), again ? say('view_reload') : undefined), viewId, appId);

  return {
    words,
    whole: async (session, viewId, { person, notice, desk }, left = PATIENCE) => {
      const { place, used, step } = session;
      const screen = screenOf(place);
      const quick = desk ?? (await deskFor(person, false, used));
      const all = (async (): Promise<View> => {
        const tools = desk ?? (hasLists(place) ? await deskFor(person, true, used) : quick);
        return screen.show(place, tools, { notice });
      })();
      const view = (await quick.within(left, all)) ?? (await screen.show(place, quick, { quick: true, notice }));
      for (const most of TEXTS) {
        const surface = surfaceOf(shortened(view, most), viewId, appId, step);
        if (bytesOf(surface) <= LIMITS_OF_VIEWS.view) return surface;
      }
      return words(viewId, quick, quick.say('view_too_big'));
    },
  };
}

/** What the engine's responders take: they name the kind themselves. */
export function bare({ type: _type, ...view }: Surface): Omit<Surface, 'type'> & { readonly type?: UIKitSurfaceType } {
  return view;
}
