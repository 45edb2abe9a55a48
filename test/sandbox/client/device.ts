/** What somebody looks at the workspace with. */
export type Device = 'web' | 'phone';

/** What everybody uses unless a sandbox says otherwise (`client`). */
export const DEVICE: Device = 'web';
