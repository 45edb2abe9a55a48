import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { strFromU8, unzipSync } from 'fflate';
import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Sandbox } from '../../sandbox';
import { addToken, appUserById } from '../../sandbox/workspace';

/** What such a server may be like. */
export interface Manners {
  /** Private apps are switched off. */
  readonly noPrivateApps?: boolean;
  /** A licence: without one private apps are neither switched on nor updated (canEnableApp, Cannot_Update_Exempt_App). */
  readonly licensed?: boolean;
  /** Answers instead of the server, as proxies do. */
  readonly proxy?: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };
}

/** The apps' side of a server's REST interface, over the sandbox's own engine: what it takes is really installed. */
export interface AppsServer {
  readonly url: string;
  manners: Manners;
  token(username: string): { readonly userId: string; readonly token: string };
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

const ok = (body: object): Reply => ({ status: 200, body: { ...body, success: true } });
const failure = (error: string): Reply => ({ status: 400, body: { success: false, error } });

/** GET /api/info, GET and POST /api/apps/:id, POST /api/apps, with the checks and words of the real ones. */
export async function startAppsServer(shop: Sandbox): Promise<AppsServer> {
  const { workspace } = shop;
  const face: { manners: Manners } = { manners: { licensed: true } };

  const answer = async (request: Request): Promise<Reply> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/info') return ok({ version: workspace.version });
    const [, id] = /^\/api\/apps(?:\/([^/]+))?$/.exec(pathname) ?? [];
    const userId = request.headers.get('x-user-id');
    const known = workspace.data.tokens.some(
      (each) => each.userId === userId && each.token === request.headers.get('x-auth-token'),
    );
    const user = workspace.data.users.find(({ _id }) => _id === userId);
    if (!known || !user)
      return { status: 401, body: { status: 'error', message: 'You must be logged in to do this.' } };
    if (!user.roles.includes('admin')) {
      const error = 'User does not have the permissions required for this action [error-unauthorized]';
      return { status: 403, body: { success: false, error } };
    }
    const { manager } = shop.instance();
    if (request.method === 'GET') {
      const app = id === undefined ? undefined : manager.getOneById(id);
      if (!app) return { status: 404, body: { success: false, error: `No App found by the id of: ${id ?? ''}` } };
      return ok({ app: { ...app.getInfo(), status: await app.getStatus() } });
    }
    const form = await request.formData();
    const file = form.get('app');
    if (!(file instanceof Blob)) return failure('app_file_error');
    const zip = Buffer.from(await file.arrayBuffer());
    const asked = form.get('permissions');
    const permissions = JSON.parse(typeof asked === 'string' ? asked : '[]') as IPermission[];
    const { noPrivateApps, licensed } = face.manners;
    if (noPrivateApps) return { status: 500, body: { success: false, error: 'private_app_install_disabled' } };
    if (id !== undefined && !licensed) return failure('Cannot_Update_Exempt_App');
    return id === undefined ? install(zip, permissions) : update(zip, permissions);
  };

  const admin = (): IUser => appUserById(workspace, 'admin') as unknown as IUser;
  const install = async (zip: Buffer, permissionsGranted: IPermission[]): Promise<Reply> => {
    const { manager } = shop.instance();
    const added = await manager.add(zip, { enable: false, permissionsGranted, user: admin() });
    const { id } = added.getAppInfo();
    // The server logs that it could not be enabled, and answers that all went well.
    if (face.manners.licensed) await manager.changeStatus(id, AppStatus.MANUALLY_ENABLED);
    return ok({ app: { ...added.getAppInfo(), status: await added.getApp().getStatus() } });
  };
  const update = async (zip: Buffer, permissionsGranted: IPermission[]): Promise<Reply> => {
    await shop.settled();
    const { manager } = shop.instance();
    const updated = await manager.update(zip, permissionsGranted, { user: admin(), loadApp: true });
    return ok({ app: { ...updated.getAppInfo(), status: await updated.getApp().getStatus() } });
  };

  const server = http.createServer((incoming, response) => {
    const { proxy } = face.manners;
    if (proxy) return void response.writeHead(proxy.status, proxy.headers).end(proxy.body);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = 'GET', headers, url = '/' } = incoming;
      const body = method === 'GET' ? undefined : Buffer.concat(chunks);
      const request = new Request(`http://server${url}`, { method, body, headers: headers as Record<string, string> });
      void answer(request)
        // The server answers what the engine throws with its words.
        .catch((error: Error) => failure(error.message))
        .then(({ status, body: said }) => {
          // No connection is kept: a slow machine would use one that is just being closed.
          response
            .writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
            .end(JSON.stringify(said));
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(face, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: (username: string) => {
      const { _id } = shop.agent(username).user();
      const token = workspace.data.tokens.find(({ userId }) => userId === _id)?.token ?? addToken(workspace, _id);
      return { userId: _id, token };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** app.json of a package. */
export function manifestOf(zip: Uint8Array): IAppInfo {
  const file = unzipSync(zip)['app.json'];
  if (file === undefined) throw new Error('The package has no app.json.');
  return JSON.parse(strFromU8(file)) as IAppInfo;
}
