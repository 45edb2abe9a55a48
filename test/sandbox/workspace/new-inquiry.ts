import { isBot, type SelectedAgent } from './agents';
import { enabledContact, isVerified } from './contacts';
import { remove, roomById, userById } from './find';
import { delegateInquiry } from './routing';
import { assignsByItself, isOn, setting, waitingQueue } from './settings';
import type { InquiryDoc, RoomDoc, Workspace } from './types';

/**
 * The state in which an inquiry begins: `verifying` while its contact has to prove who they are, `queued` for the waiting
 * queue and for manual routing, `ready` to be routed at once. Bots skip the queue.
 */
export function firstStatus(ws: Workspace, room: RoomDoc, agent: SelectedAgent | undefined): InquiryDoc['status'] {
  if (mustVerify(ws, room)) return 'verifying';
  if (agent !== undefined && isBot(userById(ws, agent.agentId))) return 'ready';
  if (ws.traits.waitingQueueHolds && waitingQueue(ws)) return 'queued';
  return assignsByItself(ws) ? 'ready' : 'queued';
}

function mustVerify(ws: Workspace, room: RoomDoc): boolean {
  const wanted = ['once', 'always'].includes(String(setting(ws, 'Livechat_Require_Contact_Verification')));
  if (!wanted || !ws.traits.contacts || !room.v || !room.source) return false;
  return !isVerified(enabledContact(ws, room.contactId), room.v._id, room.source);
}

/** Routes a new inquiry, or remembers for later whom it is meant for; `created` is the room before its first message. */
export function processNew(
  ws: Workspace,
  inquiry: InquiryDoc,
  created: RoomDoc,
  agent: SelectedAgent | undefined,
): void {
  if (inquiry.status === 'ready') delegateInquiry(ws, inquiry, agent, {}, created);
  else if (agent && ws.traits.waitingQueueHolds) inquiry.defaultAgent = agent;
}

/**
 * One round of the queue worker: with automatic routing, licence or not, each queue's next `queued` inquiry is tried;
 * `ready` and `taken` ones are left alone (HOST-CASES 17). Returns how many conversations got an agent.
 */
export function runQueueWorker(ws: Workspace): number {
  if (!assignsByItself(ws) || !isOn(ws, 'Livechat_enabled')) return 0;
  let assigned = 0;
  const waiting = ws.data.inquiries.filter((inquiry) => inquiry.status === 'queued');
  for (const inquiry of [...waiting].sort((a, b) => a.ts.getTime() - b.ts.getTime())) {
    const room = roomById(ws, inquiry.rid);
    if (room === undefined || room.closedAt) {
      remove(ws.data.inquiries, (candidate) => candidate._id === inquiry._id);
    } else if (room.servedBy) {
      inquiry.status = 'taken';
    } else if (
      delegateInquiry(ws, inquiry, inquiry.defaultAgent as SelectedAgent | undefined, {}, structuredClone(room)).room
        ?.servedBy
    ) {
      assigned += 1;
    }
  }
  return assigned;
}
