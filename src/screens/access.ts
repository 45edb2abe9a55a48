import type { Admin } from '../admin/context';
import { mayChangeRules, type Person } from '../admin/rights';
import { deskOf, worldOf, type ScreenTools, type Screen } from './screen';
import { conversationScreen } from './conversation/screen';
import { editScreen } from './builder/screen';
import { questionsOf } from './builder/variables';
import { lookupScreen, lookupsScreen } from './lookups/screen';
import { historyScreen, proposalScreen } from './history/screen';
import { applyScreen } from './runs/apply';
import { runsScreen } from './runs/screen';
import { newScreen, removeScreen, rulesScreen } from './rules/screen';
import { positionScreen } from './rules/position';
import { setupScreen } from './setup/screen';
import { handScreen } from './conversation/hand';
import { laterScreen } from './conversation/later';
import { noteScreen } from './conversation/note';
import type { Sessions } from './session';
import type { Place } from './place';

const SCREENS: { readonly [K in Place['at']]: Screen<Extract<Place, { at: K }>> } = {
  rules: rulesScreen,
  new: newScreen,
  remove: removeScreen,
  position: positionScreen,
  edit: editScreen,
  setup: setupScreen,
  history: historyScreen,
  lookups: lookupsScreen,
  lookup: lookupScreen,
  runs: runsScreen,
  apply: applyScreen,
  proposal: proposalScreen,
  conversation: conversationScreen,
  note: noteScreen,
  later: laterScreen,
  hand: handScreen,
};

export function screenOf(place: Place): Screen {
  return SCREENS[place.at] as unknown as Screen;
}

export interface PeopleParts {
  readonly admin: Admin;
  readonly sessions: Pick<Sessions, 'unsaved' | 'end'>;
  /** The shop's zone, IANA. */
  readonly zone: () => string;
  /** Calls after so many ms; gives how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
}

/** How long is waited for what the server lists, ms: then what it listed before counts, for a field to stay as it was shown. */
const LISTS = 1_500;

/** Who may be where, and what they work with there. */
export interface People {
  /**
   * @param lists what the server lists is needed: only the builder offers it
   * @param used the highest number of a field of the view
   */
  deskFor(person: Person, lists?: boolean, used?: number): Promise<ScreenTools>;
  /** Rights may have been taken away since the view was opened. */
  isAllowed(place: Place, desk: ScreenTools): Promise<boolean>;
}

export function createPeople(parts: PeopleParts): People {
  const { admin, sessions } = parts;

  /** Undefined when it takes longer, ms. */
  async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
    let off = (): void => undefined;
    const late = new Promise<undefined>((resolve) => (off = parts.after(ms, () => resolve(undefined))));
    return Promise.race([work, late]).finally(() => off());
  }

  async function deskFor(person: Person, lists = false, used = 0): Promise<ScreenTools> {
    const { agents, departments } = (lists && (await within(LISTS, admin.listed()))) || admin.listedBefore();
    const language = person.language ?? admin.language();
    const named = {
      agents,
      departments: departments?.map(({ name }) => name),
      ...(lists && { questions: questionsOf(admin.book.read().document) }),
    };
    const world = worldOf(admin, named, language, parts.zone());
    return deskOf({
      admin,
      person,
      world,
      unused: used + 1,
      within,
      maySee: (conversation) => admin.maySee(person, conversation),
      unsaved: () => sessions.unsaved(person.id),
      drop: ({ id }) => sessions.end(id, person.id),
    });
  }

  async function isAllowed(place: Place, desk: ScreenTools): Promise<boolean> {
    if (screenOf(place).right === 'change') return mayChangeRules(desk.person);
    const bar = 'behind' in place ? place.behind : place;
    return admin.mayAsk(desk.person) && (bar.at !== 'conversation' || desk.maySee(bar.conversation));
  }

  return { deskFor, isAllowed };
}
