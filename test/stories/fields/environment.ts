import { addBusinessHour } from '../../sandbox/workspace';
import type { Sandbox } from '../../sandbox';
import { UNKNOWN, type Sight } from './reading';

/** What is special about the server or the settings while the customer of an agent writes, and what rules see then. */
export interface Surrounding {
  readonly title: string;
  /** Settings of the app; they are put back afterwards. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Gives the app a connection. */
  readonly connected?: true;
  /** A permission that the app was not granted. */
  readonly without?: string;
  readonly given?: (shop: Sandbox) => unknown;
  readonly sees: Readonly<Record<string, Sight>>;
}

const unavailable = (shop: Sandbox) => shop.agent('anna').switches('not-available');

/** The setting counts after ten seconds. */
const looksAtPresence = (then: (shop: Sandbox) => unknown) => async (shop: Sandbox) => {
  shop.serverSetting('Livechat_enabled_when_agent_idle', false);
  await shop.advance('PT11S');
  await then(shop);
};

/** It is Monday 2026-03-02, 10:00 UTC; anna has the conversation. */
export const SURROUNDINGS: readonly Surrounding[] = [
  // First: an address that nobody plays is left alone after a while.
  {
    title: 'another system answers',
    given: (shop) => shop.web('https://shop.example', () => ({ statusCode: 200, body: '{"wants":"refund"}' })),
    sees: { 'lookup.intent': 'refund' },
  },
  {
    title: 'nothing is special',
    sees: {
      'operation.hours': 'open',
      'operation.holiday': false,
      'operation.time': '10:00',
      'operation.agents_online': true,
      'agent.available': true,
      'agent.open_conversations': 1,
    },
  },
  {
    title: 'the shop stands elsewhere',
    settings: { timezone: 'America/Los_Angeles' },
    sees: {
      'operation.hours': 'closed',
      'operation.time': '02:00',
      'operation.weekday': 'mon',
      'operation.hours.night-team': 'closed',
    },
  },
  {
    title: 'it is another day there',
    settings: { timezone: 'Pacific/Kiritimati', hours: 'Tue 00:00-24:00' },
    sees: { 'operation.hours': 'open', 'operation.time': '00:00', 'operation.weekday': 'tue' },
  },
  {
    title: 'today is a holiday',
    settings: { holidays: '03-02 Founding day' },
    sees: { 'operation.hours': 'closed', 'operation.holiday': true },
  },
  {
    title: 'a range of holidays, in a zone where it is the last of them',
    settings: { timezone: 'Pacific/Kiritimati', hours: 'Mon-Sun 00:00-24:00', holidays: '02-28 - 03-03 Carnival' },
    sees: { 'operation.hours': 'closed', 'operation.holiday': true },
  },
  {
    title: 'half a holiday, which has not begun',
    settings: { holidays: '2026-03-02 12:00-24:00 Half a day' },
    sees: { 'operation.hours': 'open', 'operation.holiday': false },
  },
  {
    title: 'the time zone is none: the one of before goes on',
    settings: { timezone: 'Mars/Olympus' },
    sees: { 'operation.time': '10:00', 'operation.weekday': 'mon', 'operation.hours.night-team': 'closed' },
  },
  {
    title: 'the holidays cannot be read: those of before go on',
    settings: { holidays: 'Easter' },
    sees: { 'operation.holiday': false },
  },
  {
    title: 'the shop is open while an agent is online',
    settings: { hours: 'agents' },
    sees: { 'operation.hours': 'open' },
  },
  {
    title: 'an agent is online, and those of the list are not',
    settings: { hours: 'agents', agents: 'carla, nobody-of-this-name' },
    given: (shop) => shop.agent('carla').goesOffline(),
    sees: { 'operation.hours': 'closed', 'operation.agents_online': false },
  },
  {
    title: 'the server takes conversations without agents, so its word is worth nothing',
    given: (shop) => shop.serverSetting('Livechat_accept_chats_with_no_agents', true),
    sees: { 'operation.agents_online': UNKNOWN },
  },
  {
    title: "the server's business hours, without a connection",
    settings: { hours: 'workspace' },
    sees: { 'operation.hours': UNKNOWN },
  },
  {
    title: "the server's business hours, with a connection, while there are none",
    settings: { hours: 'workspace' },
    connected: true,
    sees: { 'operation.hours': UNKNOWN },
  },
  {
    title: "the server's business hours, which have not begun",
    settings: { hours: 'workspace' },
    connected: true,
    given: async (shop) => {
      shop.serverSetting('Livechat_enable_business_hours', true);
      addBusinessHour(shop.workspace, { timezone: { name: 'America/New_York', utc: '-05:00' } });
      // What the app has heard of them is kept for five minutes.
      await shop.advance('PT6M');
    },
    sees: { 'operation.hours': 'closed', 'operation.time': '10:06' },
  },
  {
    title: "the server's business hours, which have begun",
    settings: { hours: 'workspace' },
    connected: true,
    given: async (shop) => {
      Object.assign(shop.workspace.data.businessHours[0] ?? {}, { timezone: { name: 'UTC', utc: '+00:00' } });
      await shop.advance('PT6M');
    },
    sees: { 'operation.hours': 'open' },
  },
  {
    title: 'the agent is online and takes no chats, which only a connection tells',
    given: unavailable,
    sees: { 'agent.available': true, 'agent.status': 'online' },
  },
  {
    title: 'the agent is online and takes no chats, with a connection',
    connected: true,
    // Who is there is asked again after ten seconds.
    given: async (shop) => {
      await unavailable(shop);
      await shop.advance('PT11S');
    },
    sees: { 'agent.available': false, 'agent.status': 'online' },
  },
  {
    title: 'the agent takes chats again',
    connected: true,
    given: (shop) => shop.advance('PT11S'),
    sees: { 'agent.available': true, 'operation.agents_online': true, 'customer.returning': false },
  },
  {
    title: 'the connection is dead',
    connected: true,
    given: async (shop) => {
      await shop.advance('PT10M');
      shop.faults.rest('dead', 20);
    },
    sees: {
      'agent.available': UNKNOWN,
      'operation.agents_online': UNKNOWN,
      'customer.returning': UNKNOWN,
      'agent.status': 'online',
      'agent.open_conversations': 1,
    },
  },
  {
    title: 'the token is none any more',
    connected: true,
    given: async (shop) => {
      await shop.setting('server_token', 'an old one');
    },
    sees: { 'agent.available': UNKNOWN, 'operation.agents_online': UNKNOWN, 'customer.returning': UNKNOWN },
  },
  {
    title: 'the server does not give the messages',
    given: (shop) => shop.faults.fails('room.getMessages', 5),
    sees: {
      'conversation.text': UNKNOWN,
      'conversation.message_count': UNKNOWN,
      'conversation.first_message': UNKNOWN,
      'conversation.waiting': UNKNOWN,
      'conversation.age': 'PT0S',
      'message.text': 'Hello?',
    },
  },
  {
    title: 'the app may not read rooms',
    without: 'room.read',
    sees: {
      'conversation.text': UNKNOWN,
      'conversation.message_count': UNKNOWN,
      'conversation.first_message': UNKNOWN,
      'conversation.waiting': UNKNOWN,
      'conversation.agent': 'anna',
    },
  },
  {
    title: 'the app may not read users',
    without: 'user.read',
    sees: { 'agent.available': UNKNOWN, 'agent.status': 'online', 'agent.kind': 'human' },
  },
  {
    title: 'the app may not count conversations',
    without: 'livechat-room.read',
    sees: { 'agent.open_conversations': UNKNOWN },
  },
  {
    title: 'the app may not ask who is online',
    without: 'livechat-status.read',
    sees: { 'operation.agents_online': UNKNOWN },
  },
  {
    title: "the app may not read the server's settings",
    without: 'server-setting.read',
    sees: { 'operation.agents_online': UNKNOWN },
  },
  {
    title: 'the agent is offline, and the server looks at presence',
    given: looksAtPresence((shop) => shop.agent('anna').goesOffline()),
    sees: { 'agent.available': false, 'agent.status': 'offline' },
  },
  {
    title: 'the agent has been away for a while, and the server looks at presence',
    given: looksAtPresence((shop) => shop.agent('anna').goesAway()),
    sees: { 'agent.available': false, 'agent.status': 'away' },
  },
  {
    title: 'the agent is online, and the server looks at presence',
    given: looksAtPresence(() => undefined),
    sees: { 'agent.available': true, 'agent.status': 'online' },
  },
  {
    title: 'another system fails',
    given: (shop) => shop.web('https://shop.example', () => ({ statusCode: 500 })),
    sees: { 'lookup.intent': UNKNOWN },
  },
  {
    title: 'there is a priority, and no connection',
    given: (shop) => {
      shop.workspace.edition = 'EE';
      Object.assign(shop.workspace.data.rooms.at(-1) ?? {}, { priorityId: 'priority-high' });
    },
    sees: { 'conversation.priority': UNKNOWN },
  },
  {
    title: 'the server has a licence, and the conversation a priority',
    connected: true,
    given: (shop) => {
      shop.workspace.edition = 'EE';
      Object.assign(shop.workspace.data.rooms.at(-1) ?? {}, { priorityId: 'priority-high' });
    },
    sees: { 'conversation.priority': 'High', 'conversation.previous_agent': null },
  },
  {
    title: 'it has a licence, and the conversation none',
    connected: true,
    given: (shop) => void (shop.workspace.edition = 'EE'),
    sees: { 'conversation.priority': null },
  },
];
