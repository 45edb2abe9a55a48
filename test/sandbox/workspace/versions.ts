/**
 * Every difference between server versions that the workspace plays, in this one place: a trait has a name, the first
 * version that has it, and a sentence for what was before. 6.14 and 8.3 were recorded by running their code; where a
 * change between them is known by the recording alone, and not by a release, it counts from 8.0 on.
 */

/** First version ('major.minor') that behaves the new way. */
const FIRST = {
  /** Contacts exist, rooms carry contactId, the contact endpoints answer. */
  contacts: '7.1',
  /** IPostLivechatAgentAssigned shows the room after the assignment; before, as it was before it. */
  assignedShowsNewAgent: '7.1',
  /** Custom fields of the visitor reach his contacts too. */
  customFieldsReachContact: '7.1',
  /** A message's `t` is its `type`; before, it is left in _unmappedProperties_. */
  messageType: '7.4',
  /** System messages fire IPostSystemMessageSent, and never IPostMessageSent. */
  systemMessageEvent: '7.4',
  /** A room update carries only what changed and drops _unmappedProperties_; before, the whole room is written back. */
  partialRoomUpdate: '7.4',
  /** A room that its visitor closed can be handed to a bridge; before, the closer is looked up among the users. */
  closerIsLookedUpByKind: '7.4',
  /** IPreLivechatRoomCreatePrevent is asked before a room is stored. */
  roomCreatePrevent: '7.5',
  /** `room-closed` of returning to the queue comes with its reason. */
  roomClosedHasReason: '7.5',
  /** Departments that are disabled or removed fire an event. */
  departmentEvents: '7.6',
  /** Every look for available agents heeds Livechat_enabled_when_agent_idle; before, some looked at the presence always. */
  idleHeededEverywhere: '7.8',
  /** livechat/custom-fields.save exists; before, only the method livechat:saveCustomField. */
  customFieldsSaveEndpoint: '7.11',
  /**
   * A new custom field may come with `customFieldId: null`; before, null is made an empty text, which is refused as no
   * name of a field, and only one that is left out makes a new field (read).
   */
  fieldIdMayBeNull: '8.2',
  /** Contacts can be deleted over REST. */
  contactsDelete: '7.11',
  /** The waiting queue keeps new conversations and those that come from another department until its worker runs. */
  waitingQueueHolds: '7.9',
  /** livechat/inquiries.returnAsInquiry exists; before, only the method livechat:returnAsInquiry. */
  returnAsInquiryEndpoint: '7.12',
  /** Users carry `bio`. */
  userBio: '7.13',
  /** A visitor's `activity` is a field of its own; before, it is left in _unmappedProperties_. */
  visitorActivity: '8.0',
  /** An answer marks the contact active; before, the visitor. */
  contactActivity: '8.0',
  /** An id that is undefined finds nothing (ignoreUndefined: false); before, the first stored document. */
  undefinedIdFindsNothing: '8.0',
  /** An event whose department does not exist is dropped; before, it named the first stored department. */
  unknownDepartmentSilent: '8.0',
  /** Forwarding to somebody who is full answers false and leaves no trace; before true, with a line in the history. */
  fullAgentIsRefused: '8.0',
  /** Department and agent limits of conversations hold side by side; before, the department's replaced the agent's. */
  chatLimitsAddUp: '8.0',
  /** `error-no-agents-available-for-service-on-department`; before, `error-no-agents-online-in-department`. */
  departmentErrorSaysService: '8.0',
  /** A visitor is stored with any text as e-mail; a missing token and department have plain codes. */
  visitorChecksAreCodes: '8.0',
  /** A conversation needs a stored visitor. */
  visitorMustBeStored: '8.0',
  /** Who closes over REST is looked at before the room's state. */
  closingChecksPersonFirst: '8.0',
  /** Both parts of saveInfo run at once and the guest's event arrives first; before, the room's. */
  guestSavedFirst: '8.0',
  /** An event's room is read before the server writes the next message into it; before, at the end. */
  eventsReadBeforeNextMessage: '8.0',
  /** Refusals of the login carry `success` and `error` too. */
  loginRefusalHasError: '8.0',
  /** Unknown endpoints answer `404 Not Found` as text; before, as JSON. */
  unknownEndpointIsText: '8.0',
  /** livechat/visitor takes custom fields as they are and demands the required ones; before, values were checked. */
  visitorFieldsAsGiven: '8.0',
  /** Conversations that the widget's endpoint opens without its cookies come by the API; before, by the widget. */
  widgetHasCookies: '8.0',
  /** Endpoints refuse unknown keys and wrong types with the validator's own words. */
  strictParameters: '8.0',
  /** The methods that endpoints replaced are gone. */
  replacedMethodsGone: '8.0',
  /** An unknown method called over REST answers 400; before, 200. */
  unknownMethodIsRefused: '8.0',
  /** Endpoints of the licensed module exist without a licence and say so; before, the enterprise folder answered. */
  licenceIsDemanded: '8.0',
  /**
   * A redirect is followed with the method, the body and all headers as they are, five times at most; before, as
   * node-fetch does it: POST becomes GET on 301 to 303, and another origin gets no Authorization and no Cookie (read).
   */
  redirectsGoWhole: '8.2',
  /** Messages have `files` beside `file`. */
  messageFiles: '8.2',
  /** Taking locks the agent for the time of it, with the waiting queue; a lock of the last five seconds refuses. */
  agentLocks: '8.2',
  /** One open conversation per visitor: a second one breaks the unique index. */
  oneOpenRoom: '8.3',
  /** Agents whose presence is offline are never picked, bots excepted (PR 40175; read, the minor is not verified). */
  offlineNeverPicked: '8.4',
  /** Livechat_accept_chats_with_no_agents lets offline agents be picked (PR 40175; read). */
  acceptingPicksOffline: '8.5',
} as const;

export type Trait = keyof typeof FIRST;
export type Traits = Readonly<Record<Trait, boolean>>;

/** 'major.minor[.patch]' as a number that sorts like the version. */
function rank(version: string): number {
  const [major = '0', minor = '0'] = version.split('.');
  return Number(major) * 1000 + Number(minor);
}

/** What a server of this version ('8.3', '6.14.0-develop') does; throws a sentence when the text is no version. */
export function traitsOf(version: string): Traits {
  const number = rank(version.replace(/-.*$/, ''));
  if (Number.isNaN(number)) throw new Error(`"${version}" is no server version; write it like "8.3".`);
  const pairs = Object.entries(FIRST).map(([trait, first]) => [trait, number >= rank(first)]);
  return Object.fromEntries(pairs) as Traits;
}

/** What the workspace is when nobody says otherwise: the newest version that was run. */
export const DEFAULT_VERSION = '8.3';
/** What the older recorded cases ran on. */
export const OLDER_VERSION = '6.14';
