/**
 * Runs the server's step at once and answers with a promise, as a bridge method does: what the step throws rejects it.
 */
export function promised<T>(step: () => T | Promise<T>): Promise<T> {
  try {
    return Promise.resolve(step());
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
