import { z } from '../../util/zod';
import { message, type MessageKey } from '../../text/message';
import { HostError } from '../../ports/host';
import { asObject } from '../../util/json';
import { meaningOf } from '../refusal';
import type { Client } from './client';
import { permissionOf } from './permissions';
import { shapes } from './shapes';
import type { PagedEndpoint, ParamsOf, PathParts } from './server-types';

/** How the endpoints are asked: answers of a shape, lists page by page, methods where there is no endpoint. */

const PAGE = 100;
/** A workspace with more agents or departments than this is not listed to its end. */
const MOST = 1000;

/** An answer of this shape; rejects one that is not. */
export function read<T>(shape: z.ZodMiniType<T>, answer: unknown, endpoint: string): T {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new HostError(message('reason_rest_strange_answer', { endpoint }));
  return parsed.data;
}

/** Which part of a list: so many entries at most, without so many first ones; and what else the query says. */
interface Part {
  readonly most?: number;
  readonly without?: number;
  readonly query?: object;
}

/**
 * Entries of a list; one that lacks what is needed (an agent without a username) is left out. A server may give fewer
 * at once than it is asked for (its setting API_Upper_Count_Limit), and says how many there are.
 */
export async function pages<T, P extends PagedEndpoint>(
  client: Client,
  endpoint: P,
  key: string,
  shape: z.ZodMiniType<T>,
  { most = MOST, without = 0, query }: Part,
  ...parts: PathParts<P>
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let seen = 0; seen < most;) {
    const count = Math.min(PAGE, most - seen);
    const asked = { ...query, count, offset: without + seen } as ParamsOf<'GET', P>;
    const answer = await client.get(endpoint, asked, ...parts);
    const page = read(z.object({ [key]: z.array(z.unknown()) }), answer, endpoint)[key] ?? [];
    found.push(...page.flatMap((entry) => shape.safeParse(entry).data ?? []));
    seen += page.length;
    const more = page.length === count || without + seen < Number(asObject(answer)?.['total']);
    if (page.length === 0 || !more) break;
  }
  return found;
}

/** The endpoint is not there, or what it was asked of is not. */
const NOT_HERE: readonly MessageKey[] = ['reason_rest_lacks_endpoint', 'reason_contact_gone'];

/** Older servers have a method instead of the endpoint; a contact that is gone has a visitor still. */
export async function orElse(endpoint: () => Promise<unknown>, method: () => Promise<unknown>): Promise<unknown> {
  try {
    return await endpoint();
  } catch (error) {
    if (error instanceof HostError && NOT_HERE.includes(error.text.key)) return method();
    throw error;
  }
}

/** Calls a method of the server over REST; what it refuses comes inside of an answer that says success. */
export async function callMethod(client: Client, method: string, params: readonly unknown[]): Promise<unknown> {
  const endpoint = `method.call/${method}`;
  const body = JSON.stringify({ msg: 'method', id: 'workflow', method, params });
  const answer = read(
    shapes().method,
    await client.post('method.call/:method', { message: body }, { method }),
    endpoint,
  );
  const { result, error } = read(shapes().methodResult, parsed(answer.message), endpoint);
  if (!error) return { result };
  const said = [error.reason ?? error.message, `[${String(error.error)}]`].filter(Boolean).join(' ');
  if (/error-(not-allowed|unauthorized)/.test(said)) {
    throw new HostError(message('reason_rest_forbidden', { permission: permissionOf(endpoint), endpoint }));
  }
  if (/error-method-not-found|404/.test(said)) throw new HostError(message('reason_rest_lacks_endpoint', { endpoint }));
  throw new HostError(meaningOf(said) ?? message('reason_rest_refused', { endpoint, said }));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
