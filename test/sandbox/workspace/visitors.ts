import { onlineAgentForForwarding } from './agents';
import { mergeTold } from './contact-merge';
import { contactsOfVisitor } from './contacts';
import { HostError } from './errors';
import { departmentByIdOrName, visitorByToken } from './find';
import type { ContactDoc, VisitorDoc, Workspace } from './types';

export interface GuestData {
  id?: string;
  token?: string;
  name?: string;
  username?: string;
  phone?: string;
  email?: string;
  department?: string;
}

/** The next free visitor name, counted in a setting like the server does: guest-2 is the first on a fresh one. */
function nextUsername(ws: Workspace): string {
  const count = Number(ws.data.settings.Livechat_guest_count ?? 1) + 1;
  ws.data.settings.Livechat_guest_count = count;
  return `guest-${count}`;
}

/**
 * Creates or updates a visitor: by token, then by phone (the known token stays), then by e-mail (the token is replaced,
 * which cuts them off from their open rooms), else a new one; a stored id with an unknown token takes that visitor over
 * (HOST-CASES 22, 23). One phone and one address replace whatever was stored; status becomes online; custom fields are
 * ignored. Contacts of the visitor hear of it.
 */
export function registerGuest(ws: Workspace, data: GuestData): VisitorDoc {
  const { token } = data;
  checkToken(ws, token);
  const change: Partial<VisitorDoc> = { token, status: 'online' };
  if (data.phone) change.phone = [{ phoneNumber: data.phone }];
  if (data.name) change.name = data.name;
  const email = data.email?.trim().toLowerCase() || undefined;
  if (email) {
    checkEmail(ws, email);
    change.visitorEmails = [{ address: email }];
    const manager = managerByEmail(ws, email);
    if (manager) change.contactManager = manager;
  }
  if (data.department) {
    const department = departmentByIdOrName(ws, data.department);
    if (department === undefined) throw noDepartment(ws);
    change.department = department._id;
  }
  const visitor = upsert(ws, data, email, change, token);
  const { name, phone, username } = data;
  const told = {
    name,
    username: username || visitor.username,
    emails: email ? [email] : [],
    phones: phone ? [phone] : [],
  };
  if (ws.traits.contacts) for (const contact of contactsOfVisitor(ws, visitor._id)) mergeTold(ws, contact, told);
  return visitor;
}

function checkToken(ws: Workspace, token: unknown): asserts token is string {
  if (ws.traits.visitorChecksAreCodes) {
    if (!token) throw new Error('error-invalid-token');
  } else if (typeof token !== 'string') {
    throw new Error(`Match error: Expected string, got ${typeof token}`);
  }
}

/** Newer servers look at the address and do not mind what they see. */
function checkEmail(ws: Workspace, email: string): void {
  if (ws.traits.visitorChecksAreCodes || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return;
  throw new HostError('error-invalid-email', `Invalid email ${email}`);
}

const noDepartment = (ws: Workspace): Error =>
  ws.traits.visitorChecksAreCodes
    ? new Error('error-invalid-department')
    : new HostError('error-invalid-department', 'The provided department is invalid');

/** The manager of a contact with this address becomes the visitor's, while they are there. */
function managerByEmail(ws: Workspace, email: string): VisitorDoc['contactManager'] {
  if (!ws.traits.contacts) return undefined;
  const fits = (contact: ContactDoc): boolean =>
    contact.contactManager !== undefined && (contact.emails?.some(({ address }) => address === email) ?? false);
  const id = ws.data.contacts.find(fits)?.contactManager;
  const agent = id === undefined ? undefined : onlineAgentForForwarding(ws, id);
  if (!agent?.name || !agent.emails) return undefined;
  const { _id, username, name, emails } = agent;
  return { _id, username, name, emails };
}

function upsert(
  ws: Workspace,
  data: GuestData,
  email: string | undefined,
  change: Partial<VisitorDoc>,
  token: string,
): VisitorDoc {
  const now = ws.now();
  const byToken = visitorByToken(ws, token);
  if (byToken) return Object.assign(byToken, change, { _updatedAt: now });
  const { visitors } = ws.data;
  const byPhone =
    data.phone === undefined
      ? undefined
      : visitors.find((visitor) => visitor.phone?.some(({ phoneNumber }) => phoneNumber === data.phone));
  if (byPhone) return Object.assign(byPhone, change, { token: byPhone.token, _updatedAt: now });
  const byEmail =
    email === undefined
      ? undefined
      : visitors.find((visitor) => visitor.visitorEmails?.some(({ address }) => address.toLowerCase() === email));
  if (byEmail) return Object.assign(byEmail, change, { _updatedAt: now });
  const username = data.username || nextUsername(ws);
  const byId = data.id === undefined ? undefined : visitors.find((visitor) => visitor._id === data.id);
  if (byId) return Object.assign(byId, change, { username, ts: now, _updatedAt: now });
  const visitor: VisitorDoc = {
    _id: data.id ?? ws.newId('visitor'),
    ...change,
    token,
    username,
    ts: now,
    _updatedAt: now,
  };
  visitors.push(visitor);
  return visitor;
}
