import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { remembered } from '../../util/cache';
import { connectionOf, createClient } from './client';
import { endpointsOf, type Endpoints } from './endpoints';

export { connectionOf, createClient, type Client, type Connection } from './client';
export { endpointsOf, type Endpoints } from './endpoints';
export { CONNECTION_PERMISSIONS } from './permissions';

export interface RestParts {
  readonly http: IHttp;
  readonly read: IRead;
  readonly settings: () => {
    readonly server_url: string;
    readonly server_user_id: string;
    readonly server_token: string;
  };
  /** ms since 1970. */
  readonly now: () => number;
}

/** How long the server's own address is taken as it is, ms. */
const SITE_URL_FOR = 60_000;

/** The connection that the settings describe. Keep one for as long as the app runs. */
export function createEndpoints({ http, read, settings, now }: RestParts): Endpoints {
  const siteUrl = remembered<unknown>({ forMs: SITE_URL_FOR, most: 1, now });
  const client = createClient({
    http: () => http,
    now,
    config: async () => {
      const { server_url: url, server_user_id: userId, server_token: token } = settings();
      const known = connectionOf({ url, userId, token, siteUrl: '-' });
      // Without the user or the token nothing has to be asked for.
      if (!known || known.url !== '-') return known;
      const own = await siteUrl('', () => read.getEnvironmentReader().getServerSettings().getValueById('Site_Url'));
      return connectionOf({ userId, token, siteUrl: own });
    },
  });
  return endpointsOf(client, now);
}
