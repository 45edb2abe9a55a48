import { accepting, isThere, idleSetting, nextBot, selected, type SelectedAgent } from './agents';
import { contactFor, enabledContact, type Source } from './contacts';
import { isOn } from './settings';
import type { UserDoc, VisitorDoc, Workspace } from './types';

/** The bot who gets a new conversation when Livechat_assign_new_conversation_to_bot is on. */
export const botForNew = (ws: Workspace, department: string | undefined): SelectedAgent | undefined =>
  isOn(ws, 'Livechat_assign_new_conversation_to_bot') ? nextBot(ws, department) : undefined;

/**
 * Whom a new conversation is meant for: the manager of the visitor's contact, whoever served the visitor last, else who
 * was named. The hook stands in the enterprise folder and looks up (and makes) the contact without a licence too; its
 * settings need one.
 */
export async function preferredAgent(
  ws: Workspace,
  named: SelectedAgent | undefined,
  visitorId: string | undefined,
  source: Source,
): Promise<SelectedAgent | undefined> {
  const guest = ws.data.visitors.findLast(({ _id, disabled }) => _id === visitorId && disabled !== true);
  if (ws.edition === 'FOSS' || !ws.traits.contacts || guest === undefined) return named;
  const contact = enabledContact(ws, await contactFor(ws, guest._id, source));
  const manager = isOn(ws, 'Omnichannel_contact_manager_routing') ? managerOf(ws, contact?.contactManager) : undefined;
  if (manager) return manager;
  if (!isOn(ws, 'Livechat_last_chatted_agent_routing')) return named;
  return lastAgent(ws, guest, named);
}

const available = (ws: Workspace, fits: (user: UserDoc) => boolean): SelectedAgent | undefined => {
  const user = ws.data.users.find((candidate) => fits(candidate) && isThere(ws, candidate, idleSetting(ws)));
  return user && selected(user);
};

/** Somebody who is not there is taken only where chats are accepted without agents. */
function managerOf(ws: Workspace, id: string | undefined): SelectedAgent | undefined {
  if (id === undefined) return undefined;
  const there = available(ws, ({ _id }) => _id === id);
  if (there || !accepting(ws)) return there;
  const user = ws.data.users.find(({ _id, roles }) => _id === id && roles.includes('livechat-agent'));
  return user && selected(user);
}

function lastAgent(ws: Workspace, guest: VisitorDoc, named: SelectedAgent | undefined): SelectedAgent | undefined {
  const last = (guest.lastAgent as { username?: string } | undefined)?.username;
  const there = last === undefined ? undefined : available(ws, ({ username }) => username === last);
  if (there) return there;
  const closed = ws.data.rooms.filter((room) => room.v?.token === guest.token && room.closedAt && room.servedBy);
  const served = closed.sort((a, b) => Number(b.closedAt) - Number(a.closedAt))[0]?.servedBy;
  return served ? available(ws, ({ username }) => username === served.username) : named;
}
