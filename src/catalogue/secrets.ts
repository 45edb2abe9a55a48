import { isObject, type JsonObject } from '../util/json';
import { actionOf } from './actions';
import { found } from './actions/parameters';

/** What stands where a secret stood, in everything that is shown or kept of rules. */
export const MASK = '***';

const HEADERS = /^headers$/i;
const SECRET = /^secret/i;
/** What a name may be made of: in anything else, more than a name may have been pasted. */
const PLAIN_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** Secret by its name alone, wherever it stands and whatever it is: also where no entry says so. */
export function isSecretKey(key: string): boolean {
  return HEADERS.test(key) || SECRET.test(key);
}

/**
 * JSON of rules without its secrets: what entries declare as secret, everything under `headers` and under every key
 * that begins with `secret`, whatever its form. Names of headers stay.
 */
export function mask<T>(value: T): T {
  if (Array.isArray(value)) return value.map(mask) as T;
  if (!isObject(value)) return value;
  const isSecret = secretKeysOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, isSecret(key) ? hidden(key, each) : mask(each)]),
  ) as T;
}

/** Is what stands under a key of this object secret? Of a step its entry says so, of anything else the key's name. */
export function secretKeysOf(object: JsonObject): (key: string) => boolean {
  const { action: id, ...parameters } = object;
  const action = typeof id === 'string' ? actionOf(id) : undefined;
  const declared = action ? found('secret', action.parameters(), parameters).map(({ path }) => path[0]) : [];
  return (key) => isSecretKey(key) || declared.includes(key);
}

function hidden(key: string, value: unknown): unknown {
  if (!HEADERS.test(key) || !isObject(value) || !Object.keys(value).every(isPlainName)) return MASK;
  return Object.fromEntries(Object.keys(value).map((name) => [name, MASK]));
}

/** May the name of a header be shown? */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}
