import type { QuestionTools } from '../parts';

/** What the files of this room hand around. */
export interface QuestionRoom extends QuestionTools {
  /** Ids of messages that were written for a tap: their answer is taken already. */
  readonly tapMessages: { has(id: string): boolean; set(id: string, value: true): void };
  /** Ids of messages that have been looked at: what is not among them was never heard. */
  readonly seen: QuestionRoom['tapMessages'];
  over(conversation: string): void;
}
