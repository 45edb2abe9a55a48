import type { HostBridges } from '../bridge-types';
import { appMessageById, convertAppMessage } from '../convert';
import { subscriptionsOfRoom } from '../find';
import { editMessage, sendAsUser } from '../messages';
import type { AppObject, Workspace } from '../types';
import { promised } from './promised';

/** MessageBridge. The Apps-Engine names the app's user as sender before `create` when a message has none. */
export function messageBridge(ws: Workspace): HostBridges['messages'] {
  const note = (userId: string, message: AppObject): void => {
    const rid = String((message.room as AppObject | undefined)?.id);
    ws.ephemeral.push({ userId, rid, message });
  };
  return {
    create: (message) =>
      promised(() => {
        const doc = convertAppMessage(ws, message);
        return sendAsUser(ws, String(doc.u?._id), doc)._id;
      }),
    update: (message) =>
      promised(() => {
        const editor = message.editor as { id?: string; username?: string } | undefined;
        if (!editor?.id) throw new Error('Invalid editor assigned to the message for the update.');
        const stored = ws.data.messages.findLast((candidate) => candidate._id === message.id);
        if (stored === undefined) throw new Error('A message must exist to update.');
        // An update may carry what has changed alone: then the room and the text stay.
        const edit = convertAppMessage(ws, { ...message, room: message.room ?? { id: stored.rid } });
        if (message.text === undefined || message.text === null) delete edit.msg;
        editMessage(ws, { ...edit, _id: stored._id }, { _id: editor.id, username: editor.username });
      }),
    getById: (id) => promised(() => appMessageById(ws, id)),
    notifyUser: (user, message) => promised(() => note(String(user.id), message)),
    // Only who is subscribed sees it: nobody while the conversation waits, and never the visitor (HOST C.2).
    notifyRoom: (room, message) =>
      promised(() => {
        for (const { u } of subscriptionsOfRoom(ws, String(room.id))) note(u._id, message);
      }),
  };
}
