import type { Text } from '../../text/message';

/** One thing that is not as it should be. */
export interface Problem {
  /** The same for as long as it is the same trouble: it is told once when it comes, and once when it goes. */
  readonly key: string;
  readonly text: Text;
  /** `bad` is told in the alert room; a `note` stands in `/workflow status` alone. */
  readonly level: 'bad' | 'note';
  /** Only the instance that saw it knows when it is over. */
  readonly instance?: true;
}

export const bad = (key: string, text: Text): Problem => ({ key, text, level: 'bad' });
export const note = (key: string, text: Text): Problem => ({ key, text, level: 'note' });
