/** What a call changed in the workspace, written the way the recording writes it. */
import type { MessageDoc, WorkspaceData } from '../sandbox/workspace';
import { SYSTEM_TYPES } from '../sandbox/workspace/system-messages';
import { normal } from './compare';

type Doc = Record<string, unknown> & { _id: string };

/** Bookkeeping that the recording leaves out. */
export const ROOM_SKIPPED = new Set([
  '_updatedAt',
  'lm',
  'usersCount',
  'lastMessage',
  'metrics',
  'priorityWeight',
  'estimatedWaitingTimeQueue',
  'transcriptRequest',
  'default',
  'ro',
  'sysMes',
]);
const CONTACT_SKIPPED = new Set(['_updatedAt', 'createdAt', 'lastChat']);
const INQUIRY_SHOWN = new Set(['status', 'department']);

function changesOf(
  before: Doc[],
  after: Doc[],
  shown: (field: string) => boolean,
  added: (doc: Doc) => unknown,
  removed: (doc: Doc) => unknown,
): Record<string, unknown> | undefined {
  const result: Record<string, unknown> = {};
  const updated: Record<string, unknown> = {};
  for (const doc of after) {
    const old = before.find((candidate) => candidate._id === doc._id);
    if (old === undefined) continue;
    const fields = [...new Set([...Object.keys(old), ...Object.keys(doc)])].filter(shown);
    const changed = fields.flatMap((field) => {
      const [a, b] = [JSON.stringify(old[field]), JSON.stringify(doc[field])];
      const value = (part: unknown): unknown => (part === undefined ? '<absent>' : normal(part));
      return a === b ? [] : [[field, { before: value(old[field]), after: value(doc[field]) }] as const];
    });
    if (changed.length > 0) updated[doc._id] = Object.fromEntries(changed);
  }
  const fresh = after.filter((doc) => !before.some((old) => old._id === doc._id));
  const gone = before.filter((doc) => !after.some((now) => now._id === doc._id));
  if (fresh.length > 0) result.added = fresh.map(added);
  if (Object.keys(updated).length > 0) result.updated = updated;
  if (gone.length > 0) result.removed = gone.map(removed);
  return Object.keys(result).length > 0 ? result : undefined;
}

const only = (doc: Doc, shown: (field: string) => boolean): unknown =>
  normal(Object.fromEntries(Object.entries(doc).filter(([key, value]) => shown(key) && value !== undefined)));

/** 'none', or what was added, updated and removed among rooms, inquiries and visitors. */
export function observedChanges(before: WorkspaceData, after: WorkspaceData): unknown {
  const docs = (list: unknown[]): Doc[] => list as Doc[];
  const roomField = (field: string): boolean => !ROOM_SKIPPED.has(field);
  const inquiryField = (field: string): boolean => INQUIRY_SHOWN.has(field);
  const parts = {
    room: changesOf(
      docs(before.rooms),
      docs(after.rooms),
      roomField,
      (doc) => only(doc, roomField),
      (doc) => ({ _id: doc._id }),
    ),
    inquiry: changesOf(
      docs(before.inquiries),
      docs(after.inquiries),
      inquiryField,
      (doc) => only(doc, (field) => field === 'rid' || inquiryField(field)),
      (doc) => ({ _id: doc._id, rid: doc.rid }),
    ),
    visitor: changesOf(
      docs(before.visitors),
      docs(after.visitors),
      (field) => field !== '_updatedAt',
      (doc) => only(doc, () => true),
      (doc) => ({ _id: doc._id }),
    ),
  };
  if (after.contacts.length > 0) {
    const shown = (field: string): boolean => !CONTACT_SKIPPED.has(field);
    const contacts = changesOf(
      docs(before.contacts),
      docs(after.contacts),
      shown,
      (doc) => only(doc, shown),
      (doc) => ({ _id: doc._id }),
    );
    if (contacts) Object.assign(parts, { contact: contacts });
  }
  const present = Object.entries(parts).filter(([, part]) => part !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : 'none';
}

/** Messages written by the call: the server's own, and everybody's. */
export function writtenMessages(
  before: WorkspaceData,
  after: WorkspaceData,
): { system: Record<string, unknown>[]; plain: Record<string, unknown>[] } {
  const fresh = after.messages.filter((message) => !before.messages.some((old) => old._id === message._id));
  const line = (message: MessageDoc): Record<string, unknown> => ({
    ...message,
    text: message.msg,
    by: message.u.username,
  });
  const isSystem = (message: MessageDoc): boolean => message.t !== undefined && SYSTEM_TYPES.has(message.t);
  return {
    system: fresh.filter(isSystem).map(line),
    plain: fresh.filter((message) => !isSystem(message)).map(line),
  };
}
