import type { Instance } from '../sandbox/runtime/host';

/** What went between the host and one app, and when its process is to end. */
export interface Watched {
  /** Ids of messages that the app has answered for: it said that there is nothing to do, or that it is done. */
  readonly answered: Set<string>;
  /** Ends the process with the so-manieth message from now on that it sends to the host. */
  killAt(message: number, effect: 'happens' | 'does not'): Promise<void>;
  /** Ends it with the first message from now on that is so, as JSON. */
  killWhen(is: (message: string) => boolean, effect: 'happens' | 'does not'): Promise<void>;
  /** Has the kill that was ordered last been carried out? */
  pending(): boolean;
  /** Ends it now, if the ordered kill has not come. */
  killNow(): Promise<void>;
}

interface Wire {
  /** Called for each new process. */
  setupListeners(): void;
  sendRequest(message: { method: string; params: unknown[] }, options?: unknown): Promise<unknown>;
  handleIncomingMessage(message: { payload: { method: string } }): Promise<void>;
}

/**
 * Watches the wire of an instance's app. A process that is killed has sent nothing after its last message, so what
 * comes after a message that `does not` happen is thrown away with it.
 */
export function watchWire(instance: Instance): Watched {
  const wire = instance.controller() as unknown as Wire;
  const answered = new Set<string>();
  let left = Infinity;
  let isLast: ((message: string) => boolean) | undefined;
  let dead = false;
  let effect: 'happens' | 'does not' = 'happens';
  let ended: Promise<void> = Promise.resolve();
  let carriedOut: () => void = () => undefined;

  const send = wire.sendRequest.bind(wire);
  wire.sendRequest = async (message, options) => {
    const answer = await send(message, options);
    const id = (message.params?.[0] as { id?: string } | undefined)?.id;
    const over = message.method === 'app:executePostMessageSent';
    if (id !== undefined && (over || (message.method === 'app:checkPostMessageSent' && answer === false)))
      answered.add(id);
    return answer;
  };

  const kill = (): void => {
    left = Infinity;
    isLast = undefined;
    dead = effect === 'does not';
    ended = instance.kill();
    carriedOut();
  };

  const listen = wire.setupListeners.bind(wire);
  wire.setupListeners = () => {
    dead = false;
    listen();
  };

  const receive = wire.handleIncomingMessage.bind(wire);
  wire.handleIncomingMessage = async (message) => {
    if (dead) return;
    left -= 1;
    if (left === 0 || isLast?.(JSON.stringify(message.payload))) kill();
    if (!dead) await receive(message);
  };

  const killed = (): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      carriedOut = () => void ended.then(resolve, reject);
    });

  return {
    answered,
    killAt(message, what) {
      left = message;
      effect = what;
      return killed();
    },
    killWhen(is, what) {
      isLast = is;
      effect = what;
      return killed();
    },
    pending: () => left !== Infinity,
    async killNow() {
      if (left !== Infinity) {
        effect = 'happens';
        kill();
      }
      await ended;
    },
  };
}
