/** What one part of the campaign did and what became of it: a row of the table. */
export interface Tally {
  /** What was done, in words. */
  readonly what: string;
  /** How often. */
  times: number;
  /** Actions that the app had in its hands and that neither happened nor were told of. */
  lost: number;
  /** Effects that are there more often than they were asked for. */
  doubled: number;
  /** Conversations, waits and runs that never came to an end. */
  hung: number;
  /** Ended as `uncertain`: told, because it could not be known. */
  uncertain: number;
  /** What else there is to say; numbers that belong to the row. */
  readonly notes: string[];
  /** A sentence for each fault found, for whoever looks for its cause. */
  readonly faults: string[];
}

export function tally(what: string): Tally {
  return { what, times: 0, lost: 0, doubled: 0, hung: 0, uncertain: 0, notes: [], faults: [] };
}

/** Adds what another one found; notes that begin with a number are summed by what follows it. */
export function add(sum: Tally, more: Tally): void {
  for (const key of ['times', 'lost', 'doubled', 'hung', 'uncertain'] as const) sum[key] += more[key];
  sum.faults.push(...more.faults);
  for (const note of more.notes) {
    const [, count, words] = /^(\d+) (.*)$/.exec(note) ?? [];
    const at = sum.notes.findIndex((each) => words !== undefined && each.replace(/^\d+ /, '') === words);
    if (at < 0) sum.notes.push(note);
    else sum.notes[at] = `${Number(count) + parseInt(sum.notes[at] ?? '0', 10)} ${words}`;
  }
}

/** The rows as a table in Markdown. */
export function table(rows: readonly Tally[]): string {
  const head = ['what was done', 'how often', 'lost', 'doubled', 'hung', 'uncertain', 'and'];
  const cells = rows.map(({ what, times, lost, doubled, hung, uncertain, notes }) =>
    [what, times.toLocaleString('en'), lost, doubled, hung, uncertain, notes.join('; ')].map(String),
  );
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column > 0 && column < 6 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column > 0 && column < 6 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...cells.map(line)].join('\n');
}

/** One row in a line. */
export function summary({ times, lost, doubled, hung, uncertain, notes }: Tally): string {
  const counts = `${times} times, ${lost} lost, ${doubled} doubled, ${hung} hung, ${uncertain} uncertain`;
  return [counts, ...notes].join('; ');
}

/** Nothing lost, nothing doubled, nothing hung? */
export function isClean({ lost, doubled, hung, faults }: Tally): boolean {
  return lost + doubled + hung + faults.length === 0;
}
