/** One line of the benchmark's table. */
export interface Row {
  readonly what: string;
  /** In the unit that `what` names. */
  readonly ours: number;
  /** Null where there is nothing to compare with: the bar then counts our figure itself. */
  readonly other: number | null;
  /** As the bar counts it: how many times slower or bigger; how many times faster where the bar says "at least". */
  readonly ratio: number | null;
  /** '' for a figure without a bar. */
  readonly bar: string;
  /** True for a figure without a bar. */
  readonly ok: boolean;
}

/** A row whose ratio must not be above the bar; without a bar it is only told. */
export function atMost(what: string, ours: number, other: number, bar?: number): Row {
  const ratio = ours / other;
  return { what, ours, other, ratio, bar: bar === undefined ? '' : `≤ ${bar}`, ok: bar === undefined || ratio <= bar };
}

/** A row whose figure itself must not be above the bar. */
export function noMore(what: string, ours: number, bar: number): Row {
  return { what, ours, other: null, ratio: null, bar: bar === 0 ? '0' : `≤ ${bar}, ours`, ok: ours <= bar };
}

const figure = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(3))));
const verdict = ({ bar, ok }: Row): string => (bar === '' ? '' : ok ? 'met' : 'MISSED');

/** The table for a terminal. */
export function asTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    figure(row.ours),
    figure(row.other),
    figure(row.ratio),
    row.bar,
    verdict(row),
  ]);
  const lines = [['', 'ours', 'other', 'ratio', 'bar', ''], ...cells];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column >= 1 && column <= 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** The table for a page. */
export function asMarkdown(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    ['', row.what, figure(row.ours), figure(row.other), figure(row.ratio), row.bar, verdict(row), '']
      .join(' | ')
      .trim(),
  );
  return ['| what | ours | other | ratio | bar | |', '|---|--:|--:|--:|---|---|', ...lines].join('\n');
}
