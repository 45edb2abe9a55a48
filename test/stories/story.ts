import { type Sandbox, sandbox, type SandboxOptions } from '../sandbox';
import { reasonLines, runLines, runRecords } from './runs';

/** A conversation or more, played in the sandbox: what is set up, what people do, and the transcript it must give. */
export interface Story {
  readonly title: string;
  readonly options: SandboxOptions;
  play(shop: Sandbox): Promise<void>;
  /** The lines of the transcript, as they must be. */
  readonly transcript: readonly string[];
  /** What the rules did, one line a run; left out where no rule must run. */
  readonly runs?: readonly string[];
}

export interface Played {
  readonly transcript: readonly string[];
  readonly runs: readonly string[];
  /** Why each run matched, run by run: its conditions with the values they saw. */
  readonly reasons: readonly (readonly string[])[];
  /** A sentence for each way in which it is not what it should be. */
  readonly differences: readonly string[];
}

/** Plays a story on the real runtime. */
export async function playStory(story: Story): Promise<Played> {
  const shop = await sandbox(story.options);
  try {
    await story.play(shop);
    await shop.settled();
    const transcript = shop.transcript().split('\n');
    const runs = runLines(shop);
    const differences = [
      ...difference('transcript', story.transcript, transcript),
      ...difference('runs', story.runs ?? [], runs),
    ];
    return { transcript, runs, reasons: runRecords(shop).map(reasonLines), differences };
  } finally {
    await shop.stop();
  }
}

function difference(what: string, expected: readonly string[], got: readonly string[]): readonly string[] {
  const at = Array.from({ length: Math.max(expected.length, got.length) }, (_, line) => line).find(
    (line) => expected[line] !== got[line],
  );
  if (at === undefined) return [];
  const should = expected[at] === undefined ? 'nothing more' : `"${expected[at]}"`;
  const is = got[at] === undefined ? 'it ends' : `it is "${got[at]}"`;
  return [`the ${what}, line ${at + 1}, should be ${should}, but ${is}`];
}
