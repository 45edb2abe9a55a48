/**
 * Every difference between server versions that the workspace mimics, in this one place.
 * HOST-CASES.md section 2 and HOST.md name them; the recorded cases run at 6.14.
 */

/** First version ('major.minor') that behaves the new way. */
const FIRST = {
  /** Contacts exist, rooms carry contactId, the contact endpoints answer (HOST B.4, C.11). */
  contacts: '7.1',
  /** IPostLivechatAgentAssigned shows the new servedBy; before, the room of before the assignment (HOST A.3). */
  assignedShowsNewAgent: '7.1',
  /**
   * Agents whose presence is offline are never picked, bots excepted (before, an agent who is offline but available is
   * picked while Livechat_enabled_when_agent_idle is true, HOST-CASES 13). PR 40175 and the query before it, spring 2026;
   * the exact minor is not verified.
   */
  offlineNeverPicked: '8.4',
  /** Every look for online agents heeds Livechat_enabled_when_agent_idle (PR 36202, summer 2025). */
  idleHeededEverywhere: '7.8',
  /** Livechat_accept_chats_with_no_agents lets offline agents be picked (PR 40175). */
  acceptingPicksOffline: '8.5',
  /** A room that its visitor closed can be handed to a bridge; before, the closer is looked up among the users. */
  closerIsLookedUpByKind: '8.0',
  /** A visitor's `activity` is a field of its own; before, it is left in _unmappedProperties_ (HOST B.3). */
  visitorActivity: '8.0',
  /** A message's `t` is its `type`; before, it is left in _unmappedProperties_ (HOST A.5). */
  messageType: '7.4',
  /** Users carry `bio` (HOST B.5, engine 1.58). */
  userBio: '7.13',
  /** Custom fields of the visitor reach his contact too (HOST C.9). */
  customFieldsReachContact: '7.1',
  /** Room custom fields through saveInfo need edit-livechat-room-customfields (HOST C.11 says not checked at 6.14). */
  roomFieldsNeedPermission: '7.5',
  /** The reason of `room-closed` is given by the function itself. */
  roomClosedHasReason: '7.5',
  /** System messages fire IPostSystemMessageSent, and never IPostMessageSent (HOST A.3, A.5). */
  systemMessageEvent: '7.4',
  /** A room update carries only what changed and drops _unmappedProperties_ (HOST B.7). */
  partialRoomUpdate: '7.4',
  /** IPreLivechatRoomCreatePrevent is asked before a room is stored (HOST A.3). */
  roomCreatePrevent: '7.5',
  /** livechat/custom-fields.save exists; before, only the method livechat:saveCustomField (HOST C.9). */
  customFieldsSaveEndpoint: '7.11',
  /** livechat/inquiries.returnAsInquiry exists; before, only the method livechat:returnAsInquiry (HOST C.5). */
  returnAsInquiryEndpoint: '8.0',
  /** An id that is undefined finds nothing (ignoreUndefined: false, PR 31497); before, the first stored document. */
  undefinedIdFindsNothing: '8.0',
} as const;

export type Change = keyof typeof FIRST;

/** 'major.minor[.patch]' as a number that sorts like the version. */
function rank(version: string): number {
  const [major = '0', minor = '0'] = version.split('.');
  return Number(major) * 1000 + Number(minor);
}

/** True when the server of this version already behaves the new way. */
export function since(version: string, change: Change): boolean {
  return rank(version) >= rank(FIRST[change]);
}

/** What the workspace is when nobody says otherwise. */
export const NEWEST = '8.8';
/** What the recorded cases ran on. */
export const RECORDED = '6.14';
