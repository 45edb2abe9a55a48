import { isObject, own } from '../../util/json';
import type { Known } from './context';
import { allStepsOf, type CheckedRule } from './checked-rule';
import { under } from './findings';

/** Names of headers that carry what nobody else may have. */
const SECRET_NAME = /auth|cookie|credential|key|pass|secret|session|signature|token/i;

/** A server that follows a redirect takes all headers along, and an app can neither see nor forbid it. */
export function warnOfHeaders({ source, report }: CheckedRule, { catalogue }: Known): void {
  for (const { step, place } of allStepsOf(source)) {
    const [address = ''] = catalogue.actionOf(String(step.action))?.secretsGoTo ?? [];
    const headers = own(step, 'headers');
    const host = hostOf(own(step, address));
    if (!isObject(headers) || host === undefined) continue;
    const names = Object.keys(headers).filter((name) => /^[\w-]+$/.test(name) && SECRET_NAME.test(name));
    for (const name of names) report.warning(under(under(place, 'headers'), name), 'finding_header_sent_on', { host });
  }
}

/** Without path and query, which may hold a secret. */
function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}
