import type { Finding } from '../model/finding';
import { message, translate, type Language } from '../text/message';

/** Errors first, in the order of the document. */
export function sortedFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

/** `Error "rule" if.all[1]: …`, in one line. */
export function sayFinding({ level, rule, place, text: found }: Finding, language: Language): string {
  const where = [rule === null ? '' : `"${rule}"`, place].filter((part) => part !== '').join(' ');
  return `${translate(language, message(`level_${level}`))}${where === '' ? '' : ` ${where}`}: ${translate(language, found)}`;
}
