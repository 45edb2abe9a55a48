/** What the user of the connection needs on the server, by the beginning of the endpoint. */
const PERMISSIONS: readonly (readonly [endpoint: string, permissions: string])[] = [
  ['livechat/users/agent', 'transfer-livechat-guest'],
  ['livechat/department', 'view-livechat-departments'],
  ['livechat/inquiries.returnAsInquiry', 'view-l-room'],
  ['method.call/livechat:returnAsInquiry', 'view-l-room'],
  ['livechat/room.saveInfo', 'view-l-room, save-others-livechat-room-info'],
  ['livechat/room.onHold', 'on-hold-livechat-room, on-hold-others-livechat-room'],
  ['livechat/room.resumeOnHold', 'view-l-room, on-hold-others-livechat-room'],
  ['livechat/rooms', 'view-livechat-rooms'],
  ['livechat/room/', 'view-l-room'],
  ['livechat/priorities', 'view-l-room'],
  ['livechat/custom-fields.save', 'view-livechat-manager'],
  ['method.call/livechat:saveCustomField', 'view-livechat-manager'],
  ['livechat/custom-fields', 'view-l-room'],
  ['livechat/business-hour', 'view-livechat-business-hours'],
  ['livechat/visitors.searchChats', 'view-l-room'],
  ['omnichannel/contacts.history', 'view-livechat-contact-history'],
  ['omnichannel/contacts.get', 'view-livechat-contact'],
  ['omnichannel/contacts.update', 'update-livechat-contact'],
];

/** The permission that an endpoint asks for, for the sentence about a 403; `-` when it is not known. */
export function permissionOf(endpoint: string): string {
  return PERMISSIONS.find(([beginning]) => endpoint.startsWith(beginning))?.[1] ?? '-';
}

/** All permissions that the user of the connection needs for everything the app asks for. */
export const CONNECTION_PERMISSIONS: readonly string[] = [
  ...new Set(PERMISSIONS.flatMap(([, permissions]) => permissions.split(', '))),
];
