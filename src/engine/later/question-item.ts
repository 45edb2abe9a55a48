import type { Event } from '../../model/event';
import type { Answered, Question } from '../../model/question';
import type { StoredRecord } from '../../model/record';
import type { Language } from '../../text/message';
import type { ChainState } from '../chain';

/** A question that is not over. One a conversation. */
export interface QuestionItem extends StoredRecord {
  readonly v: 1;
  readonly kind: 'question';
  /** The run's, with the place of the action in it: the same when the asking is taken up after a crash. */
  readonly id: string;
  readonly conversation: string;
  readonly rule: { readonly id: string; readonly name: string };
  readonly question: Question;
  /** The customer's, as far as it was known. */
  readonly language: Language;
  /** What the rule ran on. */
  readonly event: Event;
  readonly chain: ChainState;
  /** When it was asked, ms since 1970. */
  readonly armed: number;
  /** When it is over without an answer; once it is answered, when that was: then whoever finds it goes on with it. */
  readonly due: number;
  /** Grows with each change. */
  readonly step: number;
  /** When it was asked last, ms since 1970: what the customer wrote before is no answer. */
  readonly since: number;
  /** How often it has been asked. */
  readonly asked: number;
  /** The message that asks; missing while nobody knows that it was sent. */
  readonly message?: string;
  /** It was refused for now: the customer has not seen it. */
  readonly unsent?: true;
  /** A button was tapped, and what it says is being written as the customer's message. */
  readonly tapped?: { readonly choice: number; readonly at: number };
  /** It has its answer, and rules go on with it. */
  readonly settled?: Settled;
}

export interface Settled extends Answered {
  /** ms since 1970. */
  readonly at: number;
  /** The place of the event that the answer raises. */
  readonly chain: ChainState;
}
