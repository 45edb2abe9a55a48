/**
 * `npm run bench`: our figures beside the others', from one run. `--write` puts the table into README.md beside this
 * file, with what it was measured on; `--json` and `--markdown` print it in that form and nothing else; `--quick` takes a
 * tenth of the time, for a look while developing; `--only=starts` measures one part. It refuses to run beside other work,
 * unless `--loaded` says that the table may say so. Status 1 when a bar is missed.
 */
import path from 'node:path';
import { machineNow, writeTable } from '../support/measured';
import { benchDeciding } from './deciding';
import { benchLoading } from './loading';
import { asMarkdown, asTable, type Row } from './row';
import { benchConversations } from './runtime/conversations';
import { benchFlood } from './runtime/flood';
import { benchMessages } from './runtime/messages';
import { benchScale } from './runtime/scale';
import { FULL, QUICK } from './runtime/size';
import { benchStarts } from './runtime/starts';

const has = (option: string): boolean => process.argv.includes(`--${option}`);

async function bench(): Promise<readonly Row[]> {
  const size = has('quick') ? QUICK : FULL;
  const parts: readonly [string, () => Promise<readonly Row[]>][] = [
    // First: what the others leave in this process, it clears up beside what is measured, on the same two cores.
    ['starts and memory', () => benchStarts(size)],
    ['messages in the real runtime', () => benchMessages(size)],
    ['conversations in a row', () => benchConversations(size)],
    ['years of records', () => benchScale(size)],
    ['a flood', () => benchFlood(size)],
    ['deciding alone', async () => benchDeciding(tell)],
    ['loading rules', () => benchLoading(size.loadings)],
  ];
  const rows: Row[] = [];
  const only = process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length);
  for (const [what, measure] of parts) {
    if (only !== undefined && !what.includes(only)) continue;
    tell(`Measuring ${what} …`);
    rows.push(...(await measure()));
  }
  return rows;
}

/** Kept apart from the table, so that it can be read by a machine. */
function tell(line: string): void {
  console.error(line);
}

const machine = machineNow();
if (!machine.isQuiet && !has('loaded') && !has('quick')) {
  console.error(`Something else runs on this machine (${machine.said}): figures of time would be worthless.`);
  process.exit(2);
}
bench().then(
  (rows) => {
    const about = `Measured on ${machine.said}${machine.isQuiet ? '' : ': beside other work'}. Deno runs the app, Node where a row says so.`;
    if (has('write')) writeTable(path.join(__dirname, 'README.md'), [about, '', asMarkdown(rows)]);
    console.log(has('json') ? JSON.stringify({ rows }, null, 2) : has('markdown') ? asMarkdown(rows) : asTable(rows));
    process.exit(rows.every(({ ok }) => ok) ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
