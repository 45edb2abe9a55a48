import { generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CACHE } from './paths';

/** What the server signs an app's record with; PEM. */
export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

let pair: KeyPair | undefined;

function kept(file: string): KeyPair | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as KeyPair;
  } catch {
    return undefined;
  }
}

function made(file: string): KeyPair {
  const fresh = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // Test workers may make one at the same time: each writes its own file and moves it into place.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(fresh), { mode: 0o600 });
  fs.renameSync(draft, file);
  return fresh;
}

/** One pair for all sandboxes of this project: making it takes longer than opening a workspace. */
export function keyPair(): KeyPair {
  const file = path.join(CACHE, 'keys.json');
  pair ??= kept(file) ?? made(file);
  return pair;
}
