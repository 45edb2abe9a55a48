/** Work under a name is done one after the other: each begins with what the one before left behind. */
export function createTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
    const settled = mine.catch(() => undefined);
    turns.set(name, settled);
    try {
      return await mine;
    } finally {
      if (turns.get(name) === settled) turns.delete(name);
    }
  };
}
