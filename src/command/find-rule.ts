import { nearest } from '../text/nearest';
import { message, type Text } from '../text/message';
import type { Book, BookRule } from '../admin/rule-book/rule-book';
import { quotable } from '../text/shorten';

/** A rule that somebody has named, and the words behind it. */
export interface Found<R> {
  readonly rule: R;
  readonly behind: readonly string[];
}

/** The rule that words begin with: by its id, as answers write it, or by its name or button, the longest that fits. */
export function ruleIn<R extends Pick<BookRule, 'id' | 'name'> & { readonly button?: string }>(
  rules: readonly R[],
  words: readonly string[],
): Found<R> | undefined {
  const exact = rules.find(({ id }) => id === words[0]);
  if (exact) return { rule: exact, behind: words.slice(1) };
  for (let count = words.length; count > 0; count--) {
    // People remember the name rather than the id.
    const said = words.slice(0, count).join(' ').toLowerCase();
    const rule = rules.find(
      ({ id, name, button }) => id !== null && [id, name, button].some((each) => each?.trim().toLowerCase() === said),
    );
    if (rule) return { rule, behind: words.slice(count) };
  }
  return undefined;
}

/** Words between blanks; quotes hold several together. */
export function wordsOf(line: string): readonly string[] {
  const straight = line.replace(/[\u201c\u201d\u201e]/g, '"');
  return [...straight.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));
}

/** The same of all rules, or the sentence for somebody who named none or a wrong one. */
export function findRule({ inForce: rules }: Book, rest: string, command: string): Found<BookRule> | Text {
  const ids = rules.flatMap(({ id }) => id ?? []);
  if (rest === '') {
    return ids.length === 0
      ? message('command_no_rules')
      : message('command_which_rule', { command, ids: ids.slice(0, 20) });
  }
  const words = rest.split(/\s+/);
  const found = ruleIn(rules, words) ?? ruleIn(rules, wordsOf(rest));
  if (found) return found;
  const [first = ''] = words;
  const near = nearest(first, ids);
  return near === undefined
    ? // Whoever may only ask why sees the rules there.
      message('command_no_rule', { id: quotable(first), list: command === 'why' ? command : 'rules' })
    : message('command_no_rule_near', { id: quotable(first), nearest: near });
}

export function isFound(found: Found<BookRule> | Text): found is Found<BookRule> {
  return 'behind' in found;
}
