// In the place of the engine's lib/require.ts: what the runtime itself requires are files of the engine.
import { createRequire } from 'node:module';

export const require = createRequire(__filename);
