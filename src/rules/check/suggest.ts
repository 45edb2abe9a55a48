import { nearest } from '../../text/nearest';
import { message, type Text } from '../../text/message';
import { type Report, show, under } from './findings';
/** A list of this length can be read out in a sentence. */
const READABLE = 14;

/**
 * The end of a sentence about a name that does not exist: the nearest right one, else all that there are when they are
 * few, else nothing.
 */
export function hint(word: unknown, right: readonly string[]): Text | string {
  const near = typeof word === 'string' ? nearest(word, right) : undefined;
  if (near !== undefined) return message('finding_did_you_mean', { nearest: near });
  return right.length > 0 && right.length <= READABLE ? message('finding_possible', { list: right }) : '';
}

/** Tells every key that does not belong, with the nearest that is not there yet; gives their places. */
export function unknownKeys(
  report: Report,
  level: 'error' | 'warning',
  place: string,
  object: Readonly<Record<string, unknown>>,
  right: readonly string[],
): readonly string[] {
  const lacking = right.filter((each) => !Object.hasOwn(object, each));
  const wrong = Object.keys(object).filter((key) => !right.includes(key));
  for (const key of wrong) {
    // A nearest key takes a while to find, and a document may have a hundred thousand wrong ones.
    const near = report.isFull() ? '' : hint(key, lacking);
    report.add(level, under(place, key), message('finding_unknown_key', { key: show(key), hint: near }));
  }
  return wrong.map((key) => under(place, key));
}
