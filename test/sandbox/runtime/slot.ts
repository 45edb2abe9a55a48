import * as fs from 'node:fs';
import * as path from 'node:path';
import { CACHE } from './paths';

/** A folder for the temporary files of one engine. Folders are used again, since Deno's compiled modules are kept by path. */
export interface Slot {
  folder: string;
  release(): void;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** True when the lock is ours now; a lock whose process is gone is taken over. */
function lock(file: string): boolean {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      const owner = Number(fs.readFileSync(file, 'utf8'));
      if (owner > 0 && !alive(owner)) fs.rmSync(file);
    } catch {
      // Somebody else was faster.
    }
    return false;
  }
}

/** The link that the engine makes to its runtime; one that leads elsewhere is left from a project that was moved. */
function dropStaleLink(folder: string): void {
  const link = path.join(folder, 'deno-runtime');
  const target = path.dirname(require.resolve('runtime-apps-engine/deno-runtime/deno.jsonc'));
  try {
    if (fs.readlinkSync(link) !== target) fs.rmSync(link);
  } catch {
    // There is none yet.
  }
}

/** The folder that a process was left in, which is still taken. */
export const slotAt = (folder: string): Slot => ({
  folder,
  release: () => fs.rmSync(`${folder}.lock`, { force: true }),
});

/** Takes the first free folder under .cache/sandbox; several test workers may ask at once. */
export function takeSlot(): Slot {
  for (let index = 0; index < 256; index += 1) {
    const folder = path.join(CACHE, `slot-${index}`);
    const lockFile = `${folder}.lock`;
    if (!lock(lockFile) && !lock(lockFile)) continue;
    fs.mkdirSync(folder, { recursive: true });
    dropStaleLink(folder);
    fs.rmSync(path.join(folder, 'clock'), { force: true });
    return slotAt(folder);
  }
  throw new Error('256 sandboxes are open at once: stop those that are done with "await shop.stop()".');
}
