import type { Calendar, Holiday, WorkspaceHours } from './calendar';
import type { Conversation, Event, Message } from './event';
import type { Answer, LookupSource, Question } from './lookup';
import type { Unknown } from './value';
import type { Language, Text } from '../text/message';

/** What customer and agents have said in a conversation, newest 100, oldest first, without system messages. */
export interface MessageHistory {
  readonly messages: readonly Message[];
  /** True when the conversation has more than what is here. */
  readonly more: boolean;
}

/** A customer's conversations before this one that have ended. */
export interface Earlier {
  /** Missing when it cannot be told. */
  readonly count?: number;
  /** When the latest of them ended, ms since 1970; missing when there is none. */
  readonly endedAt?: number;
  /** The human who had the latest that a human had, and when that ended. */
  readonly agent?: { readonly username: string; readonly until: number };
}

/**
 * Where facts come from, beyond the event itself. `conversation` is at hand from the start (the event carries it)
 * until an action has changed it; the others cost a call to the host.
 */
export interface Sources {
  conversation: Conversation;
  history: MessageHistory | Unknown;
  /** Number of open conversations of the conversation's agent. */
  agent_load: number | Unknown;
  /** Could the conversation's agent take a chat now? */
  agent_available: boolean | Unknown;
  /** Somebody is online in the conversation's department. */
  agents_online: boolean | Unknown;
  /** Somebody is online anywhere (for `agents` hours). */
  anyone_online: boolean | Unknown;
  /** The customer wrote before, in another conversation. */
  returning: boolean | Unknown;
  /** The customer's conversations before this one. */
  earlier: Earlier | Unknown;
  /** The contact's manager; no username: there is none. */
  manager: { readonly username?: string } | Unknown;
  /** Who had the conversation before whoever has it; no username: nobody. */
  previous_agent: { readonly username?: string } | Unknown;
  /** The conversation's priority; no name: it has none. */
  priority: { readonly name?: string } | Unknown;
  /** Tags that the app keeps itself: all of them, unless the settings name a custom field of the visitor that exists. */
  stored_tags: readonly string[] | Unknown;
  /** The server's own business hours. */
  workspace_hours: WorkspaceHours | Unknown;
  /** Number of messages of customer and agents, without system messages. */
  message_count: number | Unknown;
  /** What came of asking outside, by the lookup's id. */
  [lookup: LookupSource]: Answer;
  /** What the conversation answered, by the question's id. */
  answers: ReadonlyMap<string, string> | Unknown;
}
export type SourceId = keyof Sources;
/** What the server itself is asked for. */
export type ServerSource = Exclude<SourceId, LookupSource>;

/** Which custom fields of the visitor hold what (settings `field_*`; empty: not used). */
export interface ProfileFields {
  readonly locale: string;
  readonly timezone: string;
  readonly country: string;
  readonly city: string;
  readonly tags: string;
}

/** What does not change from event to event: from the settings and the rules document. */
export interface Environment {
  readonly profile: ProfileFields;
  /** IANA name of the setting `timezone`. */
  readonly zone: string;
  /** The setting's holidays; left out when they do not parse. They stand without opening hours too. */
  readonly holidays?: readonly Holiday[];
  /** By name; the setting's own hours stand under ''. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By id: what the document may ask outside; left out where nothing is asked. */
  readonly lookups?: ReadonlyMap<string, Lookup>;
  /** What texts need to know of the server; left out where there is none (checks outside of it). */
  readonly server?: ServerFacts;
}

export interface ServerFacts {
  /** Address of the server, without a slash at the end; '' when it is not told. */
  readonly url: string;
  /** The server's language, for texts to customers whose own is not known. */
  readonly language: Language;
  /** Longest message the server takes, in UTF-16 units (`Message_MaxAllowedSize`). */
  readonly messageSize: number;
}

/** Everything that a field may read for one event. */
export interface Facts {
  readonly event: Event;
  /** ms since 1970, one moment for the whole decision. */
  readonly now: number;
  readonly environment: Environment;
  readonly known: Readonly<Partial<Sources>>;
  /** True when the rule has waited since the event: its own message is not of this moment any more. */
  readonly waited?: boolean;
  /** In a plan, as earlier steps would leave it: what is not known is not known yet, and texts say where it will stand. */
  readonly ahead?: true;
  /** Of a rule that matched: what the named groups of its patterns hold, for its texts. */
  readonly match?: Readonly<Record<string, string>>;
}

/** A lookup of the document, compiled: what it needs to be known, and the question that it then asks. */
export interface Lookup {
  readonly needs: readonly SourceId[];
  /** The question; a text: why it cannot be asked. Pure; called only when everything in `needs` is known. */
  question(facts: Facts): Question | Text;
}
