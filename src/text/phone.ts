/**
 * The digits of a phone number: `+`, a leading `00`, blanks, brackets, dots, dashes and whatever else people write
 * between them do not count (DESIGN.md 1, Conditions). '' when there is none.
 * @param folded the number, folded: digits in full width are plain ones there
 */
export function digitsOf(folded: string): string {
  return folded.replace(/[^0-9]/g, '').replace(/^00/, '');
}
