import { nearest } from '../text/nearest';
import { message, type Text } from '../text/message';
import type { Book, BookRule } from '../admin/rule-book/rule-book';
import { quotable } from '../text/shorten';

/** The rule of an id, or the sentence for somebody who named none or a wrong one. */
export function findRule(book: Book, rest: string, command: string): BookRule | Text {
  const [id = ''] = rest.split(/\s/);
  const ids = book.rules.flatMap((rule) => rule.id ?? []);
  if (id === '') {
    return ids.length === 0
      ? message('command_no_rules')
      : message('command_which_rule', { command, ids: ids.slice(0, 20) });
  }
  const found = book.rules.find((rule) => rule.id === id);
  if (found) return found;
  // People remember the name rather than the id.
  const named = book.rules.find(({ name }) => name.toLowerCase() === rest.toLowerCase());
  if (named?.id) return named;
  const near = nearest(id, ids);
  return near === undefined
    ? message('command_no_rule', { id: quotable(id) })
    : message('command_no_rule_near', { id: quotable(id), nearest: near });
}

export function isRule(found: BookRule | Text): found is BookRule {
  return 'source' in found;
}
