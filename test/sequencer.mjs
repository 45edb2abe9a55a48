// What runs together, and in which order: files of one folder share an environment, sixteen at most, so that what they
// all import is loaded and compiled once for them and not for each. A file that is asked for alone runs as it is.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

const TEST = path.dirname(fileURLToPath(import.meta.url));
const GROUPS = path.join(TEST, '..', '.cache', 'groups');
const TOGETHER = 16;

const nameOf = (file) => path.relative(TEST, file).replaceAll(path.sep, '/');

/** A file that runs those, each under its name. */
function groupFile(files) {
  const quoted = JSON.stringify;
  const text = files
    .map((file) => `describe(${quoted(nameOf(file))}, () => void require(${quoted(file)}));\n`)
    .join('');
  const [folder] = nameOf(files[0]).split('/');
  const hash = createHash('sha1').update(text).digest('hex').slice(0, 8);
  const group = path.join(GROUPS, `${folder}-${hash}.js`);
  fs.mkdirSync(GROUPS, { recursive: true });
  fs.writeFileSync(group, text);
  return group;
}

/** How long it may take, where no run has told: bytes, and ten times as much for what starts processes. */
function weight(file) {
  const text = fs.readFileSync(file, 'utf8');
  return text.length * (text.includes('sandbox') ? 10 : 1);
}

export default class extends TestSequencer {
  sort(tests) {
    const folders = new Map();
    for (const test of [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      const [folder] = nameOf(test.path).split('/');
      folders.set(folder, [...(folders.get(folder) ?? []), test]);
    }
    const groups = [];
    for (const all of folders.values()) {
      for (let from = 0; from < all.length; from += TOGETHER) {
        const some = all.slice(from, from + TOGETHER);
        const files = some.map((test) => test.path);
        const group = { ...some[0], path: some.length === 1 ? files[0] : groupFile(files) };
        group.duration = this.time(group);
        groups.push({ group, order: group.duration ?? files.reduce((sum, file) => sum + weight(file), 0) * 1000 });
      }
    }
    return groups.sort((a, b) => b.order - a.order).map(({ group }) => group);
  }
}
