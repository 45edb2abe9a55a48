import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rulesMarkdown } from './reference/markdown';
import { rulesSchema } from './reference/schema';

/**
 * npm run reference: writes settings/RULES.md and settings/rules.schema.json from the entries of events, fields,
 * operators and actions. With --check it writes nothing, names the files that are out of date, and ends with status 1
 * when there is one.
 */
const FOLDER = path.join(__dirname, '../settings');
const FILES = {
  'RULES.md': rulesMarkdown,
  'rules.schema.json': () => JSON.stringify(rulesSchema(), null, 2),
};

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [name, make] of Object.entries(FILES)) {
    const file = path.join(FOLDER, name);
    const made = await format(make(), { ...(await resolveConfig(file)), filepath: file });
    const there = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    if (made === there) continue;
    if (check) {
      console.error(`settings/${name} is out of date: npm run reference writes it anew`);
      process.exitCode = 1;
    } else {
      fs.writeFileSync(file, made);
      console.log(`settings/${name} written`);
    }
  }
}

void main();
