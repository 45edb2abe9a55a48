import type { QuestionTools } from '../parts';

/** What the files of this room hand around. */
export interface QuestionRoom extends QuestionTools {
  /** Ids of messages whose answer is taken already: written for a tap, or found in the conversation before their event. */
  readonly taken: { has(id: string): boolean; set(id: string, value: true): void };
  /** Ids of messages that have been looked at: what is not among them was never heard. */
  readonly seen: QuestionRoom['taken'];
  over(conversation: string): void;
}
