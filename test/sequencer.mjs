// What runs together, and in which order: files of one folder share an environment, and so do small folders, and all that
// only compute, so that what they import is loaded and compiled once for them and not for each. A file that is asked for
// alone runs as it is.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

const TEST = path.dirname(fileURLToPath(import.meta.url));
const GROUPS = path.join(TEST, '..', '.cache', 'groups');
/** What only computes, of whichever folder. */
const COMPUTING = 'computing';
/** What starts processes and takes seconds, of these folders. */
const SMALL = 'small';
const SMALL_FOLDERS = ['app', 'client-cases', 'command', 'host', 'performance', 'sandbox'];
/** How long each takes, about, in s, where no run has told; one that is not here: a second a file. */
const SECONDS = { stories: 180, browser: 80, computing: 80, faults: 70, screens: 60, small: 55, release: 20 };
/** So many files at most: of stories fewer, which take longest, since one long part at the end leaves workers idle. */
const mostOf = (name) => (name === 'stories' ? 12 : 64);

const nameOf = (file) => path.relative(TEST, file).replaceAll(path.sep, '/');

const startsProcesses = (file) => fs.readFileSync(file, 'utf8').includes('sandbox');

/** A file that runs those, each under its name. */
function groupFile(name, files) {
  const quoted = JSON.stringify;
  const text = files
    .map((file) => `describe(${quoted(nameOf(file))}, () => void require(${quoted(file)}));\n`)
    .join('');
  const hash = createHash('sha1').update(text).digest('hex').slice(0, 8);
  const group = path.join(GROUPS, `${name}-${hash}.js`);
  fs.mkdirSync(GROUPS, { recursive: true });
  fs.writeFileSync(group, text);
  return group;
}

/** Parts of about one size, none of them larger than that. */
function parts(all, most) {
  const size = Math.ceil(all.length / Math.ceil(all.length / most));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/** Tests by the folder that they are in; those of small folders, and those that only compute, under one name each. */
function byFolder(tests) {
  const folders = new Map();
  for (const test of [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const [folder] = nameOf(test.path).split('/');
    folders.set(folder, [...(folders.get(folder) ?? []), test]);
  }
  const groups = new Map();
  for (const [folder, all] of folders) {
    const place = SMALL_FOLDERS.includes(folder) ? SMALL : folder;
    const name = all.some((test) => startsProcesses(test.path)) ? place : COMPUTING;
    groups.set(name, [...(groups.get(name) ?? []), ...all]);
  }
  return groups;
}

export default class extends TestSequencer {
  sort(tests) {
    const groups = [];
    for (const [name, all] of byFolder(tests)) {
      for (const some of parts(all, mostOf(name))) {
        const files = some.map((test) => test.path);
        const group = { ...some[0], path: some.length === 1 ? files[0] : groupFile(name, files) };
        group.duration = this.time(group);
        const order = group.duration ?? ((SECONDS[name] ?? all.length) * 1000 * files.length) / all.length;
        groups.push({ group, order, computes: name === COMPUTING });
      }
    }
    groups.sort((a, b) => b.order - a.order);
    // Stories wait for their processes now and then: beside the first of them, something that only computes.
    const computing = groups.findIndex(({ computes }) => computes);
    if (computing > 1) groups.splice(1, 0, ...groups.splice(computing, 1));
    return groups.map(({ group }) => group);
  }
}
