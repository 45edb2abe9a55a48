/**
 * Several workspaces in one process share the engine's table of permissions, which is that of the one that was opened
 * last: so they are opened one after the other, and nothing is played before all of them are open.
 */
export interface Opening {
  /** Opens a workspace, or a further instance of one, when nobody else does. */
  open<T>(work: () => Promise<T>): Promise<T>;
  /** This workspace is open: resolves when all are. */
  ready(): Promise<void>;
}

/** @param workspaces how many there will be */
export function opening(workspaces: number): Opening {
  let last: Promise<unknown> = Promise.resolve();
  let left = workspaces;
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  return {
    open(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
    ready() {
      if (--left === 0) begin();
      return begun;
    },
  };
}
