import { explain } from './refusals';

/** What is installed where, and with whose rights. */
export interface Deployment {
  /** Address of the server, with a path where it has one. */
  readonly url: string;
  readonly userId: string;
  readonly token: string;
  readonly zip: Uint8Array;
  /** From app.json. */
  readonly app: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly permissions: readonly object[];
    readonly requiredApiVersion: string;
  };
}

export interface Deployed {
  readonly what: 'installed' | 'updated';
  readonly version: string;
  readonly status: string;
}

/** A sentence for the person at the terminal: what went wrong, and what would help. */
export class DeployError extends Error {}

/** How long one request may take, in ms: the server compiles the app and starts its process meanwhile. */
const PATIENCE = 120_000;

/** What a server answered; `body` is undefined for something that is no JSON object. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** The server's address without a slash at its end. Throws for what is no address of a server. */
export function addressOf(given: string): string {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new DeployError(`"${given}" is no address: give one such as https://chat.example.com.`);
  }
  if (!/^https?:$/.test(url.protocol)) throw new DeployError(`"${given}" is no http or https address.`);
  if (url.username !== '' || url.password !== '') throw new DeployError('Leave name and password out of the address.');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/**
 * Installs the app in a running server, or updates it where it is installed, over the REST interface that the
 * administration pages use themselves (ee/server/apps/communication/rest.ts). `tell` hears of each step.
 * Rejects with a DeployError.
 */
export async function deploy(deployment: Deployment, tell: (line: string) => void): Promise<Deployed> {
  const { app, zip } = deployment;
  const server = addressOf(deployment.url);
  const ask = asker(server, deployment);

  tell(`Looking for Rocket.Chat at ${server} …`);
  const info = await ask('GET', '/api/info');
  const version = info.body?.version;
  if (info.status !== 200 || typeof version !== 'string') throw new DeployError(explain(info, 'info', app, server));
  tell(`It is Rocket.Chat ${version}.`);

  const installed = await ask('GET', `/api/apps/${app.id}`);
  if (installed.status !== 200 && installed.status !== 404)
    throw new DeployError(explain(installed, 'look', app, server));
  // Also a page that is not there at all is 404; only the apps' interface says so in JSON.
  if (installed.body === undefined) throw new DeployError(explain(installed, 'look', app, server));
  const before = object(installed.body.app);
  const isUpdate = installed.status === 200;
  tell(isUpdate ? `Updating ${app.name} from ${text(before.version)} to ${app.version} …` : `Installing ${app.name} …`);

  const form = new FormData();
  form.append('app', new Blob([zip], { type: 'application/zip' }), 'workflow.zip');
  // What an administrator would agree to in the dialogue; without it a server grants a set of its own.
  form.append('permissions', JSON.stringify(app.permissions));
  const done = await ask('POST', isUpdate ? `/api/apps/${app.id}` : '/api/apps', form);
  const now = object(done.body?.app);
  if (done.status !== 200 || done.body?.success !== true || typeof now.id !== 'string') {
    throw new DeployError(explain(done, isUpdate ? 'update' : 'install', app, server));
  }
  return { what: isUpdate ? 'updated' : 'installed', version: text(now.version), status: text(now.status) };
}

function asker(server: string, { userId, token }: Deployment) {
  return async (method: string, path: string, body?: FormData): Promise<Answer> => {
    let response: Response;
    try {
      response = await fetch(server + path, {
        method,
        body,
        headers: { 'X-User-Id': userId, 'X-Auth-Token': token },
        // A token is not handed on to wherever an answer points.
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      throw new DeployError(unreachable(server, error));
    }
    if (response.status >= 300 && response.status < 400) {
      const to = response.headers.get('location') ?? 'somewhere else';
      throw new DeployError(`${server} sends us on to ${to}: give that address with --url if it is the server's.`);
    }
    const said = await response.text();
    try {
      const parsed: unknown = JSON.parse(said);
      return { status: response.status, body: object(parsed) };
    } catch {
      return { status: response.status, body: undefined };
    }
  };
}

function unreachable(server: string, error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `${server} did not answer within ${PATIENCE / 1000} seconds.`;
  return `${server} cannot be reached (${cause?.code ?? cause?.message ?? String(error)}). Is the address right?`;
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '?';
}
