import { translate, message, type Language } from '../text/message';
import type { Loaded } from '../rules/load';
import { sayFinding, sortedFindings } from '../rules/say-finding';

/** What the app found in the rules, for the setting `rules_report`: a headline, then one finding a line. */
export function rulesReport({ result, accepted, document }: Loaded, language: Language): string {
  const setAside = result.rules.filter(({ state }) => state === 'set_aside').length;
  const headline = accepted
    ? message('report_active', { active: result.active.length, set_aside: setAside })
    : message('report_refused', { active: document.rules.length });
  const lines = sortedFindings(result.findings).map((finding) => sayFinding(finding, language));
  return [translate(language, headline), ...lines].join('\n');
}
