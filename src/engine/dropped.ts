/** Conversations that are remembered; beyond, counting begins anew. */
const MOST = 1_000;

/**
 * Tells of dropped events without filling the log in a flood: of each conversation's first one, its tenth, its
 * hundredth and so on. How many there were in all the health page tells.
 */
export function tellDropped(tell: (line: string) => void): (conversation: string) => void {
  const counts = new Map<string, number>();
  return (conversation) => {
    const count = (counts.get(conversation) ?? 0) + 1;
    if (counts.size >= MOST && count === 1) counts.clear();
    counts.set(conversation, count);
    if (/^10*$/.test(String(count)))
      tell(`conversation ${conversation}: too many events at once, dropped so far: ${count}, the oldest first`);
  };
}
