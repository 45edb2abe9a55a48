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
