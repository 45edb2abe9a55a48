import { nearest } from '../text/nearest';
import { message, type Text } from '../text/message';
import type { Book, BookRule } from '../admin/rule-book/rule-book';
import { quotable } from '../text/shorten';

/** A rule that somebody has named, and the words behind it. */
export interface Found<R> {
  readonly rule: R;
  readonly behind: readonly string[];
}

/**
 * The rule that words begin with: by its id, as answers write it, or by its name or button, the longest that fits; the
 * sentence that asks which, where several fit.
 */
export function ruleIn<R extends Pick<BookRule, 'id' | 'name'> & { readonly button?: string }>(
  rules: readonly R[],
  words: readonly string[],
  command: string,
): Found<R> | Text | undefined {
  const exact = rules.find(({ id }) => id === words[0]);
  if (exact) return { rule: exact, behind: words.slice(1) };
  for (let count = words.length; count > 0; count--) {
    // People remember the name rather than the id.
    const said = words.slice(0, count).join(' ').toLowerCase();
    const fit = rules.filter(
      ({ id, name, button }) => id !== null && [id, name, button].some((each) => each?.trim().toLowerCase() === said),
    );
    const [rule] = fit;
    if (fit.some(({ id }) => id !== rule?.id)) return whichRule(command, fit);
    if (rule) return { rule, behind: words.slice(count) };
  }
  return undefined;
}

function whichRule(command: string, rules: readonly Pick<BookRule, 'id'>[]): Text {
  return message('command_which_rule', { command, ids: rules.flatMap(({ id }) => id ?? []).slice(0, 20) });
}

/** Words between blanks; quotes hold several together. */
export function wordsOf(line: string): readonly string[] {
  const straight = line.replace(/[\u201c\u201d\u201e]/g, '"');
  return [...straight.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));
}

/** The same of all rules, or the sentence for somebody who named none or a wrong one. */
export function findRule({ inForce: rules, refused }: Book, rest: string, command: string): Found<BookRule> | Text {
  if (refused && rules.length === 0) return message('view_refused');
  const ids = rules.flatMap(({ id }) => id ?? []);
  if (rest === '') return ids.length === 0 ? message('command_no_rules') : whichRule(command, rules);
  const words = rest.split(/\s+/);
  const found = ruleIn(rules, words, command) ?? ruleIn(rules, wordsOf(rest), command);
  if (found) return found;
  const [first = ''] = words;
  const near = nearest(first, ids);
  return near === undefined
    ? // Whoever may only ask why sees the rules there.
      message('command_no_rule', { id: quotable(first), list: command === 'why' ? command : 'rules' })
    : message('command_no_rule_near', { id: quotable(first), nearest: near });
}

export function isFound<R>(found: Found<R> | Text): found is Found<R> {
  return 'behind' in found;
}
