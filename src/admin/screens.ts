import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Language } from '../text/message';
import type { Person } from './rights';

/** Somebody who asked for a screen, and where. */
export interface ScreenContext {
  readonly person: Person;
  /** As the server handed it over: views are opened for it. */
  readonly user: IUser;
  readonly language: Language;
  /** Good for five seconds; undefined where the client gave none. */
  readonly triggerId: string | undefined;
  /** When the server handed it over, ms since 1970. */
  readonly arrived: number;
  /** Where it was asked. */
  readonly room: IRoom | undefined;
  readonly threadId: string | undefined;
}

export type ConversationTab = 'notes' | 'runs' | 'why' | 'waits';

/**
 * The app's screens. Each resolves to true when the view was handed to the server, false when it cannot be shown here
 * (no trigger): then the command answers in words. Rights have been checked before; views check them again.
 */
export interface Screens {
  readonly openRules: (context: ScreenContext) => Promise<boolean>;
  readonly openSetup: (context: ScreenContext) => Promise<boolean>;
  readonly openNew: (context: ScreenContext) => Promise<boolean>;
  readonly openEdit: (context: ScreenContext, ruleId: string) => Promise<boolean>;
  /** A field for a document; submitting shows what would change, and a second time changes it (`transfer.ts`). */
  readonly openImport: (context: ScreenContext) => Promise<boolean>;
  /** What a rule has done lately. @param ruleId of a rule of the document */
  readonly openRuns: (context: ScreenContext, ruleId: string) => Promise<boolean>;
  /** A rule that is run by hand: its form. */
  readonly openHand: (context: ScreenContext, conversation: string, ruleId: string) => Promise<boolean>;
  /** Where a rule would run, then running it there. @param passId of the plan, or of what is running already */
  readonly openApply: (context: ScreenContext, ruleId: string, passId: string) => Promise<boolean>;
  /** Messages for later in this conversation. */
  readonly openLater: (context: ScreenContext, conversation: string) => Promise<boolean>;
  readonly openHistory: (context: ScreenContext) => Promise<boolean>;
}
