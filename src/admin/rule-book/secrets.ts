import { actionOf } from '../../catalogue/actions';
import type { RulesDocument } from '../../catalogue/document';
import { MASK, mask, secretKeysOf } from '../../catalogue/secrets';
import { idOf, sameJson, type RawDocument, type RawRule } from './raw-document';
import { isObject } from '../../util/json';

/**
 * Secrets are masked in what leaves the settings: exports, the history, views. A document that comes back with the
 * mask gets the secret from the rule of the same id in force.
 */

/**
 * Puts secrets back from what is in force. A rule whose secret is nowhere to be found is switched off: unsigned, its
 * webhook would only be refused, or worse, taken.
 * @returns the document, and the ids of rules that lack a secret
 */
export function fillSecrets(
  document: RawDocument,
  inForce: RawDocument | RulesDocument,
): { readonly document: RawDocument; readonly lost: readonly string[] } {
  const known = holdersById(inForce);
  const all = holdersById(document);
  const lost: string[] = [];
  const rules = document.rules.map((rule) => {
    const id = idOf(rule);
    const filled = fill(rule, known.get(id) ?? [], all.get(id));
    if (!lacksSecret(filled)) return filled;
    lost.push(id ?? '-');
    return { ...(filled as RawRule), mode: 'off' };
  });
  const { rules: _rules, ...rest } = document;
  const { rules: _old, ...restInForce } = inForce;
  return { document: { ...document, ...(fill(rest, holdersIn(restInForce)) as object), rules }, lost };
}

/** Of rules that share an id, all in one list: each gets its own back, or none. */
function holdersById(document: RawDocument | RulesDocument): ReadonlyMap<string | null, readonly RawRule[]> {
  const byId = new Map<string | null, RawRule[]>();
  for (const rule of document.rules) {
    const id = idOf(rule);
    if (id !== null) byId.set(id, [...(byId.get(id) ?? []), ...holdersIn(rule)]);
  }
  return byId;
}

/** Objects that have a secret of their own, however deep. */
function holdersIn(value: unknown): readonly RawRule[] {
  if (Array.isArray(value)) return value.flatMap(holdersIn);
  if (!isObject(value)) return [];
  const isSecret = secretKeysOf(value);
  const inner = Object.entries(value).flatMap(([key, each]) => (isSecret(key) ? [] : holdersIn(each)));
  return Object.keys(value).some(isSecret) ? [value, ...inner] : inner;
}

function fill(value: unknown, holders: readonly RawRule[], all = holdersIn(value)): unknown {
  if (Array.isArray(value)) return value.map((each) => fill(each, holders, all));
  if (!isObject(value)) return value;
  const isSecret = secretKeysOf(value);
  const source = all.includes(value) ? giverOf(value, holders, all) : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      isSecret(key) ? restored(each, source?.[key]) : fill(each, holders, all),
    ]),
  );
}

/**
 * Of several that go to one place, the one that looks like this one; of those that look alike, or have been changed, the
 * one that stands where this one does. Where there are more or fewer now, nobody can tell which is which, and it is asked
 * for again, unless they are the same.
 */
function giverOf(to: RawRule, holders: readonly RawRule[], all: readonly RawRule[]): RawRule | undefined {
  const fit = holders.filter((each) => mayGive(each, to));
  const [first] = fit;
  const alike = all.filter((each) => first && mayGive(first, each));
  const [twins, others] = [fit.filter(looksLike(to)), alike.filter(looksLike(to))];
  const isChanged = twins.length === 0;
  const from = isChanged ? fit.filter((each) => !alike.some(looksLike(each))) : twins;
  const among = isChanged ? alike.filter((each) => !fit.some(looksLike(each))) : others;
  if (from.length === among.length) return from[among.indexOf(to)];
  return fit.every((each) => sameJson(each, first)) ? first : undefined;
}

const looksLike = (one: RawRule) => (other: RawRule) => sameJson(mask(one), mask(other));

/** Does a secret go back there? Only where everything that says where it goes is as it was. */
function mayGive(holder: RawRule, to: RawRule): boolean {
  if (holder.action !== to.action) return false;
  // A lookup's headers go to its address.
  if (to.get !== undefined) return holder.get === to.get;
  const going = typeof to.action === 'string' ? actionOf(to.action)?.secretsGoTo : undefined;
  return going ? going.every((key) => sameJson(holder[key], to[key])) : sameJson(mask(holder), mask(to));
}

function restored(value: unknown, from: unknown): unknown {
  if (value === MASK) return from ?? value;
  if (!isObject(value)) return value;
  const known = isObject(from) ? from : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, each === MASK ? (known[name] ?? each) : each]),
  );
}

/** Does a mask stand where a secret should? */
function lacksSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(lacksSecret);
  if (!isObject(value)) return false;
  const isSecret = secretKeysOf(value);
  return Object.entries(value).some(([key, each]) => (isSecret(key) ? holdsMask(each) : lacksSecret(each)));
}

function holdsMask(value: unknown): boolean {
  return value === MASK || (isObject(value) && Object.values(value).includes(MASK));
}
