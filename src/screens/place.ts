import type { ConversationTab } from '../admin/screens';
import type { Draft } from './builder/draft';
import type { LookupDraft } from './lookups/form';
import type { Standing } from '../model/run';
import type { Answers } from '../admin/setup';
import type { RuleFilter } from './rules/filter';

/** Where somebody is. Kept in the store: the next button may be pressed at another instance, or after a restart. */
export type Place =
  | RuleList
  | { readonly at: 'new'; readonly page: number; readonly goal?: string }
  | { readonly at: 'remove'; readonly index: number; readonly version: string }
  | { readonly at: 'position'; readonly index: number; readonly version: string; readonly count: number }
  | { readonly at: 'edit'; readonly draft: Draft }
  | {
      readonly at: 'setup';
      readonly step: 'what' | 'who' | 'done';
      /** Names the fields. */
      readonly count: number;
      readonly answers: Answers;
      /** What was there when it was begun, and the version of the rules then. */
      readonly before: Answers;
      readonly version: string;
    }
  | { readonly at: 'history'; readonly page?: number }
  | { readonly at: 'lookups'; readonly page?: number }
  | {
      readonly at: 'lookup';
      readonly draft: LookupDraft;
      /** Of the document that it was begun on. */
      readonly version: string;
      /** Names the fields. */
      readonly count: number;
      /** The conversation to try it on. */
      readonly on?: string;
      /** What came of trying it. */
      readonly lines?: readonly string[];
      /** What is wrong beside the fields. */
      readonly findings?: readonly string[];
    }
  | { readonly at: 'runs'; readonly rule: string; readonly outcome?: Standing; readonly page: number }
  | { readonly at: 'apply'; readonly rule: string; readonly pass: string }
  | {
      readonly at: 'proposal';
      readonly what: 'import' | 'restore';
      /** Counts attempts, so that a field is a new one each time. */
      readonly count: number;
      /** The document, or the number in the history, that is to take the place of the rules. */
      readonly source?: string;
      readonly n?: number;
      readonly basedOn?: string;
    }
  | Bar
  | { readonly at: 'note'; readonly count: number; readonly behind: Bar }
  | { readonly at: 'later'; readonly count: number; readonly behind: Bar }
  | {
      readonly at: 'hand';
      readonly rule: string;
      readonly count: number;
      readonly step: 'form' | 'plan' | 'done';
      readonly inputs?: Readonly<Record<string, string>>;
      /** Of the rule that is shown (`fingerprint`). */
      readonly print?: string;
      /** What is told: the plan, or what came of it. */
      readonly lines?: readonly string[];
      readonly behind: Bar;
    };

/** The server's lists are chosen from there. */
export const hasLists = ({ at }: Place): boolean => at === 'edit' || at === 'setup';

/** The list of rules. */
export interface RuleList {
  readonly at: 'rules';
  readonly page: number;
  readonly version: string;
  readonly filter?: RuleFilter;
  /** The fields of the filter are there; the number names its text field. */
  readonly finding?: number;
  /** By label, in place of the order in which rules run. */
  readonly grouped?: boolean;
  /** The rule whose sentence is shown (`keyOf`). */
  readonly open?: string;
}

/** What stands beside a conversation. */
export interface Bar {
  readonly at: 'conversation';
  readonly conversation: string;
  readonly tab: ConversationTab;
  /** Of the events: twenty a page, from 0, and the id of the one whose rules are shown; '': of none. */
  readonly page?: number;
  readonly open?: string;
}

/** The highest number that names a field of a place. */
export function usedBy(place: Place): number {
  if ('count' in place) return place.count;
  if (place.at === 'rules') return place.finding ?? 0;
  return place.at === 'edit' ? Math.max(place.draft.next, place.draft.epoch, place.draft.count) : 0;
}
