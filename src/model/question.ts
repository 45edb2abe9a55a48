import type { StoredRecord } from './record';
import type { Text } from '../text/message';

/** What a question takes where it offers no choices. */
export const ANSWER_KINDS = ['text', 'email', 'phone', 'number'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export interface Choice {
  readonly value: string;
  /** As the customer reads it. */
  readonly label: string;
}

/** A question to the customer, with its texts printed. */
export interface Question {
  readonly id: string;
  readonly text: string;
  /** Left out: what is written is the answer, if it is of the kind `as`. */
  readonly choices?: readonly Choice[];
  readonly as?: AnswerKind;
  /** How long it is open, ms. */
  readonly within: number;
  /** How often it is asked in all. */
  readonly tries: number;
  /** What is said before it is asked again; left out: a sentence of the app's own. */
  readonly again?: string;
  /** The field that the answer is written to. */
  readonly save?: string;
  readonly withAgent?: boolean;
  readonly repeat?: boolean;
}

export const QUESTION_OUTCOMES = ['tapped', 'typed', 'not_understood', 'no_answer'] as const;
export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

/** What became of a question, as the event carries it. */
export interface Answered {
  /** The question's. */
  readonly id: string;
  readonly outcome: QuestionOutcome;
  /** The choice's value, or what was written; only with `tapped` and `typed`. */
  readonly value?: string;
}

/** A question that is over. Kept as long as runs are; the newest with a value is what the conversation answered. */
export interface QuestionEnd extends StoredRecord {
  readonly v: 1;
  readonly kind: 'question_end';
  /** Of this asking: the same question may be asked again. */
  readonly id: string;
  readonly question: string;
  readonly rule: string;
  readonly conversation: string;
  readonly customer: string;
  /** ms since 1970, as is `ended`. */
  readonly asked: number;
  readonly ended: number;
  /** `ended`: without an event, for the reason. */
  readonly how: QuestionOutcome | 'ended';
  readonly value?: string;
  readonly reason?: Text;
  /** Why the answer could not be saved. */
  readonly unsaved?: Text;
}
