import { createRequire } from 'node:module';
import * as path from 'node:path';
import { built } from '../../runtime/built';

/** As ajv makes them: true, or false and what is wrong beside it. What they take may be changed. */
type Validator = ((given: unknown) => boolean) & { errors?: { instancePath: string; message?: string }[] | null };

let validators: Record<string, Validator> | undefined;

/**
 * What the server's own validator (rest-typings 8.8) says against the query of a GET or the body of a POST; undefined
 * when it takes them, or when the app does not use the endpoint. `endpoint`: `POST livechat/room.saveInfo`, with `:name`
 * for parts of the path.
 */
export function refusedBy(endpoint: string, given: unknown): string | undefined {
  validators ??= load();
  const validator = validators[endpoint.replace(/:\w+/g, ':')];
  if (validator === undefined || validator(structuredClone(given))) return undefined;
  return (validator.errors ?? []).map(({ message }) => message).join('\n ');
}

function load(): Record<string, Validator> {
  const file = built('SANDBOX_REST_VALIDATORS', path.join(__dirname, 'build.mjs'));
  return createRequire(__filename)(file) as Record<string, Validator>;
}
