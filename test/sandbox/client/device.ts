/** What somebody looks at the workspace with. */
export type Device = 'web' | 'phone' | 'lenient';

/**
 * What everybody uses unless a sandbox says otherwise (`client`). The lenient one is kinder than the world: it shows
 * what no real client does.
 */
export const DEVICE: Device = 'web';
