import type { Text } from '../text/message';

/** How the connection to the server's REST API is. */
export type ConnectionState =
  | { readonly kind: 'none' }
  /** Nothing works, or nothing that changes something. */
  | { readonly kind: 'broken'; readonly why: Text }
  | {
      readonly kind: 'works';
      readonly problems: readonly { readonly what: string; readonly why: Text }[];
      /** Keys of the visitors' custom fields; undefined when they cannot be listed. */
      readonly fields: readonly string[] | undefined;
      /** The server has no licence for what needs one, and says so. */
      readonly unlicensed?: boolean;
    };

/** Questions about the server that do no harm, for the health page. Nothing here rejects. */
export interface Inspection {
  /** Permissions of app.json that the administrator has not granted, as far as asking shows. */
  readonly missingPermissions: () => Promise<readonly string[]>;
  readonly connection: () => Promise<ConnectionState>;
  /** Why a room or an `@user` cannot be told anything; undefined when they can. */
  readonly canTell: (target: string) => Promise<Text | undefined>;
}
