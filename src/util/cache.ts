/**
 * Answers kept for some time, so that they cannot lie for longer.
 * @param forMs how long an answer is used
 * @param most how many are kept; the oldest goes
 */
export function remembered<T>(forMs: number, most: number, now: () => number) {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const kept = answers.get(key);
    if (kept && now() - kept.at < forMs) return kept.answer;
    const answer = ask();
    answers.delete(key);
    answers.set(key, { at: now(), answer });
    if (answers.size > most) answers.delete(answers.keys().next().value!);
    // A failure is not an answer.
    answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key));
    return answer;
  };
}
