// In the place of the engine's error-handlers.ts, as servers from 8.8 have it: whatever nobody caught is told to the
// host, and the process lives on. A rejection comes here, too, with its origin.
import * as Messenger from 'engine:lib/messenger.ts';

export default function registerErrorListeners() {
  process.on('uncaughtException', (error, origin) => {
    Messenger.sendNotification({ method: origin, params: [error?.stack ?? error] });
  });
}
