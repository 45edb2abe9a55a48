/**
 * `npm run bench`: our figures beside the others', from one run, with the runtime that ran the apps (WORKFLOW_RUNTIME).
 * `--json` and `--markdown` print them in that form and nothing else; `--quick` takes a tenth of the time, for a look
 * while developing. Status 1 when a bar is missed.
 */
import { chosenRuntime } from '../sandbox/runtime/runtimes';
import { benchDeciding } from './deciding';
import { benchLoading } from './loading';
import { asMarkdown, asTable, type Row } from './row';
import { benchConversations } from './runtime/conversations';
import { benchMessages } from './runtime/messages';
import { FULL, QUICK } from './runtime/size';
import { benchStarts } from './runtime/starts';

const has = (option: string): boolean => process.argv.includes(`--${option}`);

async function bench(): Promise<readonly Row[]> {
  const size = has('quick') ? QUICK : FULL;
  const parts: readonly [string, () => Promise<readonly Row[]>][] = [
    ['messages in the real runtime', () => benchMessages(size)],
    ['starts and memory', () => benchStarts(size)],
    ['conversations in a row', () => benchConversations(size)],
    ['deciding alone', () => benchDeciding(tell)],
    ['loading rules', () => benchLoading(size.starts)],
  ];
  const rows: Row[] = [];
  for (const [what, measure] of parts) {
    tell(`Measuring ${what} …`);
    rows.push(...(await measure()));
  }
  return rows;
}

/** Kept apart from the table, so that it can be read by a machine. */
function tell(line: string): void {
  console.error(line);
}

bench().then(
  (rows) => {
    const runtime = chosenRuntime();
    console.log(
      has('json')
        ? JSON.stringify({ runtime, rows }, null, 2)
        : `Apps run in ${runtime}.\n\n${has('markdown') ? asMarkdown(rows) : asTable(rows)}`,
    );
    process.exit(rows.every(({ ok }) => ok) ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
