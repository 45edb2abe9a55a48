/** A refusal of the server: `code` stays on the host (and in REST bodies), the app sees `message` alone (HOST C). */
export class HostError extends Error {
  constructor(
    readonly code: string,
    readonly reason?: string,
    /** What a REST body shows besides. */
    readonly details?: Record<string, unknown>,
  ) {
    super(reason === undefined ? `[${code}]` : `${reason} [${code}]`);
    this.name = 'Error';
  }
}
