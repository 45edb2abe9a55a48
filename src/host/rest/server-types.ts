import type {
  Endpoints,
  isPOSTLivechatInquiriesReturnAsInquiry,
  isPOSTLivechatSaveCustomFieldsParams,
  UrlParams,
} from '@rocket.chat/rest-typings';

/**
 * The server's REST API in the server's own words (rest-typings, 8.8): which endpoints it has, by the pattern of their
 * path after `/api/v1/`, and what they take. Types alone: nothing of the package ships.
 */

type Method = 'GET' | 'POST' | 'DELETE';
type Validated<Validator> = Validator extends (data: unknown) => data is infer Params ? Params : never;

/** Endpoints whose parameters are only in their validators. */
interface Unlisted {
  /** What is posted is refused. */
  '/v1/info': { GET: () => unknown; POST: (params: object) => never };
  '/v1/livechat/inquiries.returnAsInquiry': {
    POST: (params: Validated<typeof isPOSTLivechatInquiriesReturnAsInquiry>) => unknown;
  };
  '/v1/livechat/custom-fields.save': {
    // A new one has no `customFieldId`: the validator does not ask for it, though its type does.
    POST: (params: Omit<Validated<typeof isPOSTLivechatSaveCustomFieldsParams>, 'customFieldId'>) => unknown;
  };
}

type Server = Endpoints & Unlisted;

/** Patterns such as `livechat/department/:_id/agents`. */
export type EndpointFor<M extends Method> = {
  [P in keyof Server]: M extends keyof Server[P] ? (P extends `/v1/${infer Rest}` ? Rest : never) : never;
}[keyof Server];

/** Lists that nobody may change are as good as others. */
type Given<T> = T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T;

/** The query of a GET, the body of a POST. */
export type ParamsOf<M extends Method, P extends string> = `/v1/${P}` extends infer Pattern extends keyof Server
  ? M extends keyof Server[Pattern]
    ? Server[Pattern][M] extends (params: infer Params) => unknown
      ? Given<Params>
      : never
    : never
  : never;

/** Those that list something page by page. */
export type PagedEndpoint = {
  [P in EndpointFor<'GET'>]: { count: number; offset: number } extends ParamsOf<'GET', P> ? P : never;
}[EndpointFor<'GET'>];

/** What stands in the path itself, by name: one argument more, or none. */
export type PathParts<P extends string> = P extends `${string}:${string}` ? [parts: Readonly<UrlParams<P>>] : [];
