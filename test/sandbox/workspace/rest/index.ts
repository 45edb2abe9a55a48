import type { RestRequest, RestResponse, Workspace } from '../types';

/**
 * Answers one request to /api/v1 as the server does: login by X-User-Id and X-Auth-Token, permissions, the real error
 * codes and bodies. Never rejects: an unknown route is 404, a refusal 400, no login 401, no permission 403.
 */
export declare function rest(ws: Workspace, request: RestRequest): Promise<RestResponse>;
