import { idOf, isRawRule, sameJson, type RawDocument, type RawRule } from './raw-document';

/**
 * What stands where a webhook's secret stood, in what leaves the settings: exports, the history, views. A document
 * that comes back with it gets the secret from the rule of the same id in force.
 */
export const MASK = '***';

/** Headers that open something. */
const SECRET_HEADER = /auth|token|secret|key|cookie|password/i;

/** The document without secrets. */
export function maskSecrets(document: RawDocument): RawDocument {
  return { ...document, rules: document.rules.map(maskRule) };
}

/** One rule without secrets; what is no rule stays as it is. */
export function maskRule(rule: unknown): unknown {
  return withSteps(rule, (step) => {
    if (!isWebhook(step)) return step;
    return {
      ...step,
      ...(typeof step.secret === 'string' && { secret: MASK }),
      ...(isRawRule(step.headers) && { headers: maskHeaders(step.headers) }),
    };
  });
}

function maskHeaders(headers: RawRule): RawRule {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? MASK : value]),
  );
}

/**
 * Puts secrets back from what is in force. A rule whose secret is nowhere to be found is switched off: unsigned, its
 * webhook would only be refused, or worse, taken.
 * @returns the document, and the ids of rules that lack a secret
 */
export function fillSecrets(
  document: RawDocument,
  inForce: RawDocument | undefined,
): { readonly document: RawDocument; readonly lost: readonly string[] } {
  const known = new Map((inForce?.rules ?? []).map((rule) => [idOf(rule), webhooksOf(rule)]));
  const lost: string[] = [];
  const rules = document.rules.map((rule) => {
    const id = idOf(rule);
    const left = [...((id !== null && known.get(id)) || [])];
    const filled = withSteps(rule, (step) => {
      if (!isWebhook(step) || !hasMask(step)) return step;
      const at = Math.max(
        0,
        left.findIndex(({ url }) => sameJson(url, step.url)),
      );
      const [source] = left.splice(at, 1);
      // To another address the secret does not go by itself.
      return source && sameJson(source.url, step.url) ? fillStep(step, source) : step;
    });
    if (!webhooksOf(filled).some(hasMask)) return filled;
    lost.push(id ?? '-');
    return { ...(filled as RawRule), mode: 'off' };
  });
  return { document: { ...document, rules }, lost };
}

function fillStep(step: RawRule, source: RawRule): RawRule {
  const headers = isRawRule(step.headers) ? step.headers : undefined;
  const known = isRawRule(source.headers) ? source.headers : {};
  const fill = (value: unknown, from: unknown): unknown => (value === MASK && typeof from === 'string' ? from : value);
  return {
    ...step,
    ...('secret' in step && { secret: fill(step.secret, source.secret) }),
    ...(headers && {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, known[name])])),
    }),
  };
}

function hasMask(step: RawRule): boolean {
  return step.secret === MASK || (isRawRule(step.headers) && Object.values(step.headers).includes(MASK));
}

function isWebhook(step: unknown): step is RawRule {
  return isRawRule(step) && step.action === 'webhook';
}

function webhooksOf(rule: unknown): RawRule[] {
  return isRawRule(rule) && Array.isArray(rule.do) ? (rule.do as unknown[]).filter(isWebhook) : [];
}

function withSteps(rule: unknown, change: (step: unknown) => unknown): unknown {
  if (webhooksOf(rule).length === 0 || !isRawRule(rule)) return rule;
  return { ...rule, do: (rule.do as unknown[]).map(change) };
}
