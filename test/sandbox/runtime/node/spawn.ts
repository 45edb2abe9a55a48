import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { built } from '../built';
import { ROOT } from '../paths';
import type { Controller } from '../process';

/** Where the engine's runtime for Node is; builds it when nobody has. */
export const nodeRuntime = (): string => built('SANDBOX_NODE_RUNTIME', path.join(__dirname, 'build.mjs'));

/** The flag has this name since Node 22.13; before, it has another, and warns of itself on each start. */
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? ['--permission']
  : ['--experimental-permission', '--disable-warning=ExperimentalWarning'];

/**
 * Makes a controller start its app as servers from 8.8 do: in Node, with nothing of the environment but PATH, and with
 * files to read only in the engine's temporary folder, in the runtime's own and in that of the engine.
 */
export function startOnNode(controller: Controller, appId: string, tempFolder: string): void {
  const runtime = nodeRuntime();
  const engine = path.join(ROOT, 'node_modules', 'runtime-apps-engine');
  const readable = [tempFolder, path.dirname(runtime), engine].map((folder) => `--allow-fs-read=${folder}/*`);
  const clock = path.join(tempFolder, 'clock');
  let spawnId = 0;
  controller.roundTrips = 1;

  controller.spawnProcess = () => {
    const app = ['--subprocess', appId, '--spawnId', String((spawnId += 1))];
    const time = fs.existsSync(clock) ? ['--clock', clock] : [];
    const child = spawn(process.execPath, [...PERMISSION, ...readable, runtime, ...app, ...time], {
      env: { PATH: process.env.PATH },
    });
    controller.deno = child;
    controller.messenger.setReceiver(child);
    controller.livenessManager.attach(controller.deno);
    controller.setupListeners();
  };
}
