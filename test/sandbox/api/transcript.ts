import type { AppObject, HostEvent, Workspace } from '../workspace';

interface Line {
  at: Date;
  /** The conversation, or undefined for what belongs to none. */
  rid: string | undefined;
  text: string;
}

/** Everything that happened, in order, as a person would tell it. */
export interface Transcript {
  event(event: HostEvent): void;
  note(text: string, rid?: string): void;
  /** The text; of one conversation's lines when rooms are given. `dates` puts the day before the time. */
  text(rooms?: string[]): string;
}

/** System messages that an event already tells. */
const TOLD = new Set(['command', 'uj', 'ul', 'livechat-started', 'livechat-close', 'livechat_transfer_history']);

function object(value: unknown): AppObject {
  return (value ?? {}) as AppObject;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function name(value: unknown): string {
  const { username, name: full, id } = object(value);
  return text(username ?? full ?? id) || 'nobody';
}

/** Who speaks: a customer by the name that the story gave them, everybody else by username. */
function speaker(message: AppObject, label: (visitorId: string) => string): string {
  const sender = object(message.sender);
  const visitor = object(object(message.room).visitor);
  if (message.token !== undefined && message.token !== null) return label(String(visitor.id ?? sender.id));
  return name(sender);
}

function told({ name: event, payload }: HostEvent, label: (visitorId: string) => string): string | undefined {
  const room = object(payload.room ?? payload);
  switch (event) {
    case 'IPostLivechatRoomStarted': {
      const { type, alias } = object(room.source);
      const how = type === 'app' && alias !== undefined ? alias : type;
      return `${label(String(object(room.visitor).id))} opens a conversation (${String(how)})`;
    }
    case 'IPostMessageSent':
      return `${speaker(payload, label)}: ${text(payload.text)}`;
    case 'IPostSystemMessageSent': {
      const type = String(payload.type ?? object(payload._unmappedProperties_).t);
      const words = text(payload.text) === '' ? '' : `: ${text(payload.text)}`;
      return TOLD.has(type) ? undefined : `· ${type}${words}`;
    }
    case 'IPostLivechatAgentAssigned':
      return `→ ${name(payload.agent)} has the conversation`;
    case 'IPostLivechatAgentUnassigned':
      return `← ${name(payload.agent)} left it`;
    case 'IPostLivechatRoomTransferred':
      return payload.type === 'department'
        ? `→ moved to department ${String(object(payload.to).name ?? object(payload.to).id)}`
        : undefined;
    case 'IPostLivechatRoomClosed': {
      const by = payload.closer === 'visitor' ? label(String(object(payload.closedBy).id)) : name(payload.closedBy);
      return `— closed by ${by}`;
    }
    case 'IPostUserStatusChanged':
      return `${name(payload.user)} is ${String(payload.currentStatus)}`;
    default:
      return undefined;
  }
}

/** Collects lines; `label` names a visitor as the story does. */
export function createTranscript(ws: () => Workspace, label: (visitorId: string) => string): Transcript {
  const lines: Line[] = [];
  const note = (text: string, rid?: string): void => void lines.push({ at: ws().now(), rid, text });

  return {
    note,
    event(event) {
      const line = told(event, label);
      if (line === undefined) return;
      const room = object(event.payload.room ?? event.payload);
      const general = event.name === 'IPostUserStatusChanged';
      note(line, general ? undefined : String(room.id));
    },
    text(rooms) {
      const chosen = lines.filter(({ rid }) => rid === undefined || rooms === undefined || rooms.includes(rid));
      const conversations = [...new Set(chosen.flatMap(({ rid }) => (rid === undefined ? [] : [rid])))];
      const days = new Set(chosen.map(({ at }) => at.toISOString().slice(0, 10)));
      return chosen
        .map(({ at, rid, text }) => {
          const iso = at.toISOString();
          const time = days.size > 1 ? `${iso.slice(0, 10)} ${iso.slice(11, 19)}` : iso.slice(11, 19);
          const which = conversations.length > 1 && rid !== undefined ? `[${conversations.indexOf(rid) + 1}] ` : '';
          return `${time}  ${which}${text}`;
        })
        .join('\n');
    },
  };
}
