/** What was seen at a moment, as the recording tells it; what is not there was not to be seen. */
export interface Seen {
  readonly after?: string;
  readonly modal?: string;
  readonly bar?: string;
  readonly fields?: Readonly<Record<string, string>> | readonly string[];
  readonly errors?: readonly string[];
  readonly toasts?: readonly string[];
  readonly busy?: boolean;
  readonly url?: string;
  readonly crash?: readonly string[];
  readonly nothing?: string;
  /** Phone and widget. */
  readonly screens?: number;
  readonly text?: string | null;
  readonly buttons?: readonly string[];
  readonly selects?: readonly unknown[];
  readonly inputs?: readonly string[];
  readonly [key: string]: unknown;
}

/** One case as it was recorded from running code (`run`), or told from reading it (`read`: sees and sends are prose). */
export interface RecordedCase {
  readonly id: string;
  readonly area: string;
  readonly client: string;
  readonly method: 'run' | 'read';
  readonly given: string;
  readonly does: readonly string[];
  readonly sees: readonly Seen[];
  /** What the app heard, in its order. */
  readonly sends: readonly Readonly<Record<string, unknown>>[];
  readonly note: string;
  /** What else was looked at. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
