import { execFileSync } from 'node:child_process';

/**
 * What a script builds for the sandbox: the file whose path it prints. A test run has had it built before its first
 * test, and left the path in this variable of the environment (test/setup.mjs); else it is built once per process.
 * Throws a sentence.
 */
export function built(variable: string, script: string): string {
  const known = process.env[variable];
  if (known !== undefined) return known;
  try {
    const file = execFileSync(process.execPath, [script], { encoding: 'utf8', stdio: 'pipe' });
    process.env[variable] = file;
    return file;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`${script} could not build what it builds: ${stderr.trim() || message}`, { cause: error });
  }
}
