import { say, text, type Language } from '../text/message';
import { type Loaded, sortedFindings } from '../rules/load';

/** What the app found in the rules, for the setting `rules_report`: a headline, then one finding a line. */
export function rulesReport({ result, accepted, program }: Loaded, language: Language): string {
  const setAside = result.rules.filter(({ state }) => state === 'set_aside').length;
  const headline = accepted
    ? text('report_active', { active: result.active.length, set_aside: setAside })
    : text('report_refused', { active: program.steps.size });
  const lines = sortedFindings(result.findings).map(({ level, rule, place, text: found }) => {
    const where = [rule === null ? '' : `"${rule}"`, place].filter((part) => part !== '').join(' ');
    return `${say(language, text(`level_${level}`))}${where === '' ? '' : ` ${where}`}: ${say(language, found)}`;
  });
  return [say(language, headline), ...lines].join('\n');
}
