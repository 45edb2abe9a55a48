import fs from 'node:fs';
import os from 'node:os';

/** More other work than this, in processes that want to run, makes figures of time worthless. */
const QUIET = 0.7;

/** What a table was measured on. */
export interface Machine {
  /** `2026-11-28, Node 20.19, 2 × Xeon, other load 0.2`. */
  readonly said: string;
  /** False: something else runs beside it. */
  readonly isQuiet: boolean;
}

export function machineNow(): Machine {
  const load = os.loadavg()[0] ?? 0;
  const [cpu] = os.cpus();
  const day = new Date().toISOString().slice(0, 10);
  const name = (cpu?.model ?? 'unknown').replace(/\s+/g, ' ').trim();
  const said = `${day}, Node ${process.versions.node}, ${os.cpus().length} × ${name}, load before it ${load.toFixed(2)}`;
  return { said, isQuiet: load <= QUIET };
}

/** Puts a table into a page, between `<!-- table -->` and `<!-- end of the table -->`. */
export function writeTable(file: string, lines: readonly string[]): void {
  const [begin, end] = ['<!-- table -->', '<!-- end of the table -->'];
  const page = fs.readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for the table.`);
  fs.writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${page.slice(to)}`);
}
