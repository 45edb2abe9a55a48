// In the place of the engine's lib/require.ts: what runtime and app require of the engine are the files of the one that
// runs, which is installed under a name of its own beside the newer definitions.
import { createRequire } from 'node:module';

const installed = createRequire(__filename);

export const require = (name) => installed(name.replace(/^@rocket\.chat\/apps-engine/, 'runtime-apps-engine'));
