import type {
  BusinessHourDoc,
  ContactDoc,
  CustomFieldDoc,
  DepartmentDoc,
  UserDoc,
  VisitorDoc,
  Workspace,
} from './types';

/** Adds a user; by default a plain one who is online. */
export function addUser(ws: Workspace, user: Partial<UserDoc> & { _id: string }): UserDoc {
  const doc: UserDoc = {
    username: user._id,
    name: user._id,
    type: 'user',
    roles: ['user'],
    active: true,
    status: 'online',
    statusConnection: 'online',
    ...user,
  };
  ws.data.users.push(doc);
  return doc;
}

/** Adds an agent who is online and available; give `roles: ['bot', 'livechat-agent'], type: 'bot'` for a bot agent. */
export function addAgent(ws: Workspace, agent: Partial<UserDoc> & { _id: string }): UserDoc {
  return addUser(ws, { roles: ['user', 'livechat-agent'], statusLivechat: 'available', ...agent });
}

/** Adds a department with its agents (user ids) in the order given. */
export function addDepartment(
  ws: Workspace,
  department: Partial<DepartmentDoc> & { _id: string },
  agentIds: string[] = [],
): DepartmentDoc {
  const doc: DepartmentDoc = {
    name: department._id,
    enabled: true,
    email: `${department._id}@example.com`,
    description: '',
    showOnRegistration: false,
    showOnOfflineForm: false,
    offlineMessageChannelName: '',
    requestTagBeforeClosingChat: false,
    chatClosingTags: [],
    ...department,
    numAgents: agentIds.length,
  };
  ws.data.departments.push(doc);
  for (const agentId of agentIds) {
    const username = ws.data.users.find((user) => user._id === agentId)?.username;
    ws.data.departmentAgents.push({
      departmentId: doc._id,
      agentId,
      username,
      count: 0,
      order: 0,
      departmentEnabled: doc.enabled,
    });
  }
  return doc;
}

/** Adds a visitor (a customer as a channel knows him) with the token `token-of-<id>` unless one is given. */
export function addVisitor(ws: Workspace, visitor: Partial<VisitorDoc> & { _id: string }): VisitorDoc {
  const doc: VisitorDoc = {
    token: `token-of-${visitor._id}`,
    username: `guest-${ws.data.visitors.length + 1}`,
    status: 'online',
    ts: ws.now(),
    ...visitor,
  };
  ws.data.visitors.push(doc);
  return doc;
}

/** Adds the definition of an omnichannel custom field, by default a visible one of the visitor. */
export function addCustomField(ws: Workspace, field: Partial<CustomFieldDoc> & { _id: string }): CustomFieldDoc {
  const doc: CustomFieldDoc = { label: field._id, scope: 'visitor', visibility: 'visible', regexp: '', ...field };
  ws.data.customFields.push(doc);
  return doc;
}

/** Adds a contact; its channels grow when its visitors open conversations. */
export function addContact(ws: Workspace, contact: Partial<ContactDoc> & { _id: string }): ContactDoc {
  const doc: ContactDoc = { name: contact._id, unknown: false, channels: [], createdAt: ws.now(), ...contact };
  ws.data.contacts.push(doc);
  return doc;
}

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The business hour of a new server, as it is stored there: every day 08:00 to 20:00, open from Monday to Friday. */
export function defaultBusinessHour(zone = 'UTC', utc = '+00:00'): BusinessHourDoc {
  const time = (dayOfWeek: string, clock: string) => ({
    time: clock,
    utc: { dayOfWeek, time: clock },
    cron: { dayOfWeek, time: clock },
  });
  return {
    _id: 'default-hours',
    name: '',
    active: true,
    type: 'default',
    timezone: { name: zone, utc },
    workHours: WEEK.map((day, index) => ({
      day,
      start: time(day, '08:00'),
      finish: time(day, '20:00'),
      code: index + 1,
      open: day !== 'Saturday' && day !== 'Sunday',
    })),
  };
}

/** Adds a business hour; by default the workspace's only one, Monday to Friday 08:00 to 20:00 in UTC. */
export function addBusinessHour(ws: Workspace, hours: Partial<BusinessHourDoc> = {}): BusinessHourDoc {
  const doc: BusinessHourDoc = { ...defaultBusinessHour(), ...hours };
  ws.data.businessHours.push(doc);
  return doc;
}

/** Gives a user a token for the REST interface and returns it (a personal access token without second factor). */
export function addToken(ws: Workspace, userId: string, token = `token-of-user-${userId}`): string {
  ws.data.tokens.push({ userId, token });
  return token;
}
