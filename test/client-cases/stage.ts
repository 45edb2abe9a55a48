import type { Sandbox } from '../sandbox';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import type { Script } from './script';
import type { RecordedCase } from './types';

/** How one case is played. What it must come to stands in the recording. */
export type Play<C = unknown> = (at: Stage<C>) => Promise<void>;
/** The rows of a table: case ids with how they are played. */
export type Plays<C> = Readonly<Record<string, Play<C>>>;

export interface WidgetClient {
  /** The app posts a message with these blocks, as `m1`. */
  gets(blocks: readonly object[]): Promise<void>;
  /** The app changes that message. */
  changes(blocks: readonly object[]): Promise<void>;
  taps(actionId: string): Promise<void>;
  chooses(actionId: string, value: string): Promise<void>;
  dates(actionId: string, value: string): Promise<void>;
  opened(): readonly string[];
  sight(): ReturnType<ReturnType<Sandbox['clients']['widget']>['sight']>;
}

/** Where a case is played. */
export interface Stage<C> {
  readonly client: C;
  readonly recorded: RecordedCase;
  readonly shop: Sandbox;
  readonly script: Script;
  readonly room: { readonly r1: string; readonly r2: string };
  readonly appId: string;
  /** The app shows this when somebody types its command: over the stream, with a trigger of the client. */
  shows(...steps: Step[]): Promise<void>;
  /** What the app does when it is called next. */
  app(...steps: Step[]): void;
  /** Does this while the app has no such handler; what the engine would have handed to it counts as heard. */
  without(handler: string, work: () => Promise<void>): Promise<void>;
  /** Some time goes by on the sandbox's clock. */
  passes(ms: number): Promise<void>;
  /** The app posts a message with these blocks; gives its id. The recording calls it `m1`. */
  posts(blocks: readonly object[]): Promise<string>;
  /** Somebody types a command in the room; gives what the client itself says to them then. */
  runs(line: string): Promise<readonly string[]>;
  /** What is to be seen now is compared with what was seen at the next moment of the recording. */
  sees(): void;
  /** What somebody without a client was answered is compared with the next moment of the recording. */
  told(answers: object): void;
  /** Something else that was looked at, by its name in the recording. */
  extra(name: string, value: unknown): void;
  /** Something else that was looked at and cannot be seen here. */
  blindFor(...names: string[]): void;
  /** Bodies that the client has posted, and what the route answered, parsed and as text. */
  posted(): readonly Posted[];
}

export interface Posted {
  readonly appId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: object;
  answer?: readonly [unknown, string?];
}

export interface Stages {
  play(recorded: RecordedCase, how: Play<never>): Promise<void>;
  stop(): Promise<void>;
}
