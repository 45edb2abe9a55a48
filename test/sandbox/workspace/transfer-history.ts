import { saveSystemMessage } from './system-messages';
import type { AppObject, RoomDoc, Workspace } from './types';

export interface TransferData {
  userId?: string;
  departmentId?: string;
  transferredBy: { _id: string; username?: string; name?: string; userType: string };
  transferredTo?: { _id: string; username?: string; name?: string };
  clientAction?: boolean;
  comment?: string;
  scope?: 'agent' | 'department' | 'queue';
  department?: { _id: string; name: string };
  /** Set on the second try, towards the fallback department. */
  usingFallbackDep?: boolean;
  originalDepartmentName?: string;
  /** How many departments were tried so far. */
  hops?: number;
}

/** Who transfers, as the history keeps it: 'agent' for who serves the room, 'user' for everybody else. */
export function transferredBy(
  user: { _id: string; username?: string; name?: string },
  room: RoomDoc,
): TransferData['transferredBy'] {
  const { _id, username, name } = user;
  return { _id, username, ...(name && { name }), userType: room.servedBy?._id === _id ? 'agent' : 'user' };
}

/** Writes the transfer into the room's history. */
export function saveHistory(ws: Workspace, room: RoomDoc, data: TransferData): void {
  const { departmentId: previousDepartment } = room;
  const { transferredBy: by, transferredTo, department: nextDepartment, comment } = data;
  saveSystemMessage(
    ws,
    'livechat_transfer_history',
    room._id,
    '',
    { _id: by._id, username: by.username },
    {
      transferData: {
        transferredBy: by,
        ts: ws.now(),
        scope: data.scope ?? (nextDepartment ? 'department' : 'agent'),
        comment,
        ...(previousDepartment && { previousDepartment }),
        ...(nextDepartment && { nextDepartment }),
        ...(transferredTo && { transferredTo }),
      },
    },
  );
}

/** The parts of a user that a transfer keeps. */
export const transferTarget = (user: AppObject): TransferData['transferredTo'] => ({
  _id: user._id as string,
  username: user.username as string,
  name: user.name as string,
});
