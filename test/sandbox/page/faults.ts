import type { Sandbox } from '..';

/** What the app asks the server to change; reading stays quick. */
const CHANGES = [
  'message.create',
  'message.update',
  'message.notifyUser',
  'message.notifyRoom',
  'livechat.createMessage',
  'livechat.transferVisitor',
  'livechat.closeRoom',
  'livechat.createRoom',
  'livechat.setCustomFields',
  'room.update',
  'http.call',
];
const SLOW = 3_000;

/** Faults that can be switched on at the page. `once`: over with the next message. */
export const FAULTS: Readonly<Record<string, (shop: Sandbox) => void>> = {
  slow: ({ faults }) => CHANGES.forEach((call) => faults.slow(call, SLOW, Infinity)),
  'message-fails': ({ faults }) => {
    for (const call of ['message.create', 'livechat.createMessage']) {
      faults.fails(call, Infinity, 'The sandbox makes messages fail');
    }
  },
  'transfer-lies': ({ faults }) => faults.lies('livechat.transferVisitor', true, Infinity),
  'rest-limited': ({ faults }) => faults.rest('limited', Infinity),
  'rest-html': ({ faults }) => faults.rest('html', Infinity),
};

/** Exactly these faults, and the connection cut or not. */
export function applyFaults(shop: Sandbox, on: ReadonlySet<string>, cut: boolean): void {
  shop.faults.clear();
  if (cut) shop.faults.rest('dead', Infinity);
  for (const id of on) FAULTS[id]?.(shop);
}
