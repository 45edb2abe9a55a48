import path from 'node:path';
import { playStory } from '../stories/story';
import { WORKFLOWS } from '../stories/workflows';
import { openPackage } from '.';
import { openPage } from './page';

/** `npm start -- --demo`: plays the five workflows in the terminal; status 1 when one is not what it should be. */
async function demo(): Promise<number> {
  const { file, zip } = openPackage();
  console.log(`${path.basename(file)}, ${zip.length} bytes, installed in the Apps-Engine of a server.\n`);
  const wrong: string[] = [];
  for (const { name, stories } of WORKFLOWS) {
    console.log(`━━ ${name}\n`);
    for (const story of stories) {
      const { transcript, runs, reasons, differences } = await playStory(story);
      console.log(`── ${story.title}\n`);
      for (const line of transcript) console.log(`   ${line}`);
      console.log(runs.length === 0 ? '\n   no rule ran' : '');
      for (const [index, line] of runs.entries()) {
        console.log(`   ⚙ ${line}`);
        for (const reason of reasons[index] ?? []) console.log(`       ${reason}`);
      }
      console.log('');
      wrong.push(...differences.map((difference) => `${story.title}: ${difference}`));
    }
  }
  for (const sentence of wrong) console.error(`Not as it should be: ${sentence}`);
  return wrong.length === 0 ? 0 : 1;
}

/** `npm start`: the sandbox in a browser, until somebody ends it. */
async function show(): Promise<number> {
  console.log('Starting the sandbox: a Rocket.Chat workspace in memory with the app installed …');
  const page = await openPage({ port: Number(process.env.PORT ?? 0) });
  console.log(`\n  ${page.url}\n\nOpen this address in a browser. Ctrl-C ends everything.`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  console.log('\nStopping the sandbox …');
  // Whoever asks twice does not want to wait.
  process.once('SIGINT', () => process.exit(130));
  await page.stop();
  return 0;
}

const work = process.argv.includes('--demo') ? demo() : show();
void work.then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
