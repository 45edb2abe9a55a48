/** What runs the app's code: Deno on servers up to 8.7, Node by default from 8.8 on and alone from 8.9 on. */
export type Runtime = 'deno' | 'node';

export const RUNTIMES: readonly Runtime[] = ['deno', 'node'];

/**
 * The runtime that is asked for; else the one of the whole run, WORKFLOW_RUNTIME; else Node, as on servers of today.
 * Throws for any other.
 */
export function chosenRuntime(asked: string = process.env.WORKFLOW_RUNTIME || 'node'): Runtime {
  const runtime = RUNTIMES.find((each) => each === asked);
  if (runtime === undefined) throw new Error(`"${asked}" is no runtime of the sandbox: it has ${RUNTIMES.join(', ')}.`);
  return runtime;
}
