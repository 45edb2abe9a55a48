import path from 'node:path';
import { playStory } from '../stories/story';
import { WORKFLOWS } from '../stories/workflows';
import { openPackage } from '.';

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

void demo().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
