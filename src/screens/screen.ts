import { translate, type MessageKey, type Text } from '../text/message';
import type { Admin } from '../admin/context';
import type { Person } from '../admin/rights';
import type { Changed } from '../admin/rule-book/rule-book';
import { sayIn, type World } from './kit/form';
import type { Unsaved } from './session';
import type { Place } from './place';
import { asObject } from '../util/json';
import type { View } from './kit/blocks';

/** What a screen works with, for one person. */
export interface ScreenTools {
  readonly admin: Admin;
  readonly person: Person;
  readonly world: World;
  readonly say: (key: MessageKey, params?: Text['params']) => string;
  /** A sentence that somebody else made, in the person's language. */
  readonly text: (text: Text) => string;
  /**
   * No field of this view has a number from here on: a client holds what was typed by the field's name, also when the
   * field is long gone, and shows and submits it when the name comes again.
   */
  readonly unused: number;
  /** What came of it; undefined when it took longer, ms. */
  readonly within: <T>(ms: number, work: Promise<T>) => Promise<T | undefined>;
  /** May this person see this conversation? */
  readonly maySee: (conversation: string) => Promise<boolean>;
  /** The rule that this person has begun and not saved. */
  readonly unsaved: () => Promise<Unsaved | undefined>;
  /** Forgets it. */
  readonly drop: (unsaved: Unsaved) => Promise<void>;
}

/** How long a screen may take to collect what it shows, ms: a client waits five seconds, network and store included. */
export const PATIENCE = 2_500;

/** Where somebody goes, and what to tell them there. */
export interface Next {
  readonly place: Place;
  readonly notice?: string;
  /**
   * What is wrong with fields, by action id. Then this alone is told, and the view stays as it is: only for fields that
   * are on it.
   */
  readonly errors?: Readonly<Record<string, string>>;
}

/** One kind of place. */
export interface Screen<P extends Place = Place> {
  readonly right: 'change' | 'ask';
  /** It may stand in a bar; whatever else a button of a bar leads to opens a modal of its own. */
  readonly inBar?: true;
  /** @param quick only what is at hand, because the rest takes too long; with a button that loads it, `reload` */
  show(place: P, desk: ScreenTools, options: { readonly quick?: boolean; readonly notice?: string }): Promise<View>;
  /** A button, an option of a menu, or a field that tells while it is filled in. */
  press(place: P, id: string, value: unknown, desk: ScreenTools): Promise<Next>;
  /** @param state what fields hold, by action id; those that were not touched may be missing */
  readonly submit?: (place: P, state: Readonly<Record<string, unknown>>, desk: ScreenTools) => Promise<Next>;
}

/** The list as it is now. */
export function toRules({ admin }: Pick<ScreenTools, 'admin'>, notice?: string): Next {
  return { place: { at: 'rules', page: 0, version: admin.book.read().version }, ...(notice && { notice }) };
}

/** Somebody was quicker; who, where it is known. */
export function sayConflict(
  changed: Extract<Changed, { reason: 'conflict' }>,
  { say }: Pick<ScreenTools, 'say'>,
): string {
  const by = changed.last?.by;
  return typeof by === 'object' ? say('view_conflict_by', { who: by.username }) : say('view_conflict');
}

/** `page.3` → 3. */
export function numberIn(id: string, word: string): number | undefined {
  const [, digits] = /^(\d{1,6})$/.exec(id.startsWith(`${word}.`) ? id.slice(word.length + 1) : '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export function worldOf(
  admin: Admin,
  listed: Pick<World, 'agents' | 'departments' | 'questions'>,
  language: World['language'],
  zone: string,
): World {
  const { document } = admin.book.read();
  const named = (key: string): readonly string[] => Object.keys(asObject(document?.[key]) ?? {});
  return { language, zone, ...listed, calendars: named('calendars'), lookups: named('lookups') };
}

export function deskOf(parts: Omit<ScreenTools, 'say' | 'text'>): ScreenTools {
  return { ...parts, say: sayIn(parts.world), text: (text) => translate(parts.world.language, text) };
}
