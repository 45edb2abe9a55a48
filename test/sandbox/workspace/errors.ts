/** A refusal of the server: `code` stays on the host (and in REST bodies), the app sees `message` alone (HOST C). */
export class HostError extends Error {
  constructor(
    readonly code: string,
    reason?: string,
  ) {
    super(reason === undefined ? `[${code}]` : `${reason} [${code}]`);
    this.name = 'Error';
  }
}

/** A refusal thrown as a plain Error, as most of the livechat code does: no code, the text alone. */
export function refuse(text: string): never {
  throw new Error(text);
}
