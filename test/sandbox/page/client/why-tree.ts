/** One line of what the app says about an event, with the lines that stand below it. */
export interface Told {
  readonly mark: Mark | undefined;
  readonly text: string;
  readonly below: readonly Told[];
}
export type Mark = 'true' | 'false' | 'unknown' | 'not-read';

/** An event with what became of it. */
export interface ToldEvent {
  readonly title: string;
  /** What the message said. */
  readonly said: string;
  readonly rules: readonly Told[];
}

/** A rule that ran has the sign of what came of it: it matched. */
const MARKS: Readonly<Record<string, Mark>> = {
  '✅': 'true',
  '👁': 'true',
  '⏳': 'true',
  '❗': 'true',
  '✗': 'false',
  '❓': 'unknown',
  '⚪': 'not-read',
};
const LINE = /^(\s*)(?:(✅|👁|⏳|❗|✗|❓|⚪)\s)?(.*)$/u;
const INDENT = 4;

/** The lines of `/workflow why` as events, newest first: an event is bold, what belongs to it follows. */
export function eventsOf(lines: readonly string[]): { readonly head: readonly string[]; readonly events: ToldEvent[] } {
  const head: string[] = [];
  const events: { title: string; said: string; lines: string[] }[] = [];
  for (const line of lines) {
    const [, title, said = ''] = /^\*([^*]+)\*(.*)$/.exec(line) ?? [];
    const last = events.at(-1);
    if (title !== undefined) events.push({ title, said: said.trim(), lines: [] });
    else if (line.trim() === '') continue;
    else if (last) last.lines.push(line);
    else head.push(line);
  }
  return { head, events: events.map((event) => ({ ...event, rules: treeOf(event.lines) })) };
}

/** Lines as a tree: four blanks more are one level down. */
export function treeOf(lines: readonly string[]): Told[] {
  const read = lines.map((line) => {
    const [, blanks = '', sign = '', text = ''] = LINE.exec(line) ?? [];
    return { depth: Math.floor(blanks.length / INDENT), mark: MARKS[sign], text };
  });
  const level = (from: number, to: number, depth: number): Told[] => {
    const told: Told[] = [];
    for (let at = from; at < to;) {
      let next = at + 1;
      while (next < to && (read[next]?.depth ?? 0) > depth) next += 1;
      const { mark, text } = read[at] ?? { mark: undefined, text: '' };
      told.push({ mark, text, below: level(at + 1, next, (read[at + 1]?.depth ?? 0) > depth ? depth + 1 : depth) });
      at = next;
    }
    return told;
  };
  return level(0, read.length, 0);
}
